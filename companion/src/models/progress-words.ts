/** A download in words: how much is here, how fast it comes, how long it may take. */
import { createPaceMeter } from '@inlay/shared'
import { megabytes } from './disk.ts'

export interface Meter {
  /** "12 of 208 MB, 5.0 MB/s, 40 s left". */
  words(received: number, total: number): string
}

export const createMeter = (now: () => number = Date.now): Meter => {
  const meter = createPaceMeter(now)
  return {
    words: (received, total) => {
      const pace = meter.add(received, total)
      const amount = amountOf(received, total)
      if (pace === undefined) return amount
      return `${amount}, ${megabytes(pace.speed)}/s, ${timeLeft(pace.left)}`
    },
  }
}

/** "12 of 208 MB": the unit once where it is the same. */
const amountOf = (received: number, total: number): string => {
  const [have, all] = [megabytes(received), megabytes(total)]
  const unit = all.slice(-3)
  return `${have.endsWith(unit) ? have.slice(0, -3) : have} of ${all}`
}

const timeLeft = (seconds: number): string => {
  if (seconds < 1.5) return 'nearly done'
  if (seconds < 90) return `${Math.round(seconds)} s left`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `${minutes} min left` : `${Math.round(minutes / 60)} h left`
}

/** A download in words: how much is here, how fast it comes, how long it may take. */
import { megabytes } from './disk.ts'

/** Milliseconds that the speed is measured over: long enough to be calm, short enough to be true. */
const SPAN = 5000

export interface Meter {
  /** "12 of 208 MB, 5.0 MB/s, 40 s left". */
  words(received: number, total: number): string
}

export const createMeter = (now: () => number = Date.now): Meter => {
  let points: { readonly at: number; readonly received: number }[] = []
  return {
    words: (received, total) => {
      const at = now()
      const last = points.at(-1)
      // Fewer bytes than before: it began anew.
      if (last !== undefined && received < last.received) points = []
      points = [...points.filter((point) => at - point.at <= SPAN), { at, received }]
      const [first] = points
      const elapsed = first === undefined ? 0 : at - first.at
      const amount = amountOf(received, total)
      if (first === undefined || elapsed < 500 || received <= first.received) return amount
      const perSecond = ((received - first.received) / elapsed) * 1000
      return `${amount}, ${megabytes(perSecond)}/s, ${timeLeft((total - received) / perSecond)}`
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

/** One rising progress line out of many stages, and the time each of them took. */
import type { Stage } from '@inlay/shared'

/** Told of progress; `fraction` 0..1 never falls. */
export type ProgressListener = (fraction: number, stage: string) => void

/** Smallest step worth telling while the words stay the same. */
const STEP = 0.005

/** A part of the whole, from `from` to `to`; its own fraction runs 0..1. */
export interface ProgressSpan {
  report(fraction: number, stage: string): void
  /** A part of this part. */
  span(from: number, to: number): ProgressSpan
}

/** Fractions are clamped so that they never fall, however the parts report. */
export const createProgress = (listener: ProgressListener): ProgressSpan => {
  let told = -1
  let words = ''
  const tell = (fraction: number, stage: string): void => {
    const next = Math.max(told, Math.min(1, Math.max(0, fraction)))
    if (stage === words && next < told + STEP && next < 1) return
    if (stage === words && next === told) return
    told = next
    words = stage
    listener(next, stage)
  }
  const spanOf = (from: number, to: number): ProgressSpan => ({
    report: (fraction, stage) => tell(from + (to - from) * fraction, stage),
    span: (a, b) => spanOf(from + (to - from) * a, from + (to - from) * b),
  })
  return spanOf(0, 1)
}

/** Milliseconds per stage, summed over every time it ran. */
export interface Stopwatch {
  readonly times: Readonly<Partial<Record<Stage, number>>>
  /** Milliseconds since the watch was made. */
  total(): number
  measure<T>(stage: Stage, work: () => T): T
}

/** Promises are measured until they settle. Rounded to a tenth of a millisecond. */
export const createStopwatch = (now: () => number = () => performance.now()): Stopwatch => {
  const started = now()
  const times: Partial<Record<Stage, number>> = {}
  const round = (time: number): number => Math.round(time * 10) / 10
  return {
    times,
    total: () => round(now() - started),
    measure: (stage, work) => {
      const from = now()
      const stop = (): void => {
        times[stage] = round((times[stage] ?? 0) + now() - from)
      }
      let pending = false
      try {
        const result = work()
        if (result instanceof Promise) {
          pending = true
          result.then(stop, stop)
        }
        return result
      } finally {
        if (!pending) stop()
      }
    },
  }
}

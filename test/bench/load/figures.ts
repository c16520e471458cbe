/** A run's figures, and whether each is as good as promised. */
import { median, quantile } from '../roundtrip/figures.ts'

export interface Verdict {
  readonly what: string
  readonly figure: string
  readonly promise: string
  readonly kept: boolean
}

export interface Outcome {
  readonly jobs: number
  readonly done: number
  readonly otherEnds: number
  readonly startedTwice: number
  readonly refusedForFull: number
  /** Milliseconds of each health request. */
  readonly health: readonly number[]
  /** The same of an empty server in another process: what the machine itself needs just now. */
  readonly bare: readonly number[]
  /** Bytes the companion held, sampled at equal intervals. */
  readonly memory: readonly number[]
  /** Status of each oversized upload. */
  readonly oversized: readonly number[]
  readonly slowCut: number
  readonly slowOpened: number
}

/** Milliseconds. */
const HEALTH_P99 = 100

/** Bytes that the companion may hold more at the end than after a quarter of the way. */
const GROWTH = 24 * 2 ** 20

const mb = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`

export const judge = (outcome: Outcome): Verdict[] => {
  const { memory, health, bare } = outcome
  const quarter = Math.floor(memory.length / 4)
  const early = median(memory.slice(quarter, 2 * quarter))
  const late = median(memory.slice(-quarter))
  const p99 = quantile(health, 0.99)
  const refused = outcome.oversized.filter((status) => status === 413).length
  return [
    {
      what: 'health while all this goes on',
      figure: `p50 ${median(health).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms of ${health.length}; an empty server: ${median(bare).toFixed(1)}, ${quantile(bare, 0.99).toFixed(1)} ms`,
      promise: `p99 under ${HEALTH_P99} ms`,
      kept: p99 < HEALTH_P99,
    },
    {
      what: 'memory of the companion',
      figure: `${mb(early)} in the second quarter, ${mb(late)} in the last, ${mb(Math.max(...memory))} at most`,
      promise: `grows by less than ${mb(GROWTH)}`,
      kept: late - early < GROWTH,
    },
    {
      what: 'jobs accounted for',
      figure: `${outcome.done} done, ${outcome.otherEnds} ended otherwise, ${outcome.startedTwice} started twice; ${outcome.refusedForFull} times told to wait`,
      promise: `all ${outcome.jobs} done once`,
      kept: outcome.done === outcome.jobs && outcome.startedTwice === 0,
    },
    {
      what: 'oversized uploads',
      figure: `${refused} of ${outcome.oversized.length} refused with 413`,
      promise: 'all, by name',
      kept: outcome.oversized.length > 0 && refused === outcome.oversized.length,
    },
    {
      what: 'slow-loris lines',
      figure: `${outcome.slowCut} of ${outcome.slowOpened} cut while others worked`,
      promise: 'more than half, the rest being young',
      kept: outcome.slowCut * 2 > outcome.slowOpened,
    },
  ]
}

export const tableOf = (verdicts: readonly Verdict[]): string => {
  const rows = verdicts.map(({ what, figure, promise, kept }) => [
    kept ? 'kept' : 'BROKEN',
    what,
    figure,
    promise,
  ])
  const all = [['', 'what', 'figure', 'promise'], ...rows]
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...all.map((row) => (row[column] ?? '').length)),
  )
  return all
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

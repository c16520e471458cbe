/** One fill as a panel sees it, from the click to the results: plain data and what happens to it. */
import { InlayError } from '../errors.ts'
import { type FillEvent, fromWireError } from '../fill-event.ts'
import type { FillReport, VariationReport } from '../fill-report.ts'
import type { Bounds } from '../geometry/bounds.ts'
import { OPERATIONS } from '../request-values.ts'
import * as z from '../zod.ts'
import { isAway, isUnpaired } from './notice.ts'
import type { Sentence } from './say.ts'

/** What is kept in the host's storage, so that a result finds its place after the panel was closed. */
export const JobRecord = z.object({
  /** Of the fill at the companion: a UUID, made here before anything is sent. */
  id: z.string(),
  /** Milliseconds since 1970. */
  created: z.number(),
  operation: z.enum(OPERATIONS),
  prompt: z.string(),
  /** What the person knows the picture by, e.g. its layer's name. */
  title: z.string(),
  /** The host's own: where the result goes. JSON. */
  target: z.unknown(),
  /** The host's own: what "again" and "variations" need. JSON. */
  settings: z.unknown(),
  /** False until the companion has taken it. */
  isSent: z.boolean(),
})
export type JobRecord = z.infer<typeof JobRecord>

export const JobRecords = z.array(JobRecord)

/**
 * - `preparing`: the picture and its mask are being read; `sending`: they travel
 * - `queued`, `running`: at the companion
 * - `away`: the companion or its leave is gone for now; followed on when it is back
 * - `done`: there are results; `failed`, `cancelled`: there are none and nothing was changed
 * - `lost`: the companion no longer knows it
 */
export type JobState =
  | 'preparing'
  | 'sending'
  | 'queued'
  | 'running'
  | 'away'
  | 'done'
  | 'failed'
  | 'cancelled'
  | 'lost'

export interface Job {
  readonly record: JobRecord
  readonly state: JobState
  /** While queued: 0 is next. */
  readonly position: number
  /** 0..1, never falls. */
  readonly fraction: number
  /** What is being done just now. */
  readonly stage: Sentence
  /** By variation: a coarse look, a PNG in base64. */
  readonly previews: ReadonlyMap<number, string>
  /** By variation: what that look shows, in pixels of the (possibly expanded) picture. */
  readonly previewBounds: ReadonlyMap<number, Bounds>
  /** Those that are finished, in their order. */
  readonly variations: readonly VariationReport[]
  readonly engine: string | undefined
  readonly report: FillReport | undefined
  readonly error: InlayError | undefined
  /** The variation that is looked at: an index into `variations`. */
  readonly chosen: number
  /** Sequence of the last event; -1 for none. */
  readonly last: number
  /** True when an earlier life of the panel had started it. */
  readonly isFound: boolean
}

export const newJob = (record: JobRecord, isFound = false): Job => ({
  record,
  state: isFound ? 'queued' : 'preparing',
  position: 0,
  fraction: 0,
  stage: { key: isFound ? 'job.running' : 'job.waiting' },
  previews: new Map(),
  previewBounds: new Map(),
  variations: [],
  engine: undefined,
  report: undefined,
  error: undefined,
  chosen: 0,
  last: -1,
  isFound,
})

/** Its turn has come. */
export const withPreparing = (job: Job): Job => ({ ...job, stage: { key: 'job.preparing' } })

export const withSending = (job: Job): Job => ({
  ...job,
  state: 'sending',
  error: undefined,
  stage: { key: 'job.sending' },
})

/** The companion or its leave is gone for now: it is asked again for a while. */
export const withAway = (job: Job, error: InlayError): Job => ({
  ...job,
  state: 'away',
  error,
  stage: { key: isUnpaired(error) ? 'job.unpaired' : 'job.away' },
})

export const withSent = (job: Job): Job => ({
  ...job,
  record: { ...job.record, isSent: true },
  state: 'queued',
  error: undefined,
  stage: { key: 'job.running' },
})

/** An event a second time changes nothing. */
export const withEvent = (job: Job, event: FillEvent): Job => {
  if (event.sequence <= job.last) return job
  const seen: Job = { ...job, last: event.sequence, error: undefined }
  switch (event.type) {
    case 'queued':
      return { ...seen, state: 'queued', position: event.position, stage: queueSentence(event) }
    case 'started':
      return { ...seen, state: 'running', engine: event.engine, stage: { stage: 'Starting' } }
    case 'progress':
      return {
        ...seen,
        state: 'running',
        fraction: Math.max(job.fraction, event.fraction),
        stage: { stage: event.stage },
      }
    case 'preview':
      return {
        ...seen,
        state: 'running',
        previews: new Map([...job.previews, [event.index, event.png]]),
        ...(event.bounds !== undefined && {
          previewBounds: new Map([...job.previewBounds, [event.index, event.bounds]]),
        }),
      }
    case 'variation':
      return { ...seen, state: 'running', variations: placed(job.variations, event.variation) }
    case 'done':
      return {
        ...seen,
        state: 'done',
        fraction: 1,
        report: event.report,
        variations: event.report.variations,
        stage: { key: 'job.done' },
      }
    case 'failed':
      return { ...seen, state: 'failed', error: fromWireError(event.error) }
    case 'cancelled':
      return { ...seen, state: 'cancelled', stage: { key: 'job.cancelled' } }
  }
}

/** What keeps it from being followed, or from being started at all. */
export const withError = (job: Job, error: InlayError): Job => {
  if (error.code === 'cancelled') {
    return { ...job, state: 'cancelled', stage: { key: 'job.cancelled' } }
  }
  // Sent and out of reach: the companion goes on with it.
  if (job.record.isSent && (isAway(error) || isUnpaired(error))) return withAway(job, error)
  const isLost = error.code === 'not_found' || error.code === 'interrupted'
  if (job.record.isSent && isLost) {
    return { ...job, state: 'lost', error, stage: { key: 'job.lost' } }
  }
  return { ...job, state: 'failed', error }
}

/** The companion answers again; its next event says how far the fill is. */
export const withBack = (job: Job): Job =>
  job.state === 'away'
    ? {
        ...job,
        state: job.engine === undefined ? 'queued' : 'running',
        error: undefined,
        stage: { key: 'job.running' },
      }
    : job

/** A job that was never handed over, found when the panel opens again. */
export const withUnsent = (job: Job): Job => ({
  ...job,
  state: 'lost',
  error: new InlayError('interrupted'),
  stage: { key: 'job.unsent' },
})

/** Looks at the next (+1) or the previous (-1) variation; round and round. */
export const withStep = (job: Job, by: 1 | -1): Job => {
  const count = job.variations.length
  return count === 0 ? job : { ...job, chosen: (job.chosen + by + count) % count }
}

export const withChosen = (job: Job, index: number): Job =>
  job.variations[index] === undefined ? job : { ...job, chosen: index }

/** True while something may still come. */
export const isUnderWay = ({ state }: Job): boolean =>
  state === 'preparing' ||
  state === 'sending' ||
  state === 'queued' ||
  state === 'running' ||
  state === 'away'

const queueSentence = ({ position }: { readonly position: number }): Sentence =>
  position === 0 ? { key: 'job.queued.next' } : { plural: 'job.queued.behind', count: position }

const placed = (
  variations: readonly VariationReport[],
  one: VariationReport,
): readonly VariationReport[] =>
  [...variations.filter(({ index }) => index !== one.index), one].sort((a, b) => a.index - b.index)

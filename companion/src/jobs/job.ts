/** What a job is, and how its events move it: states only go forward, and a final one stays. */
import type { FillEvent, FillRequest, FillStatus } from '@inlay/shared'

/** What is known of a job before it runs. */
export interface NewJob {
  readonly id: string
  /** Id of the device it came from, or OWNER_ID. */
  readonly owner: string
  readonly request: FillRequest
  /** Bytes of its inputs on disk. */
  readonly bytes: number
}

/** Milliseconds the job spent outside the pipeline, for `Server-Timing` and the benchmark. */
export interface JobTimes {
  /** From acceptance to its turn. */
  readonly queue?: number | undefined
  /** From its turn to its last result on disk, as the daemon sees it. */
  readonly run?: number | undefined
  /** The same as the fill process sees it; the difference is process start and messages. */
  readonly process?: number | undefined
}

export interface Job extends NewJob {
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly finishedAt?: number | undefined
  /** When it finished on the clock that ages are counted on; see `retention-clock.ts`. */
  readonly agedFrom?: number | undefined
  readonly status: FillStatus
  /** Events published so far; the next one gets this sequence. */
  readonly eventCount: number
  readonly times: JobTimes
  /** On disk, inputs and results together, as last measured. */
  readonly bytes: number
  /** Grows with every change of state of any job; the largest one changed last. */
  readonly revision: number
  /** Times it was taken up to run, those that a stop of ours cut short not counted. */
  readonly starts: number
  /** Whether its inputs survive a loss of power; only then was it acknowledged. */
  readonly settled: boolean
  /** What its request and inputs were, once they are no longer on disk to be compared. */
  readonly digest?: string | undefined
}

export const isFinished = (status: FillStatus): boolean =>
  status.state === 'done' || status.state === 'failed' || status.state === 'cancelled'

export const newStatus = (id: string): FillStatus => ({
  id,
  state: 'queued',
  fraction: 0,
  stage: 'Waiting',
  variations: [],
})

/** States each event may come in. */
const FROM: Readonly<Record<FillEvent['type'], readonly FillStatus['state'][]>> = {
  queued: ['queued'],
  started: ['queued'],
  progress: ['running'],
  preview: ['running'],
  variation: ['running'],
  done: ['running'],
  failed: ['queued', 'running'],
  cancelled: ['queued', 'running'],
}

/** True when `event` may follow in this state; a late event of a finished job may not. */
export const mayFollow = (status: FillStatus, type: FillEvent['type']): boolean =>
  FROM[type].includes(status.state)

/**
 * The status after `event`: the status of a job is the fold of its events.
 * @throws Error when the event would move the job backwards (a mistake of ours, never a client's)
 */
export const applyEvent = (status: FillStatus, event: FillEvent): FillStatus => {
  if (!mayFollow(status, event.type)) {
    throw new Error(`A job that is ${status.state} cannot become ${event.type}`)
  }
  const { position: _, ...placed } = status
  switch (event.type) {
    case 'queued':
      return { ...status, position: event.position }
    case 'started':
      return { ...placed, state: 'running', stage: 'Starting' }
    case 'progress':
      return {
        ...status,
        fraction: Math.max(status.fraction, event.fraction),
        stage: event.stage,
      }
    case 'preview':
      return status
    case 'variation':
      return { ...status, variations: [...status.variations, event.variation] }
    case 'done':
      return {
        ...status,
        state: 'done',
        fraction: 1,
        stage: 'Done',
        variations: event.report.variations,
        report: event.report,
      }
    case 'failed':
      return { ...placed, state: 'failed', stage: 'Failed', error: event.error }
    case 'cancelled':
      return { ...placed, state: 'cancelled', stage: 'Cancelled' }
  }
}

/** What a job is, and how its events move it: states only go forward, and a final one stays. */
import type { FillEvent, FillRequest, FillStatus } from '@inlay/shared'

/** Where the bytes lie that the request's parts name: absolute paths in the job's spool folder. */
export interface JobInputs {
  readonly image: string
  readonly mask?: string
  readonly sample?: string
}

/** What is known of a job before it runs. */
export interface NewJob {
  readonly id: string
  readonly request: FillRequest
  /** Absolute path of the job's spool folder: inputs before, results after. */
  readonly folder: string
  readonly inputs: JobInputs
}

/** Milliseconds the job spent outside the pipeline, for `Server-Timing` and the benchmark. */
export interface JobTimes {
  /** From acceptance to its turn. */
  readonly queue?: number
  /** From its turn to its last result on disk, as the daemon sees it. */
  readonly run?: number
  /** The same as the fill process sees it; the difference is process start and messages. */
  readonly process?: number
}

export interface Job extends NewJob {
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly finishedAt?: number
  readonly status: FillStatus
  /** Events published so far; the next one gets this sequence. */
  readonly eventCount: number
  readonly times: JobTimes
  /** On disk, inputs and results together, as last measured. */
  readonly bytes: number
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

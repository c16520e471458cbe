/** One enlargement under way, apart from the queue of fills: it opens a document of its own. */
import type { InlayError, UpscaleEvent } from '@inlay/shared'
import { type Sentence, stageSentence } from '@inlay/shared/panel'

export interface Enlarging {
  readonly title: string
  readonly state: 'running' | 'done' | 'failed'
  readonly stage: Sentence
  /** 0..1 */
  readonly fraction: number
  readonly error: InlayError | undefined
}

export const newEnlarging = (title: string): Enlarging => ({
  title,
  state: 'running',
  stage: { key: 'job.preparing' },
  fraction: 0,
  error: undefined,
})

export const heard = (one: Enlarging, event: UpscaleEvent): Enlarging => {
  switch (event.type) {
    case 'queued':
      return {
        ...one,
        stage:
          event.position === 0
            ? { key: 'job.queued.next' }
            : { plural: 'job.queued.behind', count: event.position },
      }
    case 'progress':
      return {
        ...one,
        fraction: Math.max(one.fraction, event.fraction),
        stage: stageSentence(event.stage),
      }
    case 'done':
      return { ...one, fraction: 1, stage: { key: 'result.applying' } }
    default:
      return one
  }
}

export const failed = (one: Enlarging, error: InlayError): Enlarging => ({
  ...one,
  state: 'failed',
  error,
  stage: { key: 'job.cancelled' },
})

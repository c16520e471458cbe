/** Thins out what a run says of itself, so that a job's log stays small however talkative its engine. */
import type { EventBody } from './events.ts'

/** Milliseconds between two progress events of the same stage. */
const PROGRESS_EVERY = 100

/** Milliseconds between two previews. */
const PREVIEW_EVERY = 250

/** Previews kept of one job, and characters of each: 8 MB a job at the very worst. */
const PREVIEWS = 32
const PREVIEW_LENGTH = 256 * 1024

/**
 * True for events worth keeping. Progress passes when its stage is new, it reaches 1, or some time
 * has gone; previews when some time has gone and they are neither too many nor too large.
 */
export const createProgressGate = (
  now: () => number = performance.now.bind(performance),
): ((event: EventBody) => boolean) => {
  let stage: string | undefined
  let progressAt = Number.NEGATIVE_INFINITY
  let previewAt = Number.NEGATIVE_INFINITY
  let previews = 0
  return (event) => {
    const at = now()
    if (event.type === 'progress') {
      const passes =
        event.stage !== stage || event.fraction === 1 || at - progressAt >= PROGRESS_EVERY
      if (passes) {
        stage = event.stage
        progressAt = at
      }
      return passes
    }
    if (event.type === 'preview') {
      const passes =
        previews < PREVIEWS && event.png.length <= PREVIEW_LENGTH && at - previewAt >= PREVIEW_EVERY
      if (passes) {
        previews += 1
        previewAt = at
      }
      return passes
    }
    return true
  }
}

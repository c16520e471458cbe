/** Cancelling what cannot be interrupted, by not waiting for it. */
import { InlayError } from '@inlay/shared'

/** @throws InlayError cancelled once the signal is aborted */
export const checkCancelled = (signal: AbortSignal): void => {
  if (signal.aborted) throw new InlayError('cancelled')
}

/**
 * The work's outcome, or `cancelled` as soon as the signal aborts: libvips and the
 * loading of a net cannot be interrupted, so they finish unheard.
 */
export const orCancelled = async <T>(signal: AbortSignal, work: Promise<T>): Promise<T> => {
  // Whoever cancels hears `cancelled`; what the work fails with afterwards concerns nobody.
  work.catch(() => undefined)
  checkCancelled(signal)
  let abort = (): void => {}
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(new InlayError('cancelled'))
    signal.addEventListener('abort', abort, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

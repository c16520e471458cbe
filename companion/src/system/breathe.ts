/** Lets whatever waits (a cancel among it) run in the middle of long work. */
import { InlayError } from '@inlay/shared'

/** @throws InlayError cancelled once the signal is aborted */
export const breathe = async (signal: AbortSignal): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve))
  if (signal.aborted) throw new InlayError('cancelled')
}

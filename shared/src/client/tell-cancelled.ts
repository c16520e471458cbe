/** What a client that gives up says to the companion. */
import { InlayError } from '../errors.ts'

/** @throws InlayError cancelled, when the companion could not be told */
export const tellCancelled = async (told: Promise<void>): Promise<void> => {
  try {
    await told
  } catch (cause) {
    // It never came there: nothing is left to cancel.
    if (cause instanceof InlayError && cause.code === 'not_found') return
    throw new InlayError('cancelled', 'The companion could not be told.', { cause })
  }
}

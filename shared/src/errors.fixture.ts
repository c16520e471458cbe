/** What a call is refused with, for tests that look at more of an error than its code. */
import { InlayError } from './errors.ts'

/** @throws what is not ours, and Error when the call is not refused at all */
export const refusalOf = (run: () => unknown): InlayError => {
  try {
    run()
  } catch (error) {
    if (error instanceof InlayError) return error
    throw error
  }
  throw new Error('It was taken')
}

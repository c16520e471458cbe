/** An error as the person reads it (sentence, detail, next step), and anything thrown made one. */
import { ERRORS, InlayError } from '@inlay/shared'

/** Anything thrown, as a row of the error table; what is not one of ours keeps its text as detail. */
export const asInlayError = (thrown: unknown): InlayError => {
  if (thrown instanceof InlayError) return thrown
  const detail = thrown instanceof Error ? thrown.message : String(thrown)
  return new InlayError('internal', detail, { cause: thrown })
}

/** Two or three lines; `subject` is the file the error is about. */
export const describeError = (error: InlayError, subject?: string): string => {
  const head = subject === undefined ? 'inlay' : `inlay: ${subject}`
  const detail = error.detail === undefined ? '' : `\n  ${error.detail}`
  return `${head}: ${ERRORS[error.code].message}${detail}\n  ${error.next}\n`
}

/** With INLAY_DEBUG set, the stacks of an error and of everything that caused it. */
export const debugTrace = (error: unknown): string => {
  if (process.env.INLAY_DEBUG === undefined || !(error instanceof Error)) return ''
  const cause = error.cause === undefined ? '' : `caused by ${debugTrace(error.cause)}`
  return `${error.stack ?? error.message}\n${cause}`
}

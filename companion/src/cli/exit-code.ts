/** What the shell hears: one exit code for each kind of ending. */
import { type InlayError, isInputError } from '@inlay/shared'

export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  badInput: 3,
  engineUnavailable: 4,
  cancelled: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Bad input is what the person can put right in the files; the rest is ours or the machine's. */
export const exitCodeOf = (error: InlayError): ExitCode => {
  if (error.code === 'engine_unavailable') return EXIT.engineUnavailable
  if (error.code === 'cancelled') return EXIT.cancelled
  if (error.code === 'invalid_request') return EXIT.usage
  return isInputError(error) ? EXIT.badInput : EXIT.failed
}

/** For a batch: cancelled before all else, then the gravest of its failures; done when there is none. */
export const worstExitCode = (codes: readonly ExitCode[]): ExitCode => {
  const order: readonly ExitCode[] = [
    EXIT.cancelled,
    EXIT.failed,
    EXIT.engineUnavailable,
    EXIT.usage,
    EXIT.badInput,
  ]
  return order.find((code) => codes.includes(code)) ?? EXIT.done
}

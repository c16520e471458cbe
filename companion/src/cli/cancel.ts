/** Ctrl-C: the first asks the work to stop, the second ends the process. */
import { EXIT } from './exit-code.ts'

/**
 * A second signal this soon is the first one again: npm passes Ctrl-C on to a script that the
 * terminal has told already (npm/run-script, signal-manager).
 */
const ECHO_MS = 500

export interface Cancellation {
  readonly signal: AbortSignal
  readonly dispose: () => void
}

/**
 * Listens for SIGINT, SIGTERM, SIGHUP and, on Windows, Ctrl-Break; and for the message `shutdown` of
 * a supervisor that has started us with a channel (Windows has no SIGTERM; pm2 sends this).
 *
 * Files under a passing name are removed on the way out (write-file-atomic hooks the process's
 * exit), so no half file is left, however it ends.
 * @param patience milliseconds the work may take to stop before the process ends without it
 */
export const cancelOnSignals = (patience = 2000): Cancellation => {
  const controller = new AbortController()
  let first = 0
  const leave = (): void => {
    process.exit(EXIT.cancelled)
  }
  const stop = (): void => {
    if (!controller.signal.aborted) {
      first = Date.now()
      controller.abort()
      setTimeout(leave, patience).unref()
    } else if (Date.now() - first > ECHO_MS) {
      leave()
    }
  }
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const
  for (const name of names) process.on(name, stop)
  const hear = (message: unknown): void => {
    if (message === 'shutdown') stop()
  }
  process.on('message', hear)
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of names) process.removeListener(name, stop)
      process.removeListener('message', hear)
    },
  }
}

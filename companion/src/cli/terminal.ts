/** Everything a command may say to the world around it, so that tests can hand it another. */
import { InlayError } from '@inlay/shared'

export interface Terminal {
  /** Results: stdout. Resolves when the text has left the process. */
  readonly out: (text: string) => Promise<void>
  /** Everything else: stderr. */
  readonly err: (text: string) => void
  /** True when a person watches stderr. */
  readonly isInteractive: boolean
}

/** True when whoever read our output has gone (`| head`): no reason to stop, nor to complain. */
const isGone = (error: Error): boolean => 'code' in error && error.code === 'EPIPE'

/**
 * The process's own streams. A write that fails is told by its promise; without a listener the
 * stream would end the process with a stack as well.
 */
export const processTerminal = (): Terminal => {
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
  return {
    out: (text) =>
      new Promise((resolve, reject) => {
        process.stdout.write(text, (error) => {
          if (error === null || error === undefined || isGone(error)) resolve()
          else reject(new InlayError('file_unwritable', 'It is stdout.', { cause: error }))
        })
      }),
    err: (text) => {
      process.stderr.write(text)
    },
    isInteractive: process.stderr.isTTY === true && process.env.TERM !== 'dumb',
  }
}

/** Everything a command may touch of the world around it, so that tests can hand it another. */

export interface Terminal {
  /** Results: stdout. Resolves when the text has left the process. */
  readonly out: (text: string) => Promise<void>
  /** Everything else: stderr. */
  readonly err: (text: string) => void
  /** True when a person watches stderr. */
  readonly isInteractive: boolean
}

export const processTerminal = (): Terminal => ({
  out: (text) =>
    new Promise((resolve, reject) => {
      process.stdout.write(text, (error) => (error ? reject(error) : resolve()))
    }),
  err: (text) => {
    process.stderr.write(text)
  },
  isInteractive: process.stderr.isTTY === true && process.env.TERM !== 'dumb',
})

/** What set-up tells the person: always on stderr, since stdout belongs to the command's own output. */

export const say = (line) => {
  process.stderr.write(`inlay: ${line}\n`)
}

/** A set-up failure that needs no stack: what happened, and what to do. */
export class SetupError extends Error {
  constructor(message, next, options) {
    super(message, options)
    this.name = 'SetupError'
    this.next = next
  }
}

/** Runs `work`; a SetupError becomes two lines and exit code 1, anything else stays a crash with its stack. */
export const orExplain = async (work) => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    say(error.next)
    process.exit(1)
  }
}

/** Runs one command line to its end: parses, acts, explains what went wrong, sets the exit code. */
import { InlayError } from '@inlay/shared'
import { CommanderError } from 'commander'
import { EXIT, type ExitCode, exitCodeOf } from './exit-code.ts'
import { asInlayError, debugTrace, describeError } from './print-error.ts'
import { createProgram } from './program.ts'
import { processTerminal, type Terminal } from './terminal.ts'

/** Ends the process itself: idle engine threads would only delay it. */
export const run = async (args: readonly string[]): Promise<never> =>
  process.exit(await runCommandLine(args, processTerminal()))

/** The same without ending the process. */
export const runCommandLine = async (
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> => {
  let code: ExitCode = EXIT.done
  let shown = ''
  const program = createProgram(
    terminal,
    (ended) => {
      code = ended
    },
    (text) => {
      shown += text
    },
  )
  if (args.length === 0) {
    terminal.err(program.helpInformation())
    return EXIT.usage
  }
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) {
      await terminal.out(shown)
      return EXIT.done
    }
    const problem = error instanceof CommanderError ? usageError(error) : asInlayError(error)
    terminal.err(debugTrace(error))
    await explain(problem, args, terminal)
    return exitCodeOf(problem)
  }
}

/** commander's "error: unknown option '--foo'\n(Did you mean --form?)" as a row of the table. */
const usageError = (error: CommanderError): InlayError =>
  new InlayError('invalid_request', error.message.replace(/^error: /, '').replace(/\n/g, ' '), {
    cause: error,
  })

const explain = async (
  problem: InlayError,
  args: readonly string[],
  terminal: Terminal,
): Promise<void> => {
  if (args.includes('--json')) {
    const { toWireError } = await import('@inlay/shared')
    await terminal.out(`${JSON.stringify(toWireError(problem), null, 2)}\n`)
  } else if (problem.code === 'invalid_request') {
    terminal.err(
      `inlay: ${problem.detail ?? problem.message}\n  \`inlay ${helpFor(args)}\` shows every option.\n`,
    )
  } else {
    terminal.err(describeError(problem))
  }
}

const helpFor = (args: readonly string[]): string => {
  const [command] = args
  return command !== undefined && /^[a-z]+$/.test(command) ? `${command} --help` : '--help'
}

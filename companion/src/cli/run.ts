/** Runs one command line to its end: parses, acts, explains what went wrong, sets the exit code. */
import { COMPANION_VERSION, InlayError } from '@inlay/shared'
import { Command, CommanderError } from 'commander'
import { EXIT, type ExitCode, exitCodeOf } from './exit-code.ts'
import { ownName } from './own-name.ts'
import { asInlayError, debugTrace, describeError } from './print-error.ts'
import { processTerminal, type Terminal } from './terminal.ts'

/** Makes one command; its action calls `finish` with the exit code once it is over. */
export type MakeCommand = (terminal: Terminal, finish: (code: ExitCode) => void) => Command

/** Ends the process itself: idle engine threads would only delay it. */
export const run = async (
  args: readonly string[],
  commands: readonly MakeCommand[],
): Promise<never> => process.exit(await runCommandLine(args, commands, processTerminal()))

const runCommandLine = async (
  args: readonly string[],
  commands: readonly MakeCommand[],
  terminal: Terminal,
): Promise<ExitCode> => {
  let code: ExitCode = EXIT.done
  let shown = ''
  const program = new Command('inlay')
    .description('Generative fill on your own machine: give an image and a mask, get it filled.')
    .version(COMPANION_VERSION)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        shown += text
      },
      writeErr: () => {},
      outputError: () => {},
    })
  for (const make of commands) {
    const command = make(terminal, (ended) => {
      code = ended
    })
    program.addCommand(command.copyInheritedSettings(program))
  }
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
    await explain(problem, args, { program, terminal })
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
  { program, terminal }: { readonly program: Command; readonly terminal: Terminal },
): Promise<void> => {
  if (args.includes('--json')) {
    const { toWireError } = await import('./wire-error.ts')
    await terminal.out(`${JSON.stringify(toWireError(problem), null, 2)}\n`)
  } else if (problem.code === 'invalid_request') {
    terminal.err(
      `inlay: ${problem.detail ?? problem.message}\n  \`${ownName()} ${helpFor(args, program)}\` shows every option.\n`,
    )
  } else {
    terminal.err(describeError(problem))
  }
}

/** "fill --help" after `inlay fill ...`, "--help" when the first word is no command. */
const helpFor = (args: readonly string[], program: Command): string => {
  const command = program.commands.find((known) => known.name() === args[0])
  return command === undefined ? '--help' : `${command.name()} --help`
}

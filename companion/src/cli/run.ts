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
    program.addCommand(asUnder(program, command))
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
    const typed = typedCommands(program, args)
    const problem = error instanceof CommanderError ? usageError(error, typed) : asInlayError(error)
    terminal.err(debugTrace(error))
    await explain(problem, args, { typed, terminal })
    return exitCodeOf(problem)
  }
}

/** What holds for the program holds for its commands and theirs: they were made before it. */
const asUnder = (parent: Command, command: Command): Command => {
  command.copyInheritedSettings(parent)
  for (const inner of command.commands) asUnder(command, inner)
  return command
}

/** [the program, `models`, `pull`] of "models pull --nonsense"; the program alone for "nonsense". */
const typedCommands = (program: Command, args: readonly string[]): readonly Command[] => {
  const typed = [program]
  for (const word of args) {
    const next = typed.at(-1)?.commands.find((known) => known.name() === word)
    if (next === undefined) break
    typed.push(next)
  }
  return typed
}

/** commander's "error: unknown option '--foo'\n(Did you mean --form?)" as a row of the table. */
const usageError = (error: CommanderError, typed: readonly Command[]): InlayError => {
  const own = typed.at(-1)?.commands ?? []
  const detail =
    error.code === 'commander.excessArguments' && own.length > 0
      ? `${typed.at(-1)?.name()} has no command of that name; it has ${own.map((command) => command.name()).join(', ')}.`
      : error.message.replace(/^error: /, '').replace(/\n/g, ' ')
  return new InlayError('invalid_request', detail, { cause: error })
}

const explain = async (
  problem: InlayError,
  args: readonly string[],
  { typed, terminal }: { readonly typed: readonly Command[]; readonly terminal: Terminal },
): Promise<void> => {
  if (args.includes('--json')) {
    const { toWireError } = await import('./wire-error.ts')
    await terminal.out(`${JSON.stringify(toWireError(problem), null, 2)}\n`)
  } else if (problem.code === 'invalid_request') {
    const help = [...typed.slice(1).map((command) => command.name()), '--help'].join(' ')
    terminal.err(
      `inlay: ${problem.detail ?? problem.message}\n  \`${ownName()} ${help}\` shows every option.\n`,
    )
  } else {
    terminal.err(describeError(problem))
  }
}

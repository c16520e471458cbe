/** `inlay settings` as commander knows it. */
import { Command } from 'commander'
import { EXIT } from '../exit-code.ts'
import type { MakeCommand } from '../run.ts'

interface JsonOption {
  readonly json?: boolean
}

export const settingsProgram: MakeCommand = (terminal, finish) => {
  const program = new Command('settings')
    .summary('show and change what is set')
    .description(
      'Shows every setting, its value, and where that comes from. A companion that runs takes a ' +
        'change at once.',
    )
    .option('--json', 'print one JSON object')
    .action(async (options: JsonOption) => {
      const { showSettings } = await import('./commands.ts')
      await showSettings(options, terminal)
      finish(EXIT.done)
    })
  // Without this, the list's own --json would swallow that of its subcommands.
  const json = (command: JsonOption): JsonOption =>
    program.opts<JsonOption>().json === true ? { ...command, json: true } : command
  program
    .command('get')
    .description('Shows one setting.')
    .argument('<name>', 'as `inlay settings` lists it')
    .option('--json', 'print one JSON object')
    .action(async (name: string, options: JsonOption) => {
      const { getSetting } = await import('./commands.ts')
      await getSetting(name, json(options), terminal)
      finish(EXIT.done)
    })
  program
    .command('set')
    .description('Changes one setting: `inlay settings set keep-days 30`.')
    .argument('<name>', 'as `inlay settings` lists it')
    .argument('<value>', 'a number, a word, or on and off')
    .option('--json', 'print one JSON object')
    .action(async (name: string, value: string, options: JsonOption) => {
      const { setSetting } = await import('./commands.ts')
      await setSetting(name, value, json(options), terminal)
      finish(EXIT.done)
    })
  program
    .command('reset')
    .description('Takes a setting back to its default.')
    .argument('[name]', 'as `inlay settings` lists it')
    .option('--all', 'every setting')
    .option('--json', 'print one JSON object')
    .action(async (name: string | undefined, options: JsonOption & { readonly all?: boolean }) => {
      const { resetSettings } = await import('./commands.ts')
      await resetSettings(name, { ...options, ...json(options) }, terminal)
      finish(EXIT.done)
    })
  return program
}

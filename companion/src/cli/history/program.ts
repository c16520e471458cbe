/** `inlay history` as commander knows it; each action loads its own code. */
import { FORMS, type Form } from '@inlay/shared'
import { Command, Option } from 'commander'
import { EXIT } from '../exit-code.ts'
import { integer, oneOf } from '../option-values.ts'
import type { MakeCommand } from '../run.ts'

interface JsonOption {
  readonly json?: boolean
}

/** Most variations a fill has. */
const MOST = 8

export const historyProgram: MakeCommand = (terminal, finish) => {
  const program = new Command('history')
    .summary('list, show, save and delete fills')
    .description(
      'Lists the fills of every plugin, newest first, whether the companion runs or not.',
    )
    .option('--json', 'print one JSON object')
    .action(async (options: JsonOption) => {
      const { listHistory } = await import('./commands.ts')
      await listHistory(options, terminal)
      finish(EXIT.done)
    })
  // Without this, the list's own --json would swallow that of its subcommands.
  const json = (command: JsonOption): JsonOption =>
    program.opts<JsonOption>().json === true ? { ...command, json: true } : command
  program
    .command('show')
    .description('Shows all that is known of one fill.')
    .argument('<id>', 'id of the fill, or its beginning')
    .option('--json', 'print one JSON object')
    .action(async (id: string, options: JsonOption) => {
      const { showFill } = await import('./commands.ts')
      await showFill(id, json(options), terminal)
      finish(EXIT.done)
    })
  program
    .command('save')
    .description('Saves a result of a fill that is done as a PNG file.')
    .argument('<id>', 'id of the fill, or its beginning')
    .requiredOption('--out <file>', 'where to; nothing is ever overwritten')
    .addOption(
      new Option('--variation <number>', 'which result, from 1')
        .argParser(integer('--variation', 1, MOST))
        .default(1),
    )
    .addOption(
      new Option('--form <form>', `the whole picture, or the patch alone: ${FORMS.join(', ')}`)
        .argParser(oneOf('--form', FORMS))
        .default('composite'),
    )
    .option('--json', 'print one JSON object')
    .action(
      async (
        id: string,
        options: JsonOption & {
          readonly out: string
          readonly variation: number
          readonly form: Form
        },
      ) => {
        const { saveResult } = await import('./commands.ts')
        await saveResult(id, { ...options, ...json(options) }, terminal)
        finish(EXIT.done)
      },
    )
  program
    .command('delete')
    .description('Deletes fills for good: pictures, results, prompts; what runs is cancelled.')
    .argument('[id]', 'id of the fill, or its beginning')
    .option('--all', 'every fill')
    .option('--json', 'print one JSON object')
    .action(async (id: string | undefined, options: JsonOption & { readonly all?: boolean }) => {
      const { deleteFills } = await import('./commands.ts')
      await deleteFills({ id, ...options, ...json(options) }, terminal)
      finish(EXIT.done)
    })
  return program
}

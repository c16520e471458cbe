/** `inlay models` as commander knows it; each action loads its own code. */
import { Command } from 'commander'
import { EXIT } from '../exit-code.ts'
import type { MakeCommand } from '../run.ts'
import type { AddOptions } from './add.ts'
import type { SettingsOptions } from './manage.ts'
import type { PullCommandOptions } from './pull.ts'

interface JsonOption {
  readonly json?: boolean
}

export const modelsProgram: MakeCommand = (terminal, finish) => {
  const program = new Command('models')
    .summary('list, fetch, check and remove nets; bring your own')
    .description(
      'Lists the models: what each is good at, whether it is here, what it may be used for.',
    )
    .option('--json', 'print one JSON object')
    .action(async (options: JsonOption) => {
      const { listCommand } = await import('./list.ts')
      await listCommand(options, terminal)
      finish(EXIT.done)
    })
  program
    .command('list')
    .description('The same as `inlay models`.')
    .option('--json', 'print one JSON object')
    .action(async (options: JsonOption) => {
      const { listCommand } = await import('./list.ts')
      await listCommand({ ...program.opts(), ...options }, terminal)
      finish(EXIT.done)
    })
  program
    .command('pull')
    .description('Fetches a model, going on where it stopped, or takes it in from files.')
    .argument('<id>', 'id of the model, as `inlay models` lists it')
    .option('--from <files...>', 'its files on this machine; nothing is fetched then')
    .option('--accept-licence', 'take its licence, which is shown and asked for once otherwise')
    .option('--quiet', 'no progress')
    .option('--json', 'print one JSON object')
    .action(async (id: string, options: PullCommandOptions) => {
      const { pullCommand } = await import('./pull.ts')
      finish(await pullCommand(id, { ...program.opts(), ...options }, terminal))
    })
  program
    .command('verify')
    .description('Reads every byte again and says whether it is what it was.')
    .argument('[id]', 'id of the model; every one that is here when absent')
    .option('--json', 'print one JSON object')
    .action(async (id: string | undefined, options: JsonOption) => {
      const { verifyCommand } = await import('./manage.ts')
      finish(await verifyCommand(id, { ...program.opts(), ...options }, terminal))
    })
  program
    .command('remove')
    .description('Removes a model, and what is here of it unfinished.')
    .argument('<id>', 'id of the model')
    .action(async (id: string) => {
      const { removeCommand } = await import('./manage.ts')
      await removeCommand(id, terminal)
      finish(EXIT.done)
    })
  program
    .command('add')
    .description(
      'Brings your own model: a copy of its files is kept with the others. A diffusion model is a\n' +
        'folder (docs/diffusion.md): it stays where it is.',
    )
    .argument('<files...>', 'the graph (.onnx), and the files it keeps its weights in; or a folder')
    .option(
      '--contract <file or id>',
      'what the graph expects and gives, as JSON; or the model of the catalogue it is like',
    )
    .option('--id <id>', 'what it is called by; made from the file’s name when absent')
    .option('--name <name>', 'what it is called in lists')
    .option('--licence <name>', 'the licence it comes under')
    .option('--json', 'print one JSON object')
    .action(async (files: string[], options: AddOptions) => {
      const { addCommand } = await import('./add.ts')
      await addCommand(files, { ...program.opts(), ...options }, terminal)
      finish(EXIT.done)
    })
  program
    .command('inspect')
    .description('Shows what a graph expects and gives, and which contracts fit it.')
    .argument('<file>', 'an .onnx file')
    .option('--json', 'print one JSON object')
    .action(async (file: string, options: JsonOption) => {
      const { inspectCommand } = await import('./add.ts')
      await inspectCommand(file, { ...program.opts(), ...options }, terminal)
      finish(EXIT.done)
    })
  program
    .command('settings')
    .description('Shows or changes where models lie and where they come from.')
    .option('--folder <path>', 'models lie in `inlay-models` below it; "default" takes it back')
    .option('--mirror <address>', 'stands in for the publishers’ sites; "none" takes it back')
    .option('--json', 'print one JSON object')
    .action(async (options: SettingsOptions) => {
      const { settingsCommand } = await import('./manage.ts')
      await settingsCommand({ ...program.opts(), ...options }, terminal)
      finish(EXIT.done)
    })
  return program
}

/** The commands beside `fill`, as commander knows them; each action loads its own code. */
import { COMPANION_PORTS, LOG_LEVELS } from '@inlay/shared'
import { Argument, Command, Option } from 'commander'
import type { AutostartWish } from './autostart-command.ts'
import { EXIT } from './exit-code.ts'
import type { LogsOptions } from './logs-command.ts'
import type { OpenOptions } from './open-command.ts'
import { integer, number, oneOf, oneOfNumbers } from './option-values.ts'
import type { MakeCommand } from './run.ts'
import type { ServeOptions } from './serve-command.ts'
import type { UninstallOptions } from './uninstall/uninstall-command.ts'

const WISHES: readonly AutostartWish[] = ['on', 'off', 'status']

interface JsonOption {
  readonly json?: boolean
}

export const serveProgram: MakeCommand = (terminal, finish) =>
  new Command('serve')
    .summary('run the companion for the plugins')
    .description('Runs the companion on this machine only, for the plugins and for curl.')
    .addOption(
      new Option('--port <number>', `one of ${COMPANION_PORTS.join(', ')}`).argParser(
        oneOfNumbers('--port', COMPANION_PORTS),
      ),
    )
    .addOption(
      new Option(
        '--host <address>',
        'this machine (default), or an address for others: needs the options below',
      ),
    )
    .option('--tls-cert <file>', 'certificate (PEM); its names are those Inlay answers to')
    .option('--tls-key <file>', 'its key (PEM), readable by you alone')
    .addOption(
      new Option('--tls-port <number>', 'where other machines come in (default: 43120)').argParser(
        integer('--tls-port', 1, 65_535),
      ),
    )
    .option('--allow-other-machines', 'your word that programs elsewhere with a token may come in')
    .addOption(
      new Option(
        '--keep-days <number>',
        'days that finished fills stay (default: as `inlay settings` says)',
      ).argParser(number('--keep-days', 0.01, 3650)),
    )
    .addOption(
      new Option(
        '--keep-gigabytes <number>',
        'disk that finished fills may take (default: as `inlay settings` says)',
      ).argParser(number('--keep-gigabytes', 0.1, 10_000)),
    )
    .option('--open', 'show the page once it runs (its address, where there is no desktop)')
    .option('--tray', 'show an icon in the tray of the desktop (as `inlay tray` does)')
    .addOption(
      new Option(
        '--log-level <level>',
        `what is written to the log: ${LOG_LEVELS.join(', ')} (\`inlay logs\` shows it)`,
      ).argParser(oneOf('--log-level', LOG_LEVELS)),
    )
    .action(async (options: ServeOptions) => {
      const { serveCommand } = await import('./serve-command.ts')
      finish(await serveCommand(options, terminal))
    })

export const trayProgram: MakeCommand = (terminal, finish) =>
  new Command('tray')
    .summary('run the companion with its icon in the tray')
    .description(
      'Runs the companion with an icon in the tray of the desktop: what it does, pairing codes, ' +
        'pause, quit. Where there is no tray it says so, and runs all the same.',
    )
    .option('--open', 'show the page as well')
    .action(async (options: Pick<ServeOptions, 'open'>) => {
      const { serveCommand } = await import('./serve-command.ts')
      finish(await serveCommand({ ...options, tray: true }, terminal))
    })

export const autostartProgram: MakeCommand = (terminal, finish) =>
  new Command('autostart')
    .summary('start the companion when you log in, or not')
    .description('Starts the companion and its tray icon when you log in, or no longer.')
    .addArgument(
      new Argument('[wish]', 'on, off or status')
        .argParser(oneOf('the wish', WISHES))
        .default('status' satisfies AutostartWish),
    )
    .option('--json', 'print one JSON object')
    .action(async (wish: AutostartWish, options: JsonOption) => {
      const { autostartCommand } = await import('./autostart-command.ts')
      await autostartCommand(wish, options, terminal)
      finish(EXIT.done)
    })

export const openProgram: MakeCommand = (terminal, finish) =>
  new Command('open')
    .summary('show the companion’s page in the browser')
    .description('Opens the page of the running companion, signed in without a password.')
    .option('--print', 'print the address instead; it works once, within a minute')
    .action(async (options: OpenOptions) => {
      const { openCommand } = await import('./open-command.ts')
      await openCommand(options, terminal)
      finish(EXIT.done)
    })

export const enginesProgram: MakeCommand = (terminal, finish) =>
  new Command('engines')
    .description('Lists the engines and what each is good at.')
    .option('--json', 'print one JSON object')
    .action(async (options: JsonOption) => {
      const { enginesCommand } = await import('./engines-command.ts')
      await enginesCommand(options, terminal)
      finish(EXIT.done)
    })

export const doctorProgram: MakeCommand = (terminal, finish) =>
  new Command('doctor')
    .description(
      'Checks this machine and says in plain words what is amiss and what to do. ' +
        'Exit code: 0 nothing that keeps Inlay from working, 1 a problem.',
    )
    .option('--json', 'print one JSON object')
    .action(async (options: JsonOption) => {
      const { doctorCommand } = await import('./doctor/doctor-command.ts')
      finish(await doctorCommand(options, terminal))
    })

export const tokenProgram: MakeCommand = (terminal, finish) =>
  new Command('token')
    .description('Prints the token that programs on this machine send to the companion.')
    .option('--new', 'make a new one; the old one opens nothing any more')
    .option('--file', 'with --new: keep it in a file, not in the system’s keyring')
    .action(async (options: { readonly new?: boolean; readonly file?: boolean }) => {
      const { tokenCommand } = await import('./token-command.ts')
      await tokenCommand(options, terminal)
      finish(EXIT.done)
    })

export const pairProgram: MakeCommand = (terminal, finish) =>
  new Command('pair')
    .description('Shows the code of each plugin that asks to be paired, to type into the plugin.')
    .option('--json', 'print one JSON object')
    .action(async (options: JsonOption) => {
      const { pairCommand } = await import('./pair-command.ts')
      await pairCommand(options, terminal)
      finish(EXIT.done)
    })

export const devicesProgram: MakeCommand = (terminal, finish) => {
  const program = new Command('devices')
    .description('Lists the paired plugins: their id, when they were paired and last seen.')
    .option('--json', 'print one JSON object')
    .action(async (options: JsonOption) => {
      const { listDevicesCommand } = await import('./devices-command.ts')
      await listDevicesCommand(options, terminal)
      finish(EXIT.done)
    })
  program
    .command('revoke')
    .description('Lets a paired plugin go: its token opens nothing from that moment on.')
    .argument('[id]', 'id of the device, as `inlay devices` lists it')
    .option('--all', 'every device')
    .action(async (id: string | undefined, options: { readonly all?: boolean }) => {
      const { revokeDevicesCommand } = await import('./devices-command.ts')
      await revokeDevicesCommand({ id, ...options }, terminal)
      finish(EXIT.done)
    })
  return program
}

export const statusProgram: MakeCommand = (terminal, finish) =>
  new Command('status')
    .summary('show whether the companion runs')
    .description('Shows whether the companion runs and what it does. Exit code: 0 it runs, 1 not.')
    .option('--json', 'print one JSON object')
    .action(async (options: JsonOption) => {
      const { statusCommand } = await import('./control-commands.ts')
      finish(await statusCommand(options, terminal))
    })

export const stopProgram: MakeCommand = (terminal, finish) =>
  new Command('stop')
    .summary('stop the companion')
    .description('Stops the companion: what runs may end, within ten seconds it is gone.')
    .action(async () => {
      const { stopCommand } = await import('./control-commands.ts')
      finish(await stopCommand(terminal))
    })

/** Lines shown at most; the log holds some fifty thousand. */
const MOST_LINES = 100_000

export const logsProgram: MakeCommand = (terminal, finish) =>
  new Command('logs')
    .summary('show what the companion did')
    .description(
      'Shows the last lines of the companion’s log in words. It never holds a prompt, a picture, ' +
        'a path or a token.',
    )
    .addOption(
      new Option('-n, --lines <count>', 'how many, the last ones')
        .argParser(integer('--lines', 0, MOST_LINES))
        .default(50),
    )
    .option('-f, --follow', 'stay and show what comes')
    .option('--json', 'print the lines as they are: one JSON object each')
    .option('--path', 'print where the log lies')
    .action(async (options: LogsOptions) => {
      const { logsCommand } = await import('./logs-command.ts')
      await logsCommand(options, terminal)
      finish(EXIT.done)
    })

export const uninstallProgram: MakeCommand = (terminal, finish) =>
  new Command('uninstall')
    .summary('take back all that Inlay has put on this machine')
    .description(
      'Stops the companion and removes what starts it, its tokens, its entry in the keyring and ' +
        'its files. Asks before it deletes the history of fills.',
    )
    .option('--yes', 'delete the history too, without asking')
    .option('--keep-history', 'leave the fills and their pictures')
    .option('--json', 'print one JSON object')
    .action(async (options: UninstallOptions) => {
      const { uninstallCommand } = await import('./uninstall/uninstall-command.ts')
      finish(await uninstallCommand(options, terminal))
    })

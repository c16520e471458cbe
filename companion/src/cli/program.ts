/** The commands and options of `inlay`, as commander knows them; each action loads its own code. */
import {
  COMPANION_PORTS,
  COMPANION_VERSION,
  FORMS,
  MAX_PROMPT,
  OPERATIONS,
  RANGES,
  SCHEDULERS,
} from '@inlay/shared'
import { Command, Option } from 'commander'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { FillOptions } from './fill-options.ts'
import { integer, number, oneOf, oneOfNumbers, sides, words } from './option-values.ts'
import type { Terminal } from './terminal.ts'

/** Called with the exit code once a command is over. */
type Finish = (code: ExitCode) => void

export const createProgram = (
  terminal: Terminal,
  finish: Finish,
  /** Gets help and version texts. */
  show: (text: string) => void,
): Command => {
  const program = new Command('inlay')
    .description('Generative fill on your own machine: give an image and a mask, get it filled.')
    .version(COMPANION_VERSION)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: show, writeErr: () => {}, outputError: () => {} })
  program.addCommand(fill(terminal, finish))
  program.addCommand(serve(terminal, finish))
  program.addCommand(engines(terminal, finish))
  program.addCommand(doctor(terminal, finish))
  program.addCommand(token(terminal, finish))
  for (const command of program.commands) command.copyInheritedSettings(program)
  return program
}

const inRange = (
  kind: typeof integer | typeof number,
  flag: string,
  argument: string,
  help: string,
  [min, max]: readonly [number, number],
): Option =>
  new Option(`${flag} <${argument}>`, `${help} (${min} to ${max})`).argParser(kind(flag, min, max))

const fill = (terminal: Terminal, finish: Finish): Command =>
  new Command('fill')
    .summary('fill what a mask covers')
    .description(
      'Fills what the mask covers: white is filled, black is kept, grey is soft.\n' +
        'Every byte where the mask is black stays as it was, in kinds of files that are not lossy.',
    )
    .argument('<image...>', 'PNG, JPEG, WebP, TIFF or AVIF files, or folders of them')
    .option('-m, --mask <file>', 'mask of the size of the image')
    .option('--mask-dir <folder>', 'folder with a mask for each image: same name, or name_mask')
    .option('-o, --out <file>', 'result; its ending decides the kind of file')
    .option('--out-dir <folder>', 'folder for the results of many images; skips what is there')
    .addOption(
      new Option('--operation <name>', `${OPERATIONS.join(', ')} (default: remove)`).argParser(
        oneOf('--operation', OPERATIONS),
      ),
    )
    .addOption(
      new Option('-p, --prompt <text>', 'what to paint, for engines that read').argParser(
        words('--prompt', MAX_PROMPT),
      ),
    )
    .addOption(
      new Option('--negative-prompt <text>', 'what to avoid').argParser(
        words('--negative-prompt', MAX_PROMPT),
      ),
    )
    .option('--engine <name>', 'as `inlay engines` lists them (default: auto)')
    .addOption(
      inRange(integer, '--seed', 'number', 'same seed, same result; default: random', RANGES.seed),
    )
    .addOption(
      inRange(
        integer,
        '--variations',
        'count',
        'written as out-1.png, out-2.png ...; default: 3 for fill, else 1',
        RANGES.variations,
      ),
    )
    .addOption(inRange(integer, '--grow', 'px', 'dilate the mask first', RANGES.grow))
    .addOption(inRange(number, '--feather', 'px', 'soft ramp outside the mask', RANGES.feather))
    .addOption(
      inRange(
        integer,
        '--padding',
        'px',
        'context around the mask; default: chosen',
        RANGES.padding,
      ),
    )
    .addOption(
      new Option('--expand <l,t,r,b>', 'pixels of canvas to add on each side').argParser(
        sides('--expand', RANGES.expand[1]),
      ),
    )
    .option('--invert-mask', 'black is filled, white is kept')
    .addOption(
      inRange(
        number,
        '--strength',
        'number',
        'how far the fill may leave what was there',
        RANGES.strength,
      ),
    )
    .addOption(
      inRange(
        number,
        '--guidance-scale',
        'number',
        'how closely to follow the prompt',
        RANGES.guidanceScale,
      ),
    )
    .addOption(inRange(integer, '--steps', 'count', 'sampling steps', RANGES.steps))
    .addOption(
      new Option('--scheduler <name>', SCHEDULERS.join(', ')).argParser(
        oneOf('--scheduler', SCHEDULERS),
      ),
    )
    .option('--no-colour-match', 'do not match the fill to the colours around it')
    .option('--no-grain', 'do not carry the grain of the picture into the fill')
    .option('--convert', 'convert CMYK and Lab through their profile instead of refusing')
    .addOption(
      new Option(
        '--form <form>',
        'composite: the whole picture; patch: a PNG of what changed, with its place (default: composite)',
      ).argParser(oneOf('--form', FORMS)),
    )
    .addOption(
      new Option('--max-pixels <count>', 'refuse larger images (default: 268e6)').argParser(
        integer('--max-pixels', 1, Number.MAX_SAFE_INTEGER),
      ),
    )
    .option('--force', 'with --out-dir: redo what is already there')
    .option('-q, --quiet', 'print errors only')
    .option('--json', 'print one JSON object, a report or an error')
    .action(async (images: string[], options: FillOptions) => {
      const { fillCommand } = await import('./fill-command.ts')
      finish(await fillCommand(images, options, terminal))
    })

const serve = (terminal: Terminal, finish: Finish): Command =>
  new Command('serve')
    .summary('run the companion for the plugins')
    .description('Runs the companion on this machine only, for the plugins and for curl.')
    .addOption(
      new Option('--port <number>', `one of ${COMPANION_PORTS.join(', ')}`).argParser(
        oneOfNumbers('--port', COMPANION_PORTS),
      ),
    )
    .action(async (options: { readonly port?: number }) => {
      const { serveCommand } = await import('./serve-command.ts')
      finish(await serveCommand(options, terminal))
    })

const engines = (terminal: Terminal, finish: Finish): Command =>
  new Command('engines')
    .description('Lists the engines and what each is good at.')
    .option('--json', 'print one JSON object')
    .action(async (options: { readonly json?: boolean }) => {
      const { enginesCommand } = await import('./engines-command.ts')
      await enginesCommand(options, terminal)
      finish(EXIT.done)
    })

const doctor = (terminal: Terminal, finish: Finish): Command =>
  new Command('doctor')
    .description('Checks this machine and says in plain words what is amiss and what to do.')
    .option('--json', 'print one JSON object')
    .action(async (options: { readonly json?: boolean }) => {
      const { doctorCommand } = await import('./doctor/doctor-command.ts')
      finish(await doctorCommand(options, terminal))
    })

const token = (terminal: Terminal, finish: Finish): Command =>
  new Command('token')
    .description('Prints the token that programs on this machine send to the companion.')
    .action(async () => {
      const { tokenCommand } = await import('./token-command.ts')
      await tokenCommand(terminal)
      finish(EXIT.done)
    })

/** The options of `inlay fill` as commander knows them, each checked as it is read. */
import {
  ANCHORS,
  CONTROL_KINDS,
  FORMS,
  MASKED_CONTENTS,
  MAX_PROMPT,
  NOISE_KINDS,
  OPERATIONS,
  RANGES,
  SCHEDULERS,
} from '@inlay/shared'
import { Command, Option } from 'commander'
import { anchor, expand, integer, lora, number, oneOf, words } from '../option-values.ts'
import type { MakeCommand } from '../run.ts'
import type { FillOptions } from './options.ts'

const inRange = (
  kind: typeof integer | typeof number,
  flag: string,
  argument: string,
  help: string,
  [min, max]: readonly [number, number],
): Option =>
  new Option(`${flag} <${argument}>`, `${help} (${min} to ${max})`).argParser(kind(flag, min, max))

const AFTER_OPTIONS = `
Examples:
  inlay fill photo.png --mask mask.png --out clean.png
  inlay fill photo.png --mask mask.png --sample grass.png --out clean.png
  inlay fill photo.tif --mask mask.png --form patch --out layer.png --json
  inlay fill photos --mask-dir masks --out-dir results
  inlay fill photo.jpg --expand 200,0,200,0 --out wide.jpg
  inlay fill photo.jpg --expand 16:9 --anchor left --out wide.jpg

Scratches, dust, text and date stamps: whatever the mask covers nowhere more than 24 pixels thick is
repaired by a short path of its own, part by part; --padding or --sample switch it off.

Exit codes: 0 done, 1 failed, 2 usage, 3 bad input, 4 engine unavailable, 130 cancelled.`

export const fillProgram: MakeCommand = (terminal, finish) =>
  new Command('fill')
    .summary('fill what a mask covers')
    .description(
      'Fills what the mask covers: white is filled, black is kept, grey is soft.\n' +
        'Every byte where the mask is black stays as it was, in kinds of files that are not lossy.',
    )
    .argument('<image...>', 'PNG, JPEG, WebP, TIFF or AVIF files, or folders of them')
    .option('-m, --mask <file>', 'mask of the size of the image')
    .option('--mask-dir <folder>', 'folder with a mask for each image: same name, or name_mask')
    .option('--sample <file>', 'where the fill may be sampled from: white may, black never')
    .option(
      '--sample-dir <folder>',
      'folder with a sample mask for each image: name_sample, or name',
    )
    .option('--invert-sample', 'white is never sampled, black may be')
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
    .option('--model <folder>', 'a diffusion model (docs/diffusion.md), with --engine sd15 or so')
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
      new Option(
        '--expand <l,t,r,b | w:h>',
        'canvas to add: pixels on each side, or the least that makes a shape',
      ).argParser(expand('--expand', RANGES.expand[1])),
    )
    .addOption(
      new Option(
        '--anchor <place>',
        `with --expand 16:9, where the picture stays: ${ANCHORS.join(', ')}`,
      ).argParser(anchor('--anchor')),
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
    .addOption(
      inRange(
        integer,
        '--clip-skip',
        'layers',
        'layers of the text encoder to leave out',
        RANGES.clipSkip,
      ),
    )
    .addOption(
      new Option(
        '--noise <kind>',
        `whose random numbers a seed stands for: ${NOISE_KINDS.join(', ')}`,
      ).argParser(oneOf('--noise', NOISE_KINDS)),
    )
    .addOption(
      inRange(
        number,
        '--guidance-rescale',
        'number',
        'take back contrast that strong guidance adds',
        RANGES.guidanceRescale,
      ),
    )
    .addOption(
      inRange(number, '--eta', 'number', 'fresh noise in each step of ddim and tcd', RANGES.eta),
    )
    .addOption(
      new Option(
        '--lora <name[:strength]>',
        'a LoRA of the model’s folder loras; may be given several times',
      ).argParser(lora('--lora', RANGES.loraStrength)),
    )
    .addOption(
      new Option(
        '--control <kind>',
        `what a ControlNet is shown: ${CONTROL_KINDS.join(', ')}`,
      ).argParser(oneOf('--control', CONTROL_KINDS)),
    )
    .option('--guide <file>', 'what the hint is made of instead of the image; the same size')
    .addOption(
      inRange(number, '--control-strength', 'number', 'default: 1', RANGES.controlStrength),
    )
    .addOption(
      inRange(
        number,
        '--control-start',
        'share',
        'of the steps, from which it acts',
        RANGES.controlStart,
      ),
    )
    .addOption(
      inRange(
        number,
        '--control-end',
        'share',
        'of the steps, until which it acts',
        RANGES.controlEnd,
      ),
    )
    .option('--reference <file>', 'what the fill is to be like, for models with an image adapter')
    .addOption(
      inRange(
        number,
        '--reference-strength',
        'number',
        'how much; default: 1',
        RANGES.referenceStrength,
      ),
    )
    .addOption(
      new Option(
        '--masked-content <kind>',
        `what a run below full strength starts from: ${MASKED_CONTENTS.join(', ')}`,
      ).argParser(oneOf('--masked-content', MASKED_CONTENTS)),
    )
    .option('--no-soft-mask', 'change all that the mask touches equally, however soft it is')
    .option('--high-res', 'a second pass at full size where the crop is larger than the model’s')
    .option('--safety-check', 'ask the model’s own safety checker')
    .option('--no-translate', 'use a prompt in another language than English as it is')
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
    .addHelpText('after', AFTER_OPTIONS)
    .action(async (images: string[], options: FillOptions) => {
      const { fillCommand } = await import('./fill-command.ts')
      finish(await fillCommand(images, options, terminal))
    })

/** The options of `inlay segment` as commander knows them, each checked as it is read. */
import { MAX_POINTS, MAX_SIDE, type PointLabel } from '@inlay/shared'
import { Command, Option } from 'commander'
import { integer, numbers } from '../option-values.ts'
import type { MakeCommand } from '../run.ts'
import type { SegmentOptions } from './segment-command.ts'

const AFTER_OPTIONS = `
Examples:
  inlay segment photo.jpg --at 320,240 --out mask.png
  inlay segment photo.jpg --at 320,240 --not 400,100 --out mask.png
  inlay segment photo.jpg --box 100,80,300,220 --out mask.png
  inlay segment photo.jpg --subject --out mask.png
  inlay fill photo.jpg --mask mask.png --grow 4 --out clean.jpg

Without a model for selecting (\`inlay models list\`) an embedded graph cut does it.
Exit codes: 0 done, 1 failed, 2 usage, 3 bad input or nothing found, 4 engine unavailable,
130 cancelled.`

type Points = NonNullable<SegmentOptions['at']>

const points = (flag: string, label: PointLabel, help: string): Option =>
  new Option(`${flag} <x,y>`, help).argParser((text: string, known?: Points): Points => {
    const [x = 0, y = 0] = numbers(flag, 'x,y', 2, MAX_SIDE)(text)
    return [...(known ?? []), { x, y, label }].slice(0, MAX_POINTS + 1)
  })

export const segmentProgram: MakeCommand = (terminal, finish) =>
  new Command('segment')
    .summary('select what is clicked, as a mask for fill')
    .description(
      'Selects what lies at a point, in a box, or the subject, and writes it as a soft mask: white is\n' +
        'selected, black is not. `inlay fill --mask` takes it as it is.',
    )
    .argument('<image>', 'PNG, JPEG, WebP, TIFF or AVIF file')
    .addOption(points('--at', 'in', 'a point of what is selected, in pixels; may be repeated'))
    .addOption(points('--not', 'out', 'a point of what is not; may be repeated'))
    .addOption(
      new Option('--box <l,t,w,h>', 'left, top, width and height around it, in pixels').argParser(
        numbers('--box', 'left,top,width,height', 4, MAX_SIDE),
      ),
    )
    .option('--subject', 'what the picture is of, without pointing at it')
    .requiredOption('-o, --out <file>', 'the mask, a PNG file')
    .option('--model <id>', 'as `inlay models list` names them, or graph-cut (default: auto)')
    .option('--convert', 'convert CMYK and Lab through their profile instead of refusing')
    .addOption(
      new Option('--max-pixels <count>', 'refuse larger images (default: 268e6)').argParser(
        integer('--max-pixels', 1, Number.MAX_SAFE_INTEGER),
      ),
    )
    .option('-q, --quiet', 'print errors only')
    .option('--json', 'print one JSON object, a report or an error')
    .addHelpText('after', AFTER_OPTIONS)
    .action(async (image: string, options: SegmentOptions) => {
      const { segmentCommand } = await import('./segment-command.ts')
      finish(await segmentCommand(image, options, terminal))
    })

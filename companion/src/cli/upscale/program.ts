/** The options of `inlay upscale` as commander knows them. */

import { MAX_UPSCALE } from '@inlay/shared'
import { Command, Option } from 'commander'
import { integer } from '../option-values.ts'
import type { MakeCommand } from '../run.ts'
import type { UpscaleOptions } from './upscale-command.ts'

export const upscaleProgram: MakeCommand = (terminal, finish) =>
  new Command('upscale')
    .summary('enlarge a picture with a model')
    .description(
      'Enlarges a picture with a model for that: `inlay models list` shows which there are,\n' +
        '`inlay models pull` fetches one, `inlay models add` brings your own.',
    )
    .argument('<image>', 'PNG, JPEG, WebP, TIFF or AVIF file')
    .requiredOption('-o, --out <file>', 'result; its ending decides the kind of file')
    .option(
      '--model <id>',
      'as `inlay models list` names them (default: your own, else the first that is here)',
    )
    .addOption(
      new Option(
        '--scale <times>',
        'how many times as wide and as high (default: the model’s own)',
      ).argParser(integer('--scale', 2, MAX_UPSCALE)),
    )
    .option('--convert', 'convert CMYK and Lab through their profile instead of refusing')
    .addOption(
      new Option('--max-pixels <count>', 'refuse larger results (default: 268e6)').argParser(
        integer('--max-pixels', 1, Number.MAX_SAFE_INTEGER),
      ),
    )
    .option('-q, --quiet', 'print errors only')
    .option('--json', 'print one JSON object, a report or an error')
    .action(async (image: string, options: UpscaleOptions) => {
      const { upscaleCommand } = await import('./upscale-command.ts')
      finish(await upscaleCommand(image, options, terminal))
    })

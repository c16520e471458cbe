/** Looks at the image library: does it load, and does it read and write every kind we promise. */

import { FILE_FORMATS } from '@inlay/shared'
import { loadSharp, type SharpModule } from '../../pipeline/io/sharp.ts'
import type { Format } from '../../pipeline/source-image.ts'
import { type Check, ok, problem, wordsOf } from './check.ts'

const canHandle = async (sharp: SharpModule, format: Format): Promise<boolean> => {
  const raw = { width: 1, height: 1, channels: 3 } as const
  try {
    const file = await sharp(Buffer.from([200, 100, 50]), { raw })
      .toFormat(format)
      .toBuffer()
    return (await sharp(file).metadata()).width === 1
  } catch {
    return false
  }
}

export const checkImages = async (load = loadSharp): Promise<Check> => {
  try {
    const sharp = await load()
    const able = await Promise.all(FILE_FORMATS.map((format) => canHandle(sharp, format)))
    const broken = FILE_FORMATS.filter((_, index) => able[index] === false)
    const versions = `sharp ${sharp.versions.sharp} with libvips ${sharp.versions.vips}`
    return broken.length === 0
      ? ok('images', `${versions} reads and writes ${FILE_FORMATS.join(', ')}.`)
      : problem(
          'images',
          'images_broken',
          `${versions} cannot handle ${broken.join(', ')}.`,
          'Delete node_modules and run `npm start` again.',
        )
  } catch (error) {
    return problem(
      'images',
      'images_broken',
      `The image library does not load: ${wordsOf(error)}`,
      'Delete node_modules and run `npm start` again; optional packages must not be left out.',
    )
  }
}

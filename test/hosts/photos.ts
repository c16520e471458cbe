/** Pictures that the tests of the playground open, and their values. */
import sharp from 'sharp'
import { fixture } from './page.ts'
import type { File } from './playground.ts'

/** @param side of a square cut out of it; absent, all of it */
export const photo = async (name = 'chelsea.png', side?: number): Promise<File> => {
  const bytes = await fixture('chelsea.png')
  const file =
    side === undefined
      ? bytes
      : await sharp(bytes).resize(side, side, { fit: 'cover' }).png().toBuffer()
  return { name, mimeType: 'image/png', buffer: Buffer.from(file) }
}

/** 16-bit values. */
export const pixels = async (file: Uint8Array): Promise<Uint16Array> => {
  const bytes = await sharp(file).toColourspace('rgb16').raw({ depth: 'ushort' }).toBuffer()
  return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)
}

/** Files to RGB buffers and back, and the few pixel operations every engine needs. */
import type { Bounds, Mask } from '@inlay/shared'
import sharp from 'sharp'
import { HOLE_COLOUR } from './measures/broken.ts'
import type { Rgb } from './types.ts'

/** Upright 8-bit sRGB, alpha dropped. */
export const readRgb = async (path: string): Promise<Rgb> => {
  const { data, info } = await sharp(path, { limitInputPixels: false })
    .autoOrient()
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  if (info.channels !== 3) throw new Error(`Expected 3 channels in ${path}, got ${info.channels}`)
  return { width: info.width, height: info.height, channels: 3, data: new Uint8Array(data) }
}

/** A mask file as a hard hole: at or above half is 255 (or below half, where black is the hole). */
export const readHole = async (path: string, blackIsHole: boolean): Promise<Mask> => {
  const { data, info } = await sharp(path, { limitInputPixels: false })
    .removeAlpha()
    .extractChannel(0)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const hole = Uint8Array.from(data, (value) => (value < 128 === blackIsHole ? 255 : 0))
  return { width: info.width, height: info.height, data: hole }
}

const raw = ({ width, height }: Rgb | Mask, channels: 1 | 3) => ({
  raw: { width, height, channels },
  limitInputPixels: false,
})

export const encodeRgb = (image: Rgb): Promise<Buffer> =>
  sharp(image.data, raw(image, 3)).png({ compressionLevel: 3 }).toBuffer()

export const encodeMask = (mask: Mask): Promise<Buffer> =>
  sharp(mask.data, raw(mask, 1)).toColourspace('b-w').png({ compressionLevel: 3 }).toBuffer()

/** The picture with its hole painted over in a colour no photo has. */
export const hideHole = (image: Rgb, hole: Mask): Rgb => {
  const data = image.data.slice()
  for (let i = 0; i < hole.data.length; i++) {
    if (hole.data[i]! > 0) data.set(HOLE_COLOUR, i * 3)
  }
  return { ...image, data }
}

/** `fill` inside the hole, `original` outside. */
export const paste = (original: Rgb, fill: Rgb, hole: Mask): Rgb => {
  if (fill.width !== original.width || fill.height !== original.height) {
    throw new Error(
      `Expected a fill of ${original.width}x${original.height}, got ${fill.width}x${fill.height}`,
    )
  }
  const data = original.data.slice()
  for (let i = 0; i < hole.data.length; i++) {
    if (hole.data[i] === 0) continue
    for (let c = i * 3; c < i * 3 + 3; c++) data[c] = fill.data[c]!
  }
  return { ...original, data }
}

/** The part of a picture; the box must lie inside. */
export const cropRgb = (image: Rgb, box: Bounds): Rgb => {
  const data = new Uint8Array(box.width * box.height * 3)
  for (let y = 0; y < box.height; y++) {
    const from = ((box.top + y) * image.width + box.left) * 3
    data.set(image.data.subarray(from, from + box.width * 3), y * box.width * 3)
  }
  return { width: box.width, height: box.height, channels: 3, data }
}

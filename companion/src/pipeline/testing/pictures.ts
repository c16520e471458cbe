/** Pictures, masks and files made on the spot for tests of the pipeline. */
import {
  type BitDepth,
  type Bounds,
  boundsOf,
  type ChannelCount,
  type Mask,
  maskBounds,
  type PixelImage,
} from '@inlay/shared'
import { createPixels } from '../crop.ts'
import { encodePixels } from '../encode.ts'
import { maskIn, type PlacedMask } from '../placed-mask.ts'
import type { Format, Metadata, SourceImage } from '../source-image.ts'

/** A small generator (mulberry32) for reproducible pictures: 0 <= x < 1. */
export const randomOf = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Uniform noise in every channel, alpha included: a byte that moves shows. */
export const noisePicture = (
  width: number,
  height: number,
  channels: ChannelCount,
  bitDepth: BitDepth = 8,
  seed = 1,
): PixelImage => {
  const image = createPixels(width, height, channels, bitDepth)
  const random = randomOf(seed)
  const range = bitDepth === 16 ? 65536 : 256
  for (let i = 0; i < image.data.length; i++) image.data[i] = Math.floor(random() * range)
  return image
}

/** Smooth slopes with a little grain (`noise` is its standard deviation on the 8-bit scale). */
export const smoothPicture = (
  width: number,
  height: number,
  channels: 1 | 3 = 3,
  bitDepth: BitDepth = 8,
  noise = 2,
  seed = 1,
): PixelImage => {
  const image = createPixels(width, height, channels, bitDepth)
  const random = randomOf(seed)
  const scale = bitDepth === 16 ? 257 : 1
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) {
        const slope = 128 + 30 * Math.sin(x / 60 + c) + 30 * Math.cos(y / 45 - c)
        const grain = (random() + random() + random() + random() - 2) * Math.sqrt(3) * noise
        image.data[(y * width + x) * channels + c] = Math.round((slope + grain) * scale)
      }
    }
  }
  return image
}

/** A mask of the given size with boxes of one value. */
export const boxMask = (
  width: number,
  height: number,
  boxes: readonly Bounds[],
  value = 255,
): Mask => {
  const data = new Uint8Array(width * height)
  for (const box of boxes) {
    for (let y = box.top; y < box.top + box.height; y++) {
      data.fill(value, y * width + box.left, y * width + box.left + box.width)
    }
  }
  return { width, height, data }
}

export const box = (left: number, top: number, width: number, height: number): Bounds => ({
  left,
  top,
  width,
  height,
})

/** A source as decoding would give it. */
export const sourceOf = (
  pixels: PixelImage,
  format: Format = 'png',
  metadata: Metadata = {},
): SourceImage => ({
  pixels,
  format,
  metadata,
  sampleBits: pixels.data instanceof Uint16Array ? 16 : 8,
  notes: [],
})

/** The picture as a file. */
export const fileOf = (
  pixels: PixelImage,
  format: Format = 'png',
  metadata: Metadata = {},
): Promise<Uint8Array> => encodePixels(pixels, sourceOf(pixels, format, metadata), format)

/** The mask as an 8-bit grey PNG. */
export const maskFile = (mask: Mask): Promise<Uint8Array> => fileOf({ ...mask, channels: 1 })

/** A canvas whose pixels must not be read: there are none. */
export const emptyCanvas = (width: number, height: number): PixelImage => ({
  width,
  height,
  channels: 3,
  data: new Uint8Array(0),
})

/** A mask of the whole canvas, cut to what is painted. */
export const placedMask = (mask: Mask): PlacedMask => {
  const bounds = maskBounds(mask)
  if (bounds === null) throw new Error('Expected a painted mask')
  return { bounds, mask: maskIn({ bounds: boundsOf(mask), mask }, bounds) }
}

/** How many values differ; of unlike lengths, all of them. */
export const differing = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY
  let count = 0
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count += 1
  return count
}

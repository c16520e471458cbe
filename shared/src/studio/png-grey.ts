/**
 * Reads a mask's values out of a PNG without a canvas: browsers that guard against fingerprinting
 * give out noise for what a canvas holds (Brave, Firefox and Safari in private windows), and Safari
 * takes grey without a profile for another grey (PNG specification, third edition).
 */
import type { ByteReader } from '../client/platform.ts'
import { gridOf, type MaskGrid } from './grid.ts'
import { pngChunks } from './png.ts'
import { createPngRows, PNG_CHANNELS, packedRows, pngHeader } from './png-rows.ts'

const PALETTE = 3

/**
 * The first value of each pixel: what grey is, and red of colours; 16 bits rounded to 8, see-through as 0.
 * @param unpack the host's `DecompressionStream('deflate')` on these bytes
 * @returns undefined for what is read otherwise: no PNG, a palette, fewer than 8 bits, interlaced,
 * turned by EXIF
 * @throws RangeError for a damaged one, and what the unpacker throws
 */
export const readGreyPng = async (
  png: Uint8Array,
  unpack: (packed: readonly Uint8Array<ArrayBuffer>[]) => ByteReader,
): Promise<MaskGrid | undefined> => {
  const chunks = pngChunks(png)
  const header = pngHeader(chunks)
  if (header === undefined || chunks.some(({ type }) => type === 'eXIf')) return undefined
  const { width, height, depth, colourType, isInterlaced } = header
  const channels = PNG_CHANNELS[colourType]
  if (channels === undefined || colourType === PALETTE || depth < 8 || isInterlaced) {
    return undefined
  }
  const pixel = (channels * depth) / 8
  const hasAlpha = channels % 2 === 0
  const grid = gridOf(width, height)
  const onRow = (row: Uint8Array, y: number): void => {
    for (let x = 0; x < width; x++) {
      const at = 1 + x * pixel
      const value = eightBits(row, at, depth)
      const alpha = hasAlpha ? eightBits(row, at + pixel - depth / 8, depth) : 255
      grid.data[y * width + x] = alpha === 255 ? value : Math.round((value * alpha) / 255)
    }
  }
  const rows = createPngRows({ stride: width * pixel, pixel, onRow })
  const reader = unpack(packedRows(chunks))
  while (rows.count < height) {
    const { done, value } = await reader.read()
    if (done || value === undefined) throw new RangeError('The PNG ends before its rows do.')
    for (let at = 0; at < value.length && rows.count < height; ) at = rows.take(value, at)
  }
  return grid
}

const eightBits = (row: Uint8Array, at: number, depth: number): number =>
  depth === 8 ? row[at]! : Math.round((row[at]! * 256 + row[at + 1]!) / 257)

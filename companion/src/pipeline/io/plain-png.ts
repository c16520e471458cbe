/**
 * Reads and writes the plainest of PNGs without loading sharp, whose native library takes as long to
 * load as such a file to read: 8 bits, no palette, no interlace, no profile, EXIF or XMP, small.
 * What is not that, or in any way odd, is left to sharp, which also finds the words for it.
 */
import { promisify } from 'node:util'
import { constants, deflate, inflate } from 'node:zlib'
import type { ChannelCount, PixelImage } from '@inlay/shared'
import { crc32, pngDensity, pngFileOf, pngHeader } from './png.ts'

/** Above this many pixels sharp is faster, start included. */
const MOST_PIXELS = 1.5e6

export interface PlainPng {
  readonly width: number
  readonly height: number
  readonly channels: ChannelCount
  /** Pixels per inch; undefined when the file does not say. */
  readonly density: number | undefined
  /** Compressed scan lines. */
  readonly data: Uint8Array
}

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10]
const CHANNELS: Readonly<Record<number, ChannelCount>> = { 0: 1, 2: 3, 4: 2, 6: 4 }

/** Chunks that say nothing this project keeps or heeds: libvips skips them too. */
const IGNORED = new Set(['gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'tIME', 'tEXt', 'zTXt', 'hIST'])

/** Header and compressed data of a plain PNG; undefined for anything else. */
export const parsePlainPng = (file: Uint8Array): PlainPng | undefined => {
  if (file.length < 57 || SIGNATURE.some((byte, i) => file[i] !== byte)) return undefined
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const parts: Uint8Array[] = []
  let header: Omit<PlainPng, 'density' | 'data'> | undefined
  let density: number | undefined
  for (let at = 8; at + 12 <= file.length; ) {
    const length = view.getUint32(at)
    const end = at + 12 + length
    if (end > file.length) return undefined
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8))
    const isData = type === 'IDAT'
    // The check sum inside the compressed data covers that; CRC-32 is for the rest.
    if (!isData && crc32(file.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) {
      return undefined
    }
    if (type === 'IHDR') {
      header = at === 8 && length === 13 ? headerIn(view) : undefined
      if (header === undefined) return undefined
    } else if (isData) {
      parts.push(file.subarray(at + 8, end - 4))
    } else if (type === 'pHYs') {
      const perMetre = length === 9 && parts.length === 0 ? view.getUint32(at + 8) : 0
      // libvips takes a pixel per millimetre for "not known".
      if (perMetre <= 1000 || view.getUint32(at + 12) !== perMetre || file[at + 16] !== 1) {
        return undefined
      }
      density = Math.round((perMetre / 1000) * 25.4)
    } else if (type === 'IEND') {
      if (header === undefined || parts.length === 0) return undefined
      const [only = file, ...others] = parts
      return { ...header, density, data: others.length === 0 ? only : Buffer.concat(parts) }
    } else if (!IGNORED.has(type)) return undefined
    at = end
  }
  return undefined
}

const headerIn = (view: DataView): Omit<PlainPng, 'density' | 'data'> | undefined => {
  const width = view.getUint32(16)
  const height = view.getUint32(20)
  const channels = CHANNELS[view.getUint8(25)]
  const isPlain =
    view.getUint8(24) === 8 &&
    view.getUint8(26) === 0 &&
    view.getUint8(27) === 0 &&
    view.getUint8(28) === 0
  const fits = width > 0 && height > 0 && width * height <= MOST_PIXELS
  return isPlain && fits && channels !== undefined ? { width, height, channels } : undefined
}

/** The pixels; undefined when the data is damaged or not exactly as long as the header says. */
export const decodePlainPng = async (png: PlainPng): Promise<PixelImage | undefined> => {
  const { width, height, channels } = png
  const length = width * channels
  let lines: Uint8Array
  try {
    const maxOutputLength = (length + 1) * height + 1
    lines = await promisify(inflate)(png.data, { maxOutputLength })
  } catch {
    // sharp reads it again, and tells what is wrong with it.
    return undefined
  }
  if (lines.length !== (length + 1) * height) return undefined
  const data = new Uint8Array(length * height)
  for (let y = 0; y < height; y++) {
    const from = y * (length + 1)
    const line = lines.subarray(from + 1, from + 1 + length)
    if (!unfilter(lines[from]!, line, data, y * length, length, channels)) return undefined
  }
  return { width, height, channels, data }
}

/** Undoes one line's filter (PNG specification, 9.2); false for a filter that does not exist. */
const unfilter = (
  filter: number,
  line: Uint8Array,
  to: Uint8Array,
  at: number,
  length: number,
  step: number,
): boolean => {
  const above = at - length
  const up = (i: number): number => (above < 0 ? 0 : to[above + i]!)
  switch (filter) {
    case 0:
      to.set(line, at)
      return true
    case 1:
      for (let i = 0; i < length; i++) to[at + i] = line[i]! + (i < step ? 0 : to[at + i - step]!)
      return true
    case 2:
      for (let i = 0; i < length; i++) to[at + i] = line[i]! + up(i)
      return true
    case 3:
      for (let i = 0; i < length; i++) {
        to[at + i] = line[i]! + (((i < step ? 0 : to[at + i - step]!) + up(i)) >> 1)
      }
      return true
    case 4:
      for (let i = 0; i < length; i++) {
        const isFirst = i < step
        const left = isFirst ? 0 : to[at + i - step]!
        to[at + i] = line[i]! + paeth(left, up(i), isFirst ? 0 : up(i - step))
      }
      return true
    default:
      return false
  }
}

const paeth = (left: number, above: number, corner: number): number => {
  const byLeft = Math.abs(above - corner)
  const byAbove = Math.abs(left - corner)
  const byCorner = Math.abs(left + above - 2 * corner)
  if (byLeft <= byAbove && byLeft <= byCorner) return left
  return byAbove <= byCorner ? above : corner
}

/** True when `encodePlainPng` should write it. */
export const isPlain = ({ width, height, data }: PixelImage): boolean =>
  data instanceof Uint8Array && width * height <= MOST_PIXELS

/**
 * An 8-bit picture as a PNG, each line filtered by Sub, Up or Paeth, whichever leaves the smallest
 * sum of absolute values (PNG specification, 12.7).
 * @param density pixels per inch
 */
export const encodePlainPng = async (
  { width, height, channels, data }: PixelImage,
  density: number | undefined,
): Promise<Uint8Array> => {
  const length = width * channels
  const lines = new Uint8Array((length + 1) * height)
  const tried = [1, 2, 4].map((filter) => ({ filter, line: new Uint8Array(length) }))
  for (let y = 0; y < height; y++) {
    let least = Number.POSITIVE_INFINITY
    for (const { filter, line } of tried) {
      const sum = filterLine(filter, data, y * length, line, channels)
      if (sum >= least) continue
      least = sum
      lines[y * (length + 1)] = filter
      lines.set(line, y * (length + 1) + 1)
    }
  }
  const compressed = await promisify(deflate)(lines, {
    level: 3,
    strategy: constants.Z_FILTERED,
    memLevel: 9,
  })
  return pngFileOf(
    pngHeader(width, height, channels, 8),
    density === undefined ? [] : [pngDensity(density)],
    compressed,
  )
}

/** Filters one line of `from` into `line`; gives the sum of absolute values, bytes read as signed. */
const filterLine = (
  filter: number,
  from: PixelImage['data'],
  at: number,
  line: Uint8Array,
  step: number,
): number => {
  const length = line.length
  const above = at - length
  let sum = 0
  for (let i = 0; i < length; i++) {
    const left = i < step ? 0 : from[at + i - step]!
    const up = above < 0 ? 0 : from[above + i]!
    const guess =
      filter === 1
        ? left
        : filter === 2
          ? up
          : paeth(left, up, i < step || above < 0 ? 0 : from[above + i - step]!)
    const value = (from[at + i]! - guess) & 255
    line[i] = value
    sum += value < 128 ? value : 256 - value
  }
  return sum
}

/**
 * Cuts a box out of a PNG file without touching a value: its rows are unpacked, cut and packed again
 * as they are, of 8 or 16 bits, grey, in colours or of a palette, with their alpha and their colour
 * profile (PNG specification, third edition, chapters 9 and 11).
 */
import type { Bounds } from '@inlay/shared'
import { packPng, pngChunk } from '@inlay/shared/studio'
import type { Patch } from '../../messages.ts'
import { breathe } from './breathe.ts'
import { paste } from './paste.ts'
import { readPngBox } from './png-values.ts'

export interface Cut {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Pixels of it with alpha 0. */
  readonly seeThrough: number
}

const PALETTE = 3

/** Chunks that go along: without them the values mean something else. */
const MEANING = ['cICP', 'iCCP', 'sRGB', 'gAMA', 'cHRM', 'sBIT', 'PLTE']

/**
 * @param box inside the picture
 * @param over what lies over it; only files of RGB take any
 * @returns null for what has to stay whole: interlaced files, fewer than 8 bits, damaged ones, with
 *   see-through colours (which could not be counted) or a turn (which would cut another box)
 */
export const cutPng = async (
  png: Uint8Array,
  box: Bounds,
  signal?: AbortSignal,
  over: readonly Patch[] = [],
): Promise<Cut | null> => {
  const read = await readPngBox(png, box, signal)
  if (read === null || read.chunks.some(({ type }) => type === 'eXIf')) return null
  const { chunks, data, depth, colourType, channels } = read
  if (over.length > 0) {
    if (channels < 3) return null
    await paste({ data, box, channels: channels === 4 ? 4 : 3, depth }, over)
  }
  const ihdr = Uint8Array.from((chunks[0]?.bytes ?? png).subarray(8, 21))
  const view = new DataView(ihdr.buffer)
  view.setUint32(0, box.width)
  view.setUint32(4, box.height)
  const kept = chunks.filter(({ type }) => MEANING.includes(type)).map(({ bytes }) => bytes)
  const pixel = (channels * depth) / 8
  const rows = bands(data, { pixel, width: box.width * pixel, isPalette: colourType === PALETTE })
  const bytes = await packPng([pngChunk('IHDR', ihdr), ...kept], rows, {
    stream: new CompressionStream('deflate'),
    breathe,
  })
  const hasAlpha = colourType === 4 || colourType === 6
  return { bytes, seeThrough: hasAlpha ? await countSeeThrough(data, pixel, depth / 8) : 0 }
}

/** The rows, filtered anew. */
function* bands(
  data: Uint8Array,
  { pixel, width, isPalette }: { pixel: number; width: number; isPalette: boolean },
): Iterable<Uint8Array<ArrayBuffer>> {
  const height = data.length / width
  const rowsAtOnce = Math.max(1, Math.floor((1 << 19) / width))
  for (let top = 0; top < height; top += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, height - top)
    const band = new Uint8Array(count * (1 + width))
    for (let i = 0; i < count; i++) {
      const source = data.subarray((top + i) * width, (top + i + 1) * width)
      const to = i * (1 + width)
      // Neighbouring numbers of a palette mean nothing to each other.
      band[to] = isPalette ? 0 : 1
      band.set(source, to + 1)
      if (isPalette) continue
      for (let x = width - 1; x >= pixel; x--) {
        band[to + 1 + x] = source[x]! - source[x - pixel]!
      }
    }
    yield band
  }
}

const countSeeThrough = async (
  data: Uint8Array,
  pixel: number,
  alphaBytes: number,
): Promise<number> => {
  let count = 0
  for (let top = 0; top < data.length; top += 1 << 20) {
    const last = Math.min(data.length, top + (1 << 20))
    // Bands of whole pixels: a pixel has 2, 4 or 8 bytes here.
    for (let i = top + pixel - alphaBytes; i < last; i += pixel) {
      if (data[i] === 0 && data[i + alphaBytes - 1] === 0) count += 1
    }
    await breathe()
  }
  return count
}

/**
 * Cuts a box out of a PNG file without touching a value: its rows are unpacked, cut and packed again
 * as they are, of 8 or 16 bits, grey, in colours or of a palette, with their alpha and their colour
 * profile (PNG specification, third edition, chapters 9 and 11).
 */
import type { Bounds } from '@inlay/shared'
import {
  PNG_CHANNELS,
  packPng,
  pngChunk,
  pngChunks,
  pngHeader,
  undoPngFilter,
} from '@inlay/shared/studio'
import { breathe } from './breathe.ts'

export interface Cut {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Pixels of it with alpha 0. */
  readonly seeThrough: number
}

const PALETTE = 3

/**
 * Chunks that say something of each pixel which a cut would lose or mistake: see-through colours
 * (which could not be counted) and a turn (which would cut another box).
 */
const KEPT_WHOLE = ['tRNS', 'eXIf']

/** Chunks that go along: without them the values mean something else. */
const MEANING = ['cICP', 'iCCP', 'sRGB', 'gAMA', 'cHRM', 'sBIT', 'PLTE']

/** Milliseconds of work in one piece. */
const SLICE = 12

/**
 * @param box inside the picture
 * @returns null for what has to stay whole: interlaced files, fewer than 8 bits, damaged ones
 */
export const cutPng = async (
  png: Uint8Array,
  box: Bounds,
  signal?: AbortSignal,
): Promise<Cut | null> => {
  const chunks = pngChunks(png)
  const header = pngHeader(chunks)
  if (header === undefined || chunks.some(({ type }) => KEPT_WHOLE.includes(type))) return null
  const { width, height, depth, colourType, isInterlaced } = header
  const channels = PNG_CHANNELS[colourType]
  if (channels === undefined || depth < 8 || isInterlaced) return null
  if (box.left + box.width > width || box.top + box.height > height) return null
  const pixel = (channels * depth) / 8
  const rows = createRows({ pixel, stride: width * pixel, isPalette: colourType === PALETTE }, box)
  if (!(await unpack(chunks, rows, signal))) return null
  const ihdr = Uint8Array.from((chunks[0]?.bytes ?? png).subarray(8, 21))
  const view = new DataView(ihdr.buffer)
  view.setUint32(0, box.width)
  view.setUint32(4, box.height)
  const kept = chunks.filter(({ type }) => MEANING.includes(type)).map(({ bytes }) => bytes)
  const bytes = await packPng([pngChunk('IHDR', ihdr), ...kept], rows.bands(), {
    stream: new CompressionStream('deflate'),
    breathe,
  })
  const hasAlpha = colourType === 4 || colourType === 6
  return { bytes, seeThrough: hasAlpha ? await rows.countSeeThrough(depth / 8) : 0 }
}

interface Rows {
  /** Takes the next bytes of the unpacked file; true when no more are needed. */
  take(piece: Uint8Array): Promise<boolean>
  /** The cut rows, filtered anew. */
  bands(): Iterable<Uint8Array<ArrayBuffer>>
  countSeeThrough(alphaBytes: number): Promise<number>
}

/** @returns false when the file ends before its rows do */
const unpack = async (
  chunks: readonly { type: string; bytes: Uint8Array }[],
  rows: Rows,
  signal: AbortSignal | undefined,
): Promise<boolean> => {
  const packed = chunks
    .filter(({ type }) => type === 'IDAT')
    .map(({ bytes }) => new Uint8Array(bytes.subarray(8, bytes.length - 4)))
  const reader = new Blob(packed)
    .stream()
    .pipeThrough(new DecompressionStream('deflate'))
    .getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return false
      signal?.throwIfAborted()
      if (await rows.take(value)) return true
    }
  } catch (error) {
    if (signal?.aborted === true) throw error
    // Damaged: it goes whole, and the companion says what is wrong with it.
    return false
  } finally {
    // Whatever it failed by has been dealt with.
    reader.cancel().catch(() => {})
  }
}

const createRows = (
  file: { readonly pixel: number; readonly stride: number; readonly isPalette: boolean },
  box: Bounds,
): Rows => {
  const { pixel, stride, isPalette } = file
  const width = box.width * pixel
  const from = 1 + box.left * pixel
  const cut = new Uint8Array(width * box.height)
  // No value depends on one to its right: what lies there need not be worked out.
  const end = from + width
  let row = new Uint8Array(1 + stride)
  let above = new Uint8Array(1 + stride)
  let filled = 0
  let y = 0
  let until = performance.now() + SLICE

  const finish = (): void => {
    undoPngFilter(row, above, end, pixel)
    if (y >= box.top) cut.set(row.subarray(from, end), (y - box.top) * width)
    ;[row, above] = [above, row]
    filled = 0
    y += 1
  }

  return {
    take: async (piece) => {
      for (let at = 0; at < piece.length; ) {
        const part = piece.subarray(at, at + row.length - filled)
        row.set(part, filled)
        filled += part.length
        at += part.length
        if (filled < row.length) break
        finish()
        if (y === box.top + box.height) return true
        if (performance.now() < until) continue
        await breathe()
        until = performance.now() + SLICE
      }
      return false
    },
    *bands() {
      const rowsAtOnce = Math.max(1, Math.floor((1 << 19) / width))
      for (let top = 0; top < box.height; top += rowsAtOnce) {
        const count = Math.min(rowsAtOnce, box.height - top)
        const band = new Uint8Array(count * (1 + width))
        for (let i = 0; i < count; i++) {
          const source = cut.subarray((top + i) * width, (top + i + 1) * width)
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
    },
    countSeeThrough: async (alphaBytes) => {
      let count = 0
      for (let top = 0; top < cut.length; top += 1 << 20) {
        const last = Math.min(cut.length, top + (1 << 20))
        // Bands of whole pixels: a pixel has 2, 4 or 8 bytes here.
        for (let i = top + pixel - alphaBytes; i < last; i += pixel) {
          if (cut[i] === 0 && cut[i + alphaBytes - 1] === 0) count += 1
        }
        await breathe()
      }
      return count
    },
  }
}

/**
 * Reads the values of a box of a PNG file as they are: its rows unpacked and unfiltered, of 8 or 16
 * bits (PNG specification, third edition, chapters 9 and 11). A canvas would multiply by alpha.
 */
import type { Bounds } from '@inlay/shared'
import { createPngRows, PNG_CHANNELS, packedRows, pngChunks, pngHeader } from '@inlay/shared/studio'
import { breathe } from './breathe.ts'

export interface PngBox {
  readonly chunks: readonly { readonly type: string; readonly bytes: Uint8Array }[]
  /** Of the box, row by row; 16 bits with the higher byte first, a palette's numbers as they are. */
  readonly data: Uint8Array
  readonly depth: 8 | 16
  readonly colourType: number
  /** Values of a pixel. */
  readonly channels: number
}

/** Milliseconds of work in one piece. */
const SLICE = 12

/**
 * @param box inside the picture
 * @returns null for interlaced files, fewer than 8 bits, see-through colours (tRNS), damaged files
 */
export const readPngBox = async (
  png: Uint8Array,
  box: Bounds,
  signal?: AbortSignal,
): Promise<PngBox | null> => {
  const chunks = pngChunks(png)
  const header = pngHeader(chunks)
  if (header === undefined || chunks.some(({ type }) => type === 'tRNS')) return null
  const { width, height, colourType, isInterlaced } = header
  const channels = PNG_CHANNELS[colourType]
  if (channels === undefined || header.depth < 8 || isInterlaced) return null
  if (box.left + box.width > width || box.top + box.height > height) return null
  const depth = header.depth === 16 ? 16 : 8
  const pixel = (channels * depth) / 8
  const rows = createRows({ pixel, stride: width * pixel }, box)
  if (!(await unpack(chunks, rows, signal))) return null
  return { chunks, data: rows.values, depth, colourType, channels }
}

interface Rows {
  readonly values: Uint8Array
  /** Takes the next bytes of the unpacked file; true when no more are needed. */
  take(piece: Uint8Array): Promise<boolean>
}

/** @returns false when the file ends before its rows do */
const unpack = async (
  chunks: readonly { type: string; bytes: Uint8Array }[],
  rows: Rows,
  signal: AbortSignal | undefined,
): Promise<boolean> => {
  const reader = new Blob(packedRows(chunks))
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
  { pixel, stride }: { readonly pixel: number; readonly stride: number },
  box: Bounds,
): Rows => {
  const width = box.width * pixel
  const from = 1 + box.left * pixel
  const cut = new Uint8Array(width * box.height)
  // No value depends on one to its right: what lies there need not be worked out.
  const end = from + width
  const onRow = (row: Uint8Array, y: number): void => {
    if (y >= box.top) cut.set(row.subarray(from, end), (y - box.top) * width)
  }
  const rows = createPngRows({ stride, pixel, end, onRow })
  let until = performance.now() + SLICE

  return {
    values: cut,
    take: async (piece) => {
      for (let at = 0; at < piece.length; ) {
        const before = rows.count
        at = rows.take(piece, at)
        if (rows.count === before) break
        if (rows.count === box.top + box.height) return true
        if (performance.now() < until) continue
        await breathe()
        until = performance.now() + SLICE
      }
      return false
    },
  }
}

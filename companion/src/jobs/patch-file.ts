/** A patch on disk, exactly as the pipeline gave it, so that any form can be made of it later. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Bounds,
  bitDepthOf,
  concatBytes,
  decodeEnvelope,
  ENVELOPE_LIMITS,
  encodeEnvelope,
  expected,
  InlayError,
  type PixelImage,
  parseWith,
  VariationReport,
} from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import type { Patch } from '../pipeline/patch.ts'

/**
 * The regions lie one after the other: their bounds in the part `regions` (four 32-bit integers
 * each, since a dusty scan has more of them than a header may hold), then `pixels` and `masks`.
 */
const Header = z.strictObject({
  ...VariationReport.shape,
  alphaRule: z.enum(['keep', 'fill']),
  channels: z.union([z.literal(1), z.literal(3)]),
  bitDepth: z.union([z.literal(8), z.literal(16)]),
})

/** The file of variation `index` in a job's folder. */
export const patchPath = (folder: string, index: number): string =>
  join(folder, `patch-${index}.inlay`)

export const encodePatchFile = (patch: Patch): Uint8Array => {
  const { regions, ...rest } = patch
  const first = regions[0]?.pixels
  const header = Header.parse({
    ...rest,
    channels: first?.channels ?? 3,
    bitDepth: first === undefined ? 8 : bitDepthOf(first),
  })
  return encodeEnvelope({
    header,
    parts: {
      regions: writeBounds(regions.map(({ bounds }) => bounds)),
      pixels: concat(regions.map(({ pixels }) => bytesOf(pixels))),
      masks: concat(regions.map(({ mask }) => mask.data)),
    },
  })
}

/** @throws InlayError envelope_invalid when the file is damaged */
export const decodePatchFile = (bytes: Uint8Array): Patch => {
  const { header, parts } = decodeEnvelope(bytes, {
    ...ENVELOPE_LIMITS,
    maxBytes: Number.MAX_SAFE_INTEGER,
  })
  const { channels, bitDepth, ...rest } = parseWith(Header, header, 'envelope_invalid', 'the patch')
  const pixels = takeFrom(parts.get('pixels'), 'pixels')
  const masks = takeFrom(parts.get('masks'), 'masks')
  return {
    ...rest,
    regions: readBounds(parts.get('regions')).map((bounds) => {
      const { width, height } = bounds
      const data = pixels(width * height * channels * (bitDepth / 8))
      return {
        bounds,
        pixels: {
          width,
          height,
          channels,
          data: bitDepth === 16 ? new Uint16Array(copyOf(data)) : data,
        },
        mask: { width, height, data: masks(width * height) },
      }
    }),
  }
}

export const readPatchFile = async (folder: string, index: number): Promise<Patch> =>
  decodePatchFile(await readFile(patchPath(folder, index)))

export const bytesOf = ({ data }: PixelImage): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength)

const writeBounds = (all: readonly Bounds[]): Uint8Array => {
  const numbers = all.flatMap(({ left, top, width, height }) => [left, top, width, height])
  return new Uint8Array(Int32Array.from(numbers).buffer)
}

const readBounds = (bytes: Uint8Array = new Uint8Array(0)): Bounds[] => {
  const numbers = new Int32Array(copyOf(bytes), 0, bytes.length >> 2)
  return Array.from({ length: numbers.length >> 2 }, (_, i) => ({
    left: numbers[4 * i]!,
    top: numbers[4 * i + 1]!,
    width: numbers[4 * i + 2]!,
    height: numbers[4 * i + 3]!,
  }))
}

/** A copy, because the bytes may not lie at an even place. (A Buffer's `slice` would be a view.) */
const copyOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer

const concat = (pieces: readonly Uint8Array[]): Uint8Array => {
  const [only] = pieces
  if (pieces.length === 1 && only !== undefined) return only
  return concatBytes(pieces)
}

/** Hands out the next `length` bytes at each call. */
const takeFrom = (bytes: Uint8Array | undefined, name: string) => {
  let at = 0
  return (length: number): Uint8Array => {
    const piece = bytes?.subarray(at, at + length)
    if (piece?.length !== length) {
      throw new InlayError(
        'envelope_invalid',
        expected(`${length} bytes more`, name, piece?.length),
      )
    }
    at += length
    return piece
  }
}

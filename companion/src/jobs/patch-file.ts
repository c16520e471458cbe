/** A patch on disk, exactly as the pipeline gave it, so that any form can be made of it later. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  BoundsSchema,
  bitDepthOf,
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

/** The regions' pixels lie one after the other in the part `pixels`, their masks in `masks`. */
const Header = z.strictObject({
  ...VariationReport.shape,
  alphaRule: z.enum(['keep', 'fill']),
  channels: z.union([z.literal(1), z.literal(3)]),
  bitDepth: z.union([z.literal(8), z.literal(16)]),
  regions: z.array(BoundsSchema),
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
    regions: regions.map(({ bounds }) => bounds),
  })
  return encodeEnvelope({
    header,
    parts: {
      pixels: concat(regions.map(({ pixels }) => bytesOf(pixels))),
      masks: concat(regions.map(({ mask }) => mask.data)),
    },
  })
}

/** @throws InlayError envelope_invalid when the file is damaged */
export const decodePatchFile = (bytes: Uint8Array): Patch => {
  const { header, parts } = decodeEnvelope(bytes, {
    ...ENVELOPE_LIMITS,
    maxHeaderBytes: bytes.length,
    maxBytes: bytes.length,
  })
  const { regions, channels, bitDepth, ...rest } = parseWith(
    Header,
    header,
    'envelope_invalid',
    'the patch',
  )
  const pixels = takeFrom(parts.get('pixels'), 'pixels')
  const masks = takeFrom(parts.get('masks'), 'masks')
  return {
    ...rest,
    regions: regions.map((bounds) => {
      const { width, height } = bounds
      const data = pixels(width * height * channels * (bitDepth / 8))
      return {
        bounds,
        pixels: { width, height, channels, data: bitDepth === 16 ? wordsOf(data) : data },
        mask: { width, height, data: masks(width * height) },
      }
    }),
  }
}

export const readPatchFile = async (folder: string, index: number): Promise<Patch> =>
  decodePatchFile(await readFile(patchPath(folder, index)))

export const bytesOf = ({ data }: PixelImage): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength)

/** A copy, because the bytes may not lie at an even place. */
const wordsOf = (bytes: Uint8Array): Uint16Array => new Uint16Array(bytes.slice().buffer)

const concat = (pieces: readonly Uint8Array[]): Uint8Array => {
  const [only] = pieces
  if (pieces.length === 1 && only !== undefined) return only
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
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

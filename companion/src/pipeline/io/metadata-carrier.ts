/** A picture of one black pixel that carries a file's profile and metadata into sharp's writer. */
import type { BitDepth, ChannelCount } from '@inlay/shared'
import type { Metadata } from '../source-image.ts'
import { pngChunk, pngDensity, pngFile, pngHeader, pngProfile, pngXmp } from './png.ts'

/**
 * sharp has no way to tag bare pixels with a profile: `withIccProfile` converts the numbers
 * (pipeline.cc, "Apply output ICC profile"). It does keep, untouched, the profile of a file it has
 * read. So it is given this file, stretched to the picture's size, with the picture laid over it by
 * a bitwise OR, for which black is the neutral element: the bits come out as they were.
 */
export const metadataCarrier = (
  channels: ChannelCount,
  bitDepth: BitDepth,
  metadata: Metadata,
): Uint8Array => {
  const { icc, density, exif, xmp } = metadata
  return pngFile(
    pngHeader(1, 1, channels, bitDepth),
    [
      ...(icc === undefined ? [] : [pngProfile(icc)]),
      ...(density === undefined ? [] : [pngDensity(density)]),
      ...(exif === undefined ? [] : [pngChunk('eXIf', exif)]),
      ...(xmp === undefined ? [] : [pngXmp(xmp)]),
    ],
    new Uint8Array(1 + (channels * bitDepth) / 8),
  )
}

/** Makes a picture holdable by a kind of file, or refuses; says what a kind of file cannot keep. */
import {
  type BitDepth,
  bitDepthOf,
  type ChannelCount,
  hasAlpha,
  InlayError,
  type PixelImage,
} from '@inlay/shared'
import { createPixels } from '../crop.ts'
import type { Format, Metadata, SourceImage } from '../source-image.ts'

interface Capability {
  readonly name: string
  readonly alpha: boolean
  readonly grey: boolean
  readonly deep: boolean
  readonly maxSide: number
}

/** AVIF is deep only up to 12 bits: see `fitToFormat`. */
const CAPABILITIES: Readonly<Record<Format, Capability>> = {
  png: { name: 'PNG', alpha: true, grey: true, deep: true, maxSide: 2 ** 31 - 1 },
  tiff: { name: 'TIFF', alpha: true, grey: true, deep: true, maxSide: 2 ** 31 - 1 },
  jpeg: { name: 'JPEG', alpha: false, grey: true, deep: false, maxSide: 65535 },
  webp: { name: 'WebP', alpha: true, grey: false, deep: false, maxSide: 16383 },
  avif: { name: 'AVIF', alpha: true, grey: false, deep: true, maxSide: 16384 },
}

/**
 * The picture as `format` can hold it: grey becomes RGB where there is no grey, 16 bits become 8
 * where there is no depth, an alpha channel that is opaque everywhere is dropped where there is no
 * alpha. A grey profile does not travel with RGB.
 *
 * @throws InlayError format_unsupported when something visible would be lost (transparency), or the
 *   picture is larger than the format allows
 */
export const fitToFormat = (
  pixels: PixelImage,
  metadata: Metadata,
  format: Format,
): { image: PixelImage; metadata: Metadata } => {
  const can = CAPABILITIES[format]
  const { width, height } = pixels
  if (Math.max(width, height) > can.maxSide) {
    throw new InlayError(
      'format_unsupported',
      `${can.name} takes at most ${can.maxSide} pixels on a side and this is ${width} x ${height}; use PNG or TIFF.`,
    )
  }
  const isGrey = pixels.channels < 3
  const dropsAlpha = hasAlpha(pixels.channels) && !can.alpha
  if (dropsAlpha && !isOpaque(pixels)) {
    throw new InlayError(
      'format_unsupported',
      `${can.name} cannot hold transparency; use PNG, TIFF, WebP or AVIF.`,
    )
  }
  const colours = isGrey && can.grey ? 1 : 3
  const withAlpha = hasAlpha(pixels.channels) && !dropsAlpha
  const channels: ChannelCount = colours === 1 ? (withAlpha ? 2 : 1) : withAlpha ? 4 : 3
  const depth: BitDepth = can.deep ? bitDepthOf(pixels) : 8
  const image =
    channels === pixels.channels && depth === bitDepthOf(pixels)
      ? pixels
      : convert(pixels, channels, depth)
  return { image, metadata: isGrey && colours === 3 ? withoutGreyProfile(metadata) : metadata }
}

/** Plain sentences about what a composite in this kind of file does not keep. */
export const formatNotes = (source: SourceImage, format: Format): string[] => {
  const notes: string[] = []
  const can = CAPABILITIES[format]
  if (format === 'jpeg') {
    notes.push(
      'JPEG is lossy: pixels outside the mask change slightly each time it is saved; choose PNG or TIFF to keep them exactly.',
    )
  }
  if ((format === 'webp' || format === 'avif') && source.format === format) {
    notes.push(
      `The result is written as lossless ${can.name}, so the file may be larger than before.`,
    )
  }
  if (bitDepthOf(source.pixels) === 16 && !keepsDepth(source, format)) {
    notes.push(
      `${can.name} cannot hold ${source.sampleBits} bits per channel here; precision is lost.`,
    )
  }
  return notes
}

const keepsDepth = (source: SourceImage, format: Format): boolean =>
  format === 'avif' ? source.sampleBits <= 12 : CAPABILITIES[format].deep

const isOpaque = (image: PixelImage): boolean => {
  const { channels, data } = image
  const opaque = bitDepthOf(image) === 16 ? 65535 : 255
  for (let i = channels - 1; i < data.length; i += channels) if (data[i] !== opaque) return false
  return true
}

/** 16 to 8 bits rounds by v / 257, the exact inverse of 8 to 16. */
const convert = (from: PixelImage, channels: ChannelCount, depth: BitDepth): PixelImage => {
  const to = createPixels(from.width, from.height, channels, depth)
  const shrinks = bitDepthOf(from) === 16 && depth === 8
  const fromColours = from.channels < 3 ? 1 : 3
  const colours = channels < 3 ? 1 : 3
  const sample = (index: number): number => {
    const value = from.data[index]!
    return shrinks ? Math.round(value / 257) : value
  }
  for (let i = 0; i < from.width * from.height; i++) {
    for (let c = 0; c < colours; c++) {
      to.data[i * channels + c] = sample(i * from.channels + Math.min(c, fromColours - 1))
    }
    if (hasAlpha(channels)) {
      to.data[(i + 1) * channels - 1] = sample((i + 1) * from.channels - 1)
    }
  }
  return to
}

/** Bytes 16-19 of an ICC profile name its colour space (ICC.1:2022, 7.2.8). */
const withoutGreyProfile = (metadata: Metadata): Metadata => {
  const { icc, ...rest } = metadata
  const isGrey = icc !== undefined && String.fromCharCode(...icc.subarray(16, 20)) === 'GRAY'
  return icc === undefined || isGrey ? rest : metadata
}

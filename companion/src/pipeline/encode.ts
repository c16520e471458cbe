/** Writes pictures: patches as PNG, composites as the kind of file that was read. */
import { bitDepthOf, type PixelImage } from '@inlay/shared'
import { fitToFormat } from './io/fit-to-format.ts'
import { metadataCarrier } from './io/metadata-carrier.ts'
import { encodePlainPng, isPlain } from './io/plain-png.ts'
import { loadSharp, type Sharp } from './io/sharp.ts'
import { tiffWithExif } from './io/tiff-exif.ts'
import { type Patch, patchPixels, withPatch } from './patch.ts'
import { shrink } from './shrink.ts'
import type { Format, Metadata, SourceImage } from './source-image.ts'

export { formatNotes } from './io/fit-to-format.ts'

/**
 * The patch as a PNG: RGBA (grey with alpha stays grey with alpha) at the source's depth, with its
 * profile and resolution. Little compression: it travels over loopback or to a temporary file.
 */
export const encodePatch = async (patch: Patch, source: SourceImage): Promise<Uint8Array> => {
  const { icc, density } = source.metadata
  const writer = await writerFor(patchPixels(patch, source), {
    ...(icc !== undefined && { icc }),
    ...(density !== undefined && { density }),
  })
  return writer.png({ compressionLevel: 1, adaptiveFiltering: false }).toBuffer()
}

/**
 * The whole picture with the patch in it, as the source's own kind of file unless another is
 * named: same depth, channels, profile bytes, resolution and, where the container takes them, EXIF
 * and XMP; orientation 1. PNG, TIFF, WebP and AVIF keep every byte outside the mask; JPEG cannot
 * (see `formatNotes`).
 *
 * While this runs `source.pixels` shows the patch; it is put back before the promise settles, and
 * calls for the same source wait for each other.
 *
 * @throws InlayError format_unsupported when the named format cannot hold the picture
 */
export const encodeComposite = (
  source: SourceImage,
  patch: Patch,
  format: Format = ownFormat(source),
  quality?: number,
): Promise<Uint8Array> =>
  withPatch(source, patch, (pixels) => encodePixels(pixels, source, format, quality))

/** The picture with the patch in it, small and in 8 bits, with its profile and nothing else of it. */
export const encodeSmall = async (
  source: SourceImage,
  patch: Patch,
  { format, quality, side }: SmallOptions,
): Promise<Uint8Array> => {
  const small = await withPatch(source, patch, (pixels) => shrink(pixels, side))
  const { icc } = source.metadata
  const metadata = icc === undefined ? {} : { icc }
  return encodePixels(small, { ...source, metadata, sampleBits: 8 }, format, quality)
}

export interface SmallOptions {
  readonly format: Format
  readonly quality: number | undefined
  /** Pixels of the longer side. */
  readonly side: number
}

/**
 * The picture as it is, in the given kind of file.
 * @param quality 1..100 for JPEG, WebP and AVIF, which then lose something; absent, JPEG is written
 *   as good as it was read and the others without loss
 */
export const encodePixels = async (
  pixels: PixelImage,
  source: SourceImage,
  format: Format,
  quality?: number,
): Promise<Uint8Array> => {
  const { image, metadata } = fitToFormat(pixels, source.metadata, format)
  const { icc, exif, xmp, density } = metadata
  const isBare = icc === undefined && exif === undefined && xmp === undefined
  if (format === 'png' && isBare && isPlain(image)) return encodePlainPng(image, density)
  const writer = writeAs(await writerFor(image, metadata), source, format, { image, quality })
  const file = await writer.toBuffer()
  return format === 'tiff' && exif !== undefined ? tiffWithExif(file, exif) : file
}

/** The kind of file a composite is written as when none is named: PNG for bare pixels. */
const ownFormat = (source: SourceImage): Format => (source.format === 'raw' ? 'png' : source.format)

const SPACES = {
  8: { 1: 'b-w', 2: 'b-w', 3: 'srgb', 4: 'srgb' },
  16: { 1: 'grey16', 2: 'grey16', 3: 'rgb16', 4: 'rgb16' },
} as const

/** A sharp pipeline whose output is exactly `image`, tagged with `metadata`. */
const writerFor = async (image: PixelImage, metadata: Metadata): Promise<Sharp> => {
  const sharp = await loadSharp()
  const { width, height, channels, data } = image
  const depth = bitDepthOf(image)
  return sharp(metadataCarrier(channels, depth, metadata), { autoOrient: true })
    .extend({ right: width - 1, bottom: height - 1, extendWith: 'copy' })
    .boolean(data, 'or', { raw: { width, height, channels }, limitInputPixels: false })
    .toColourspace(SPACES[depth][channels])
    .keepMetadata()
}

/** Quality below which a JPEG is not written unless asked for, whatever it was read with. */
const JPEG_QUALITY = 95

/** Quality from which every pixel of a JPEG keeps its own colour. */
const FULL_COLOUR = 90

const writeAs = (
  writer: Sharp,
  source: SourceImage,
  format: Format,
  { image, quality }: { readonly image: PixelImage; readonly quality: number | undefined },
): Sharp => {
  switch (format) {
    case 'png':
      return writer.png({ compressionLevel: 3, adaptiveFiltering: true })
    case 'jpeg':
      return writer.jpeg({
        quality: quality ?? Math.max(JPEG_QUALITY, source.jpegQuality ?? 0),
        chromaSubsampling: (quality ?? JPEG_QUALITY) >= FULL_COLOUR ? '4:4:4' : '4:2:0',
      })
    case 'webp':
      return quality === undefined
        ? writer.webp({ lossless: true, exact: true, effort: 0 })
        : writer.webp({ quality, exact: true })
    case 'tiff':
      // LZW makes 16-bit photographs larger than they are bare.
      return writer.tiff({
        compression: bitDepthOf(image) === 16 ? 'deflate' : 'lzw',
        predictor: 'horizontal',
        ...resolution(source.metadata.density),
      })
    case 'avif':
      return writer.avif({
        ...(quality === undefined ? { lossless: true, effort: 0 } : { quality, effort: 4 }),
        chromaSubsampling: '4:4:4',
        bitdepth: avifDepth(image, source),
      })
  }
}

/** sharp writes a TIFF's resolution from these, in pixels per millimetre, not from the metadata. */
const resolution = (density: number | undefined): { xres?: number; yres?: number } =>
  density === undefined ? {} : { xres: density / 25.4, yres: density / 25.4 }

/** AVIF holds 8, 10 or 12 bits; a 10-bit picture stays one. */
const avifDepth = (image: PixelImage, source: SourceImage): 8 | 10 | 12 =>
  bitDepthOf(image) === 8 ? 8 : source.sampleBits === 10 ? 10 : 12

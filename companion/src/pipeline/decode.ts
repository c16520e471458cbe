/** Turns bytes of a picture into upright plain pixels: the file's own numbers, checked before anything is allocated. */
import { expected, type ImageSource, InlayError, type PixelImage } from '@inlay/shared'
import type { Metadata as SharpMetadata } from 'sharp'
import { type ByteSource, checkReadable, readAll, readHead, sizeOf } from './io/byte-source.ts'
import { type ColourPlan, planColour } from './io/colour-plan.ts'
import { jpegQuality } from './io/jpeg-quality.ts'
import { checkPixelCount } from './io/pixel-limit.ts'
import { plainBytes, wordsOf } from './io/plain-bytes.ts'
import { decodePlainPng, type PlainPng, parsePlainPng } from './io/plain-png.ts'
import { exifWithoutThumbnail, xmpWithoutThumbnails } from './io/previous-look.ts'
import { decodeRaw } from './io/raw-source.ts'
import { loadSharp, type SharpModule, type SharpOptions } from './io/sharp.ts'
import { sniffKind } from './io/sniff.ts'
import type { Format, Metadata, SourceImage } from './source-image.ts'

export type { ByteSource } from './io/byte-source.ts'

export interface DecodeOptions {
  /** Most pixels taken; checked against the file's header. */
  readonly maxPixels: number
  /** Convert CMYK, Lab and linear floating point to sRGB instead of refusing. Default false. */
  readonly convert?: boolean
}

/** An opened file: what its header says, before a pixel is decoded. */
export interface Probe {
  /** Size once upright. */
  readonly width: number
  readonly height: number
  decode(): Promise<SourceImage>
}

/** Larger files are read by sharp, without being held whole. */
const MOST_PLAIN_BYTES = 8e6

/** Bytes of a JPEG's start that hold its quantisation tables even after a large EXIF thumbnail. */
const HEAD_BYTES = 1 << 18

/**
 * Reads a picture: PNG, JPEG, WebP, TIFF, AVIF or bare pixels.
 *
 * Pixels are the file's own numbers (no profile is applied unless `convert` is set and the picture
 * is CMYK, Lab or floating point), 8 or 16 bits, 1-4 channels, straight alpha; EXIF orientation is
 * applied. Of several pages or frames the first (for AVIF the primary) is read, with a note.
 *
 * @throws InlayError file_unreadable | image_unreadable | image_too_large |
 *   colour_mode_unsupported | invalid_request (bare pixels of the wrong length)
 */
export const decodeSource = async (
  source: ImageSource,
  bytes: ByteSource,
  options: DecodeOptions,
): Promise<SourceImage> => (await probeSource(source, bytes, options)).decode()

/** The first half of `decodeSource`: reads and judges the header only. Same errors. */
export const probeSource = async (
  source: ImageSource,
  bytes: ByteSource,
  options: DecodeOptions,
): Promise<Probe> => {
  await checkReadable(bytes)
  if (source.kind === 'raw') {
    checkPixelCount(source.width, source.height, options.maxPixels)
    return {
      width: source.width,
      height: source.height,
      decode: () => decodeRaw(source, bytes),
    }
  }
  const plain = await probePlain(bytes)
  if (plain !== undefined) {
    checkPixelCount(plain.width, plain.height, options.maxPixels)
    return {
      width: plain.width,
      height: plain.height,
      decode: async () =>
        (await decodePlain(plain)) ?? (await probeBySharp(bytes, options)).decode(),
    }
  }
  return probeBySharp(bytes, options)
}

const probePlain = async (bytes: ByteSource): Promise<PlainPng | undefined> =>
  (await sizeOf(bytes)) > MOST_PLAIN_BYTES
    ? undefined
    : parsePlainPng(bytes instanceof Uint8Array ? bytes : await readAll(bytes))

const decodePlain = async (plain: PlainPng): Promise<SourceImage | undefined> => {
  const pixels = await decodePlainPng(plain)
  const { density } = plain
  return (
    pixels && {
      pixels,
      format: 'png',
      metadata: density === undefined ? {} : { density },
      sampleBits: 8,
      notes: [],
    }
  )
}

const probeBySharp = async (bytes: ByteSource, options: DecodeOptions): Promise<Probe> => {
  const sharp = await loadSharp()
  const header = await readHeader(sharp, bytes)
  const { width, height } = header.autoOrient
  checkPixelCount(width, height, options.maxPixels)
  const plan = planColour(header, options.convert ?? false)
  return { width, height, decode: () => decodeFile(sharp, bytes, header, plan) }
}

const inputOf = (bytes: ByteSource): Uint8Array | string =>
  bytes instanceof Uint8Array ? bytes : bytes.path

/**
 * `failOn: 'error'` takes files with odd but harmless tags (libtiff warns of many that Photoshop
 * writes) and still refuses truncated ones.
 */
const READING = { failOn: 'error', limitInputPixels: false } as const satisfies SharpOptions

const readHeader = async (sharp: SharpModule, bytes: ByteSource): Promise<SharpMetadata> => {
  try {
    return await sharp(inputOf(bytes), READING).metadata()
  } catch (cause) {
    if (/labq/.test(String(cause))) {
      throw new InlayError(
        'colour_mode_unsupported',
        'It is an 8-bit Lab TIFF, which cannot be converted here: save it as RGB.',
        { cause },
      )
    }
    const kind = sniffKind(await readHead(bytes, 1024))
    throw new InlayError(
      'image_unreadable',
      kind === undefined
        ? undefined
        : expected('PNG, JPEG, WebP, TIFF or AVIF', 'the picture', kind),
      { cause },
    )
  }
}

const decodeFile = async (
  sharp: SharpModule,
  bytes: ByteSource,
  header: SharpMetadata,
  plan: ColourPlan,
): Promise<SourceImage> => {
  const format = formatOf(header)
  const quality = format === 'jpeg' ? jpegQuality(await readHead(bytes, HEAD_BYTES)) : undefined
  const pixels = await decodePixels(sharp, bytes, plan)
  return {
    pixels,
    format,
    metadata: plan.converts ? await convertedMetadata(sharp, header) : metadataOf(header),
    sampleBits: plan.converts ? plan.bitDepth : (header.bitsPerSample ?? plan.bitDepth),
    ...(quality !== undefined && { jpegQuality: quality }),
    notes: [...plan.notes, ...pageNotes(header)],
  }
}

const decodePixels = async (
  sharp: SharpModule,
  bytes: ByteSource,
  plan: ColourPlan,
): Promise<PixelImage> => {
  try {
    const { data, info } = await sharp(inputOf(bytes), {
      ...READING,
      ignoreIcc: !plan.converts,
      autoOrient: true,
    })
      .toColourspace(plan.decodeAs)
      .raw({ depth: plan.bitDepth === 16 ? 'ushort' : 'uchar' })
      .toBuffer({ resolveWithObject: true })
    const { width, height } = info
    const samples = plan.bitDepth === 16 ? wordsOf(data) : plainBytes(data)
    if (info.channels === plan.channels) {
      return { width, height, channels: plan.channels, data: samples }
    }
    return keepChannels({ width, height, data: samples }, info.channels, plan)
  } catch (cause) {
    if (cause instanceof InlayError) throw cause
    throw new InlayError('image_unreadable', 'It is damaged or cut short.', { cause })
  }
}

/**
 * Grey with alpha comes as RGBA, since sharp's raw output drops the alpha of a `b-w` image
 * (pipeline.cc, "Extract first band for greyscale image"); packs it again, in place.
 */
const keepChannels = (
  image: { width: number; height: number; data: Uint8Array | Uint16Array },
  stride: number,
  plan: ColourPlan,
): PixelImage => {
  if (plan.channels !== 2 || stride !== 4) {
    throw new InlayError('image_unreadable', expected(plan.channels.toString(), 'channels', stride))
  }
  const { width, height, data } = image
  for (let i = 0; i < width * height; i++) {
    data[2 * i] = data[4 * i]!
    data[2 * i + 1] = data[4 * i + 3]!
  }
  return { width, height, channels: 2, data: data.slice(0, width * height * 2) }
}

const formatOf = (header: SharpMetadata): Format => {
  switch (header.format) {
    case 'png':
    case 'jpeg':
    case 'webp':
    case 'tiff':
      return header.format
    case 'heif':
      return 'avif'
    default:
      throw new InlayError(
        'image_unreadable',
        expected('PNG, JPEG, WebP, TIFF or AVIF', 'the picture', header.format),
      )
  }
}

const metadataOf = (header: SharpMetadata): Metadata => ({
  ...(header.icc !== undefined && { icc: header.icc }),
  ...(header.exif !== undefined && { exif: exifWithoutThumbnail(header.exif) }),
  ...(header.xmp !== undefined && { xmp: xmpWithoutThumbnails(header.xmp) }),
  ...(header.density !== undefined && { density: header.density }),
})

/** After conversion the pixels are sRGB, and the file must say so. */
const convertedMetadata = async (sharp: SharpModule, header: SharpMetadata): Promise<Metadata> => {
  const sample = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'black' } })
    .withIccProfile('srgb')
    .png()
    .toBuffer()
  const { icc } = await sharp(sample).metadata()
  const { icc: _old, ...kept } = metadataOf(header)
  return { ...kept, ...(icc !== undefined && { icc }) }
}

const pageNotes = (header: SharpMetadata): string[] => {
  const pages = header.pages ?? 1
  if (pages < 2) return []
  const what = header.format === 'webp' ? 'frames' : 'pages'
  return [`The file holds ${pages} ${what}; only the first is used and written.`]
}

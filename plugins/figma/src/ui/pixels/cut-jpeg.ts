/** Cuts a box out of a JPEG file: its decoded values, to the bit, with its colour profile, as a PNG. */
import type { Bounds } from '@inlay/shared'
import { deflateBytes, pngChunk } from '@inlay/shared/studio'
import { jpegSegments, type Segment } from '../../jpeg.ts'
import { breathe } from './breathe.ts'
import { release, sheet } from './canvas.ts'
import type { Cut } from './cut-png.ts'
import { encodePng } from './png.ts'

/** Rows drawn and read at once. */
const BAND = 256

/**
 * The browser's decoder gives the stored values, without a conversion to the screen's colours; a
 * canvas keeps them, since a JPEG has no alpha by which it would multiply.
 * @returns null for what has to stay whole: CMYK, which a browser converts, and damaged files
 */
export const cutJpeg = async (jpeg: Uint8Array, box: Bounds): Promise<Cut | null> => {
  const segments = jpegSegments(jpeg)
  const channels = channelsOf(segments)
  const profile = profileOf(segments)
  if (channels === null || profile === null) return null
  if (profile.length > 0 && spaceOf(profile) !== (channels === 1 ? 'GRAY' : 'RGB ')) return null
  const { left, top, width, height } = box
  const bitmap = await createImageBitmap(
    new Blob([new Uint8Array(jpeg)]),
    ...([left, top, width, height] as const),
    { colorSpaceConversion: 'none', premultiplyAlpha: 'none' },
  ).catch(() => null)
  // It goes whole, and the companion says what is wrong with it.
  if (bitmap === null) return null
  const data = await valuesOf(bitmap, channels)
  bitmap.close()
  const colour = profile.length === 0 ? [] : [await iccChunk(profile)]
  return { bytes: await encodePng({ data, width, height, channels }, colour), seeThrough: 0 }
}

const valuesOf = async (bitmap: ImageBitmap, channels: 1 | 3): Promise<Uint8Array> => {
  const { width, height } = bitmap
  const data = new Uint8Array(width * height * channels)
  const band = sheet(width, Math.min(BAND, height), true)
  for (let top = 0; top < height; top += BAND) {
    const rows = Math.min(BAND, height - top)
    band.context.drawImage(bitmap, 0, -top)
    const pixels = band.context.getImageData(0, 0, width, rows).data
    const to = top * width
    for (let i = 0; i < rows * width; i++) {
      for (let c = 0; c < channels; c++) data[(to + i) * channels + c] = pixels[i * 4 + c]!
    }
    await breathe()
  }
  release(band)
  return data
}

/** Headers of frames (ISO 10918-1, table B.1), which tell how many components there are. */
const isFrame = ({ marker }: Segment): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

const channelsOf = (segments: readonly Segment[]): 1 | 3 | null => {
  const frame = segments.find(isFrame)
  const [depth, components] = [frame?.data[0], frame?.data[5]]
  return depth === 8 && (components === 1 || components === 3) ? components : null
}

const ICC = 'ICC_PROFILE\0'

/** The ICC profile (ICC.1, annex B.4), which may be in several parts; empty for none, null for a damaged one. */
const profileOf = (segments: readonly Segment[]): Uint8Array<ArrayBuffer> | null => {
  const parts = segments
    .filter(({ marker, data }) => marker === 0xe2 && textOf(data, 0, ICC.length) === ICC)
    .map(({ data }) => ({ number: data[12], count: data[13], bytes: data.subarray(14) }))
    .sort((a, b) => (a.number ?? 0) - (b.number ?? 0))
  const isWhole = parts.every(({ number, count }, i) => number === i + 1 && count === parts.length)
  if (!isWhole) return null
  const profile = new Uint8Array(parts.reduce((sum, { bytes }) => sum + bytes.length, 0))
  let at = 0
  for (const { bytes } of parts) {
    profile.set(bytes, at)
    at += bytes.length
  }
  return profile
}

/** What colours a profile is of (ICC.1, 7.2.6). */
const spaceOf = (profile: Uint8Array): string => textOf(profile, 16, 4)

const textOf = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length))

/** Name, how it is packed, the profile (PNG specification, 11.3.2.3). */
const iccChunk = async (profile: Uint8Array<ArrayBuffer>): Promise<Uint8Array> => {
  const packed = await deflateBytes(profile, { stream: new CompressionStream('deflate') })
  const data = new Uint8Array(5 + packed.length)
  data.set([0x69, 0x63, 0x63])
  data.set(packed, 5)
  return pngChunk('iCCP', data)
}

/** Cuts a box out of a JPEG file: its decoded values, to the bit, with its colour profile, as a PNG. */
import type { Bounds } from '@inlay/shared'
import { deflateBytes, pngChunk } from '@inlay/shared/studio'
import { jpegSegments } from '../../jpeg.ts'
import type { Patch } from '../../messages.ts'
import { breathe } from './breathe.ts'
import { release, sheet } from './canvas.ts'
import type { Cut } from './cut-png.ts'
import { jpegChannels, jpegProfile, spaceOf } from './jpeg-colours.ts'
import { paste } from './paste.ts'
import { encodePng } from './png.ts'

/** Rows drawn and read at once. */
const BAND = 256

/**
 * The browser's decoder gives the stored values, without a conversion to the screen's colours; a
 * canvas keeps them, since a JPEG has no alpha by which it would multiply.
 * @param over what lies over it; only files of RGB take any
 * @returns null for what has to stay whole: CMYK, which a browser converts, and damaged files
 */
export const cutJpeg = async (
  jpeg: Uint8Array,
  box: Bounds,
  over: readonly Patch[] = [],
): Promise<Cut | null> => {
  const segments = jpegSegments(jpeg)
  const channels = jpegChannels(segments)
  const profile = jpegProfile(segments)
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
  if (over.length > 0) {
    if (channels !== 3) return null
    await paste({ data, box, channels, depth: 8 }, over)
  }
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

/** Name, how it is packed, the profile (PNG specification, 11.3.2.3). */
const iccChunk = async (profile: Uint8Array<ArrayBuffer>): Promise<Uint8Array> => {
  const packed = await deflateBytes(profile, { stream: new CompressionStream('deflate') })
  const data = new Uint8Array(5 + packed.length)
  data.set([0x69, 0x63, 0x63])
  data.set(packed, 5)
  return pngChunk('iCCP', data)
}

/** Between a document's own colours and those of an image: what Photoshop converts on the way. */
import type { PixelDocument } from './document.ts'
import type { Gate } from './gate.ts'
import type { ColourSpace, ImageData } from './image-data.ts'
import {
  convertGrey,
  convertRgb,
  greyToRgb,
  labToRgb,
  RGB_PROFILES,
  rgbToGrey,
  rgbToLab,
  SRGB,
} from './profiles.ts'
import {
  type Edges,
  fullOf,
  heightOf,
  type Raster,
  type Samples,
  samplesLike,
  widthOf,
} from './raster.ts'

export interface Converted {
  readonly shape: {
    readonly width: number
    readonly height: number
    readonly components: number
  }
  readonly colours: { readonly colorSpace: ColourSpace; readonly colorProfile: string }
  readonly samples: Samples
}

/** In the colours asked for; without alpha where all of it is opaque. */
export const converted = (
  document: PixelDocument,
  { edges, data: own, channels: ownChannels }: Raster,
  asked: { readonly colorSpace?: string; readonly colorProfile?: string },
): Converted => {
  const { mode } = document
  const isGrey = mode === 'grayscaleMode'
  const space = asked.colorSpace ?? (isGrey ? 'Grayscale' : 'RGB')
  if (space !== 'RGB' && !(isGrey && space === 'Grayscale')) {
    throw new Error('The double gives RGB, and Grayscale of grey alone.')
  }
  const isOwn = mode === 'RGBColorMode' || space === 'Grayscale'
  const colorProfile = asked.colorProfile ?? (isOwn ? document.profile : SRGB)
  let [data, channels] = [own, ownChannels]
  if (space === 'Grayscale') {
    if (colorProfile !== document.profile) {
      throw new Error('The double does not change profiles of grey.')
    }
  } else if (!isOwn) {
    if (!RGB_PROFILES.includes(colorProfile)) throw new Error(`Unknown profile ${colorProfile}`)
    data = isGrey ? greyToRgb(own) : convertRgb(labToRgb(own), SRGB, colorProfile)
    channels = 4
  } else if (colorProfile !== document.profile) {
    data = convertRgb(own, document.profile, colorProfile)
  }
  const opaque = everyAlpha(data, channels, fullOf(data))
  return {
    shape: {
      width: widthOf(edges),
      height: heightOf(edges),
      components: opaque ? channels - 1 : channels,
    },
    colours: { colorSpace: space === 'RGB' ? 'RGB' : 'Grayscale', colorProfile },
    samples: opaque ? dropAlpha(data, channels) : data,
  }
}

type At = { readonly left: number; readonly top: number } | undefined

/** One channel in the document's own greys, where it is wanted. */
export const asChannel = (
  gate: Gate,
  document: PixelDocument,
  image: ImageData,
  at: At,
): Raster => {
  if (image.components !== 1 || image.colorSpace !== 'Grayscale') {
    gate.offend('a mask that is not one grey component')
  }
  const profile = image.colorProfile === '' ? document.greyProfile : image.colorProfile
  return {
    edges: placed(image, at),
    channels: 1,
    data: convertGrey(image.samples, profile, document.greyProfile),
  }
}

/** In the document's own colours, alpha last, where it is wanted. */
export const asLayer = (document: PixelDocument, image: ImageData, at: At): Raster => {
  if (image.componentSize !== document.bits)
    throw new Error('The double does not change the depth of pixels.')
  if (image.colorSpace !== 'RGB') throw new Error('The double takes RGB only.')
  const rgba = image.components === 4 ? image.samples : addAlpha(image.samples)
  const edges = placed(image, at)
  const { mode } = document
  if (mode === 'grayscaleMode') return { edges, channels: 2, data: rgbToGrey(rgba) }
  if (mode === 'labColorMode') {
    if (image.colorProfile === '') throw new Error('RGB without a profile means nothing in Lab.')
    return { edges, channels: 4, data: rgbToLab(convertRgb(rgba, image.colorProfile, SRGB)) }
  }
  const profile = image.colorProfile === '' ? document.profile : image.colorProfile
  const data =
    profile === document.profile ? rgba.slice() : convertRgb(rgba, profile, document.profile)
  return { edges, channels: 4, data }
}

const placed = (
  { width, height }: ImageData,
  at: { readonly left: number; readonly top: number } = { left: 0, top: 0 },
): Edges => ({ left: at.left, top: at.top, right: at.left + width, bottom: at.top + height })

/** A channel of 8 bits as one of 16. */
export const deepen = (raster: Raster): Raster =>
  raster.data instanceof Uint16Array
    ? raster
    : { ...raster, data: Uint16Array.from(raster.data, (v) => Math.round((v * 32768) / 255)) }

const everyAlpha = (data: Samples, channels: number, full: number): boolean => {
  for (let i = channels - 1; i < data.length; i += channels) if (data[i] !== full) return false
  return true
}

const dropAlpha = (data: Samples, channels: number): Samples => {
  const out = samplesLike(data, (data.length / channels) * (channels - 1))
  for (let from = 0, to = 0; from < data.length; from++) {
    if (from % channels !== channels - 1) out[to++] = data[from]!
  }
  return out
}

const addAlpha = (data: Samples): Samples => {
  const out = samplesLike(data, (data.length / 3) * 4).fill(fullOf(data))
  for (let from = 0; from < data.length; from++)
    out[Math.floor(from / 3) * 4 + (from % 3)] = data[from]!
  return out
}

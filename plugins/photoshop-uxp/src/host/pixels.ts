/** Pixels of the document as the companion takes them: whole rectangles, never trimmed ones. */
import {
  type Bounds,
  boundsIntersect,
  boundsTranslate,
  type ChannelCount,
  InlayError,
  type PixelImage,
} from '@inlay/shared'
import { toBounds, toEdges } from './edges.ts'
import type { Scope, Surroundings } from './modal.ts'
import { bandsOf, eachRow } from './slices.ts'

export interface PixelSource {
  readonly documentID: number
  /** Absent: all visible layers. */
  readonly layerID: number | undefined
  readonly bitDepth: 8 | 16
  /** The document's own when empty. */
  readonly profile: string
}

/** One call's worth: full 16-bit range, 3 or 4 channels, null where nothing is painted. */
interface Band {
  readonly given: Bounds
  readonly channels: 3 | 4
  readonly data: Uint8Array | Uint16Array
}

/**
 * RGB within `bounds`, with alpha where anything there is see-through. Inside a modal scope only.
 * @param report 0..1
 */
export const readPixels = async (
  around: Surroundings,
  scope: Scope,
  source: PixelSource,
  bounds: Bounds,
  report: (fraction: number) => void,
): Promise<PixelImage> => {
  const bands: (Band | null)[] = []
  const places = bandsOf(bounds.width, bounds.height)
  let whole = true
  for (const { from, to } of places) {
    scope.check()
    const place = boundsTranslate(
      { left: 0, top: from, width: bounds.width, height: to - from },
      bounds.left,
      bounds.top,
    )
    const band = await readBand(around, source, place)
    whole &&= band !== null && band.channels === 3 && sameSize(band.given, place)
    bands.push(band)
    report((bands.length / places.length) * 0.8)
  }
  if (bands.every((band) => band === null)) throw new InlayError('mask_covers_everything', NOTHING)
  const channels: ChannelCount = whole ? 3 : 4
  const length = bounds.width * bounds.height * channels
  const data = source.bitDepth === 16 ? new Uint16Array(length) : new Uint8Array(length)
  const image: PixelImage = { width: bounds.width, height: bounds.height, channels, data }
  for (const band of bands) if (band !== null) await pad(around, scope, band, image, bounds)
  report(1)
  return image
}

const NOTHING = 'There is no picture around it.'

const sameSize = (a: Bounds, b: Bounds): boolean => a.width === b.width && a.height === b.height

/**
 * The tight box of what is not wholly opaque; null when everything is. Looks at the alpha only and
 * keeps nothing.
 */
export const findEmpty = async (
  around: Surroundings,
  scope: Scope,
  source: PixelSource,
  bounds: Bounds,
): Promise<Bounds | null> => {
  let box: { left: number; top: number; right: number; bottom: number } | null = null
  const include = (left: number, top: number, right: number, bottom: number): void => {
    box = {
      left: Math.min(left, box?.left ?? left),
      top: Math.min(top, box?.top ?? top),
      right: Math.max(right, box?.right ?? right),
      bottom: Math.max(bottom, box?.bottom ?? bottom),
    }
  }
  for (const { from, to } of bandsOf(bounds.width, bounds.height)) {
    scope.check()
    const place = {
      left: bounds.left,
      top: bounds.top + from,
      width: bounds.width,
      height: to - from,
    }
    const band = await readBand(around, source, place)
    if (band === null) {
      include(place.left, place.top, place.left + place.width, place.top + place.height)
      continue
    }
    const { given, channels, data } = band
    const right = place.left + place.width
    const bottom = place.top + place.height
    if (given.left > place.left) include(place.left, place.top, given.left, bottom)
    if (given.top > place.top) include(place.left, place.top, right, given.top)
    if (given.left + given.width < right)
      include(given.left + given.width, place.top, right, bottom)
    if (given.top + given.height < bottom)
      include(place.left, given.top + given.height, right, bottom)
    if (channels === 3) continue
    const opaque = source.bitDepth === 16 ? 65535 : 255
    await eachRow(
      around.timers,
      given.height,
      (y) => {
        for (let x = 0; x < given.width; x++) {
          if (data[(y * given.width + x) * 4 + 3] === opaque) continue
          const [px, py] = [given.left + x, given.top + y]
          include(px, py, px + 1, py + 1)
        }
      },
      scope.check,
    )
  }
  return box === null ? null : toBounds(box)
}

const readBand = async (
  { photoshop }: Surroundings,
  { documentID, layerID, bitDepth, profile }: PixelSource,
  place: Bounds,
): Promise<Band | null> => {
  const { imageData, sourceBounds } = await photoshop.imaging.getPixels({
    documentID,
    ...(layerID === undefined ? {} : { layerID }),
    sourceBounds: toEdges(place),
    colorSpace: 'RGB',
    ...(profile === '' ? {} : { colorProfile: profile }),
    componentSize: bitDepth,
  })
  try {
    const given = toBounds(sourceBounds)
    if (given === null) return null
    const data = await imageData.getData({ chunky: true, fullRange: true })
    const channels = imageData.components
    if (data instanceof Float32Array || (channels !== 3 && channels !== 4)) {
      throw new InlayError('host_refused', 'Photoshop gave pixels of an unexpected kind.')
    }
    return { given, channels, data }
  } finally {
    imageData.dispose()
  }
}

/** Copies a band to its place; what it lacks stays see-through. */
const pad = async (
  { timers }: Surroundings,
  scope: Scope,
  { given, channels, data }: Band,
  image: PixelImage,
  bounds: Bounds,
): Promise<void> => {
  const common = boundsIntersect(given, bounds)
  if (common === null) return
  const opaque = image.data instanceof Uint16Array ? 65535 : 255
  const row = (y: number): void => {
    const line = common.top + y
    let from = ((line - given.top) * given.width + common.left - given.left) * channels
    let to = ((line - bounds.top) * bounds.width + common.left - bounds.left) * image.channels
    if (channels === image.channels) {
      image.data.set(data.subarray(from, from + common.width * channels), to)
      return
    }
    for (let x = 0; x < common.width; x++, from += 3, to += 4) {
      image.data[to] = data[from]!
      image.data[to + 1] = data[from + 1]!
      image.data[to + 2] = data[from + 2]!
      image.data[to + 3] = opaque
    }
  }
  await eachRow(timers, common.height, row, scope.check)
}

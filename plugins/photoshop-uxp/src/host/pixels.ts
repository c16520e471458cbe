/** Pixels of the document as the companion takes them: whole rectangles, never trimmed ones. */
import {
  type Bounds,
  boundsEqual,
  boundsIntersect,
  type ChannelCount,
  type Extent,
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
export interface Band {
  /** What there is of it. */
  readonly given: Bounds
  /** Whether that is all. */
  readonly whole: boolean
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
  let image: PixelImage | null = null
  let done = 0
  await eachBand(around, scope, source, bounds, {
    restart: () => {
      image = null
      done = 0
    },
    // Straight to its place: what would wait beside it takes as much memory again.
    visit: async (place, band) => {
      const opaque = band?.whole === true && band.channels === 3
      if (image === null && band !== null) {
        image = emptyImage(bounds, opaque && done === 0 ? 3 : 4, source.bitDepth)
      } else if (image?.channels === 3 && !opaque) image = await widened(around, image, done)
      if (image !== null && band !== null) await pad(around, scope, band, image, bounds)
      done += place.height
      report(done / bounds.height)
    },
  })
  if (image === null) {
    throw new InlayError('mask_covers_everything', 'There is no picture around it.')
  }
  return image
}

const emptyImage = (
  { width, height }: Extent,
  channels: ChannelCount,
  bitDepth: 8 | 16,
): PixelImage => {
  const length = width * height * channels
  const data = bitDepth === 16 ? new Uint16Array(length) : new Uint8Array(length)
  return { width, height, channels, data }
}

/** RGB with alpha: opaque in its first `rows`, and nothing below yet. */
const widened = async (
  { timers }: Surroundings,
  { width, height, data }: PixelImage,
  rows: number,
): Promise<PixelImage> => {
  const deep = data instanceof Uint16Array
  const image = emptyImage({ width, height }, 4, deep ? 16 : 8)
  await eachRow(timers, rows, (y) =>
    addAlpha(data, y * width * 3, image.data, y * width * 4, width),
  )
  return image
}

/** Copies `count` opaque pixels. */
const addAlpha = (
  rgb: PixelImage['data'],
  first: number,
  rgba: PixelImage['data'],
  to: number,
  count: number,
): void => {
  const opaque = rgba instanceof Uint16Array ? 65535 : 255
  let from = first
  for (let at = to; at < to + count * 4; from += 3, at += 4) {
    rgba[at] = rgb[from]!
    rgba[at + 1] = rgb[from + 1]!
    rgba[at + 2] = rgb[from + 2]!
    rgba[at + 3] = opaque
  }
}

interface BandVisitor {
  /** Forgets what was visited: it comes again, otherwise cut. */
  restart(): void
  /** Null where nothing is painted. */
  visit(place: Bounds, band: Band | null): Promise<void>
}

/**
 * Reads from top to bottom. Photoshop may refuse a place where nothing is painted instead of giving
 * nothing, and its refusal says no more than any other: then all of it is read at once.
 */
export const eachBand = async (
  around: Surroundings,
  scope: Scope,
  source: PixelSource,
  bounds: Bounds,
  { restart, visit }: BandVisitor,
): Promise<void> => {
  const bands = bandsOf(bounds.width, bounds.height, around.bandPixels)
  for (const { from, to } of bands) {
    scope.check()
    const place = bandAt(bounds, from, to)
    let band: Band | null
    try {
      band = await readBand(around, source, place)
    } catch (error) {
      if (scope.context.isCancelled || bands.length === 1) throw error
      restart()
      return visit(bounds, await readBand(around, source, bounds))
    }
    await visit(place, band)
  }
}

const bandAt = ({ left, top, width }: Bounds, from: number, to: number): Bounds => ({
  left,
  top: top + from,
  width,
  height: to - from,
})

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
    return { given, whole: boundsEqual(place, given), channels, data }
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
  const row = (y: number): void => {
    const line = common.top + y
    const from = ((line - given.top) * given.width + common.left - given.left) * channels
    const to = ((line - bounds.top) * bounds.width + common.left - bounds.left) * image.channels
    if (channels === image.channels) {
      image.data.set(data.subarray(from, from + common.width * channels), to)
    } else addAlpha(data, from, image.data, to, common.width)
  }
  await eachRow(timers, common.height, row, scope.check)
}

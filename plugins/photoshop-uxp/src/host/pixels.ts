/** Pixels of the document as the companion takes them: whole rectangles, never trimmed ones. */
import {
  type Bounds,
  boundsEqual,
  boundsIntersect,
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
  let bands: Band[] = []
  let done = 0
  await eachBand(around, scope, source, bounds, {
    restart: () => {
      bands = []
    },
    visit: async (place, band) => {
      if (band !== null) bands.push(band)
      done += place.height
      report(Math.min(0.8, (done / bounds.height) * 0.8))
    },
  })
  if (bands.length === 0) throw new InlayError('mask_covers_everything', NOTHING)
  const rows = bands.reduce((sum, band) => sum + (band.whole ? band.given.height : 0), 0)
  const opaque = rows === bounds.height && bands.every(({ channels }) => channels === 3)
  const channels: ChannelCount = opaque ? 3 : 4
  const length = bounds.width * bounds.height * channels
  const data = source.bitDepth === 16 ? new Uint16Array(length) : new Uint8Array(length)
  const image: PixelImage = { width: bounds.width, height: bounds.height, channels, data }
  for (const band of bands) await pad(around, scope, band, image, bounds)
  report(1)
  return image
}

const NOTHING = 'There is no picture around it.'

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

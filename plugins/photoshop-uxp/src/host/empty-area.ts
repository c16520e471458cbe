/** Finds what of the canvas nobody has painted yet. */
import { type Bounds, boundsBottom, boundsFromEdges, boundsRight, boundsUnion } from '@inlay/shared'
import type { Scope, Surroundings } from './modal.ts'
import { type Band, eachBand, type PixelSource } from './pixels.ts'
import { eachRow } from './slices.ts'

/**
 * The tight box of what is not wholly opaque; null when everything is. Looks at the alpha only and
 * keeps no pixels. Inside a modal scope only.
 */
export const findEmpty = async (
  around: Surroundings,
  scope: Scope,
  source: PixelSource,
  bounds: Bounds,
): Promise<Bounds | null> => {
  let box: Bounds | null = null
  const include = (left: number, top: number, right: number, bottom: number): void => {
    if (right <= left || bottom <= top) return
    const more = boundsFromEdges(left, top, right, bottom)
    box = box === null ? more : boundsUnion(box, more)
  }
  const opaque = source.bitDepth === 16 ? 65535 : 255
  const visit = async (place: Bounds, band: Band | null): Promise<void> => {
    const [right, bottom] = [boundsRight(place), boundsBottom(place)]
    if (band === null) return include(place.left, place.top, right, bottom)
    const { given, channels, data } = band
    // What Photoshop has trimmed holds no pixels.
    include(place.left, place.top, given.left, bottom)
    include(place.left, place.top, right, given.top)
    include(boundsRight(given), place.top, right, bottom)
    include(place.left, boundsBottom(given), right, bottom)
    if (channels === 3) return
    const row = (y: number): void => {
      const alphaAt = (x: number): number => data[(y * given.width + x) * 4 + 3]!
      let first = 0
      while (first < given.width && alphaAt(first) === opaque) first++
      if (first === given.width) return
      let last = given.width - 1
      while (alphaAt(last) === opaque) last--
      const line = given.top + y
      include(given.left + first, line, given.left + last + 1, line + 1)
    }
    await eachRow(around.timers, given.height, row, scope.check)
  }
  const restart = (): void => {
    box = null
  }
  await eachBand(around, scope, source, bounds, { restart, visit })
  return box
}

/** Grows a window until it holds enough of what may be sampled, the nearest of it first. */
import {
  type Bounds,
  boundsGrow,
  boundsMoveInside,
  boundsUnion,
  InlayError,
  longestSide,
} from '@inlay/shared'
import { patchBounds, patchesIn, type SampleArea } from './sample-area.ts'

/** Enough to choose from, however small the hole: as many patches as 128 x 128 pixels have. */
const LEAST_PATCHES = 128 ** 2

/** Patches wanted for each pixel of the hole. */
const PER_HOLE_PIXEL = 2

/** No window grows beyond this many pixels for the sake of its sources: about 400 MB of work. */
export const MOST_PIXELS = 32e6

/**
 * The smallest window of those tried that holds `window` and enough whole patches for `holePixels`;
 * all of the sample area when that is less. Sources nearer to the hole come before those farther away, since near things belong
 * together. Past `most` pixels it takes what lies within them.
 *
 * @param window as chosen without a sample area
 * @param own the part of the hole the window is for
 * @throws InlayError sample_unusable when the sample area is out of reach
 */
export const reachSample = (
  window: Bounds,
  own: Bounds,
  holePixels: number,
  area: SampleArea,
  most: number = MOST_PIXELS,
): Bounds => {
  const wanted = Math.min(area.patches, Math.max(LEAST_PATCHES, PER_HOLE_PIXEL * holePixels))
  if (patchesIn(area, window) >= wanted) return window
  const limit = Math.max(most, window.width * window.height)
  const tryReach = (reach: number): Bounds => {
    const near = patchBounds(area, boundsMoveInside(boundsGrow(own, reach), area.mask))
    return near === null ? window : boundsUnion(window, near)
  }
  const isEnough = (reach: number): boolean => {
    const tried = tryReach(reach)
    return tried.width * tried.height > limit || patchesIn(area, tried) >= wanted
  }
  // Both only grow with the reach, so the first that is enough can be searched for.
  let low = 0
  let high = longestSide(area.mask)
  while (low < high) {
    const middle = (low + high) >> 1
    if (isEnough(middle)) high = middle
    else low = middle + 1
  }
  const best = tryReach(high)
  const chosen = best.width * best.height <= limit ? best : tryReach(high - 1)
  if (patchesIn(area, chosen) === 0) {
    throw new InlayError('sample_unusable', 'It lies too far from what is to be filled.')
  }
  return chosen
}

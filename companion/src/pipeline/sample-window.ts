/** Grows a window until it holds enough of what may be sampled, the nearest of it first. */
import {
  type Bounds,
  boundsGrow,
  boundsMoveInside,
  boundsOf,
  boundsUnion,
  InlayError,
  longestSide,
} from '@inlay/shared'
import { countIn, type PlacedMask } from './placed-mask.ts'
import { patchBounds, patchesIn, type SampleArea } from './sample-area.ts'

/** Enough to choose from, however small the hole: as many patches as 128 x 128 pixels have. */
const LEAST_PATCHES = 128 ** 2

/** Patches wanted for each pixel of the hole. */
const PER_HOLE_PIXEL = 2

/** No window grows beyond this many pixels for the sake of its sources: about 400 MB of work. */
export const MOST_PIXELS = 32e6

export interface Reach {
  /** As chosen without a sample area. */
  readonly window: Bounds
  /** The part of the hole the window is for, and its pixels. */
  readonly own: Bounds
  readonly hole: number
  /** Pixels of the window that are no hole. */
  readonly known: number
}

/**
 * The smallest window of those tried that holds `window` and enough whole patches for its hole; all
 * of the sample area when that is less. Sources nearer to the hole come before those farther away,
 * since near things belong together. A sample area that leaves half of the window or more, as one
 * that keeps out a face, changes nothing. Past `most` pixels it takes what lies within them.
 *
 * @throws InlayError sample_unusable when the sample area is out of reach
 */
export const reachSample = (
  { window, own, hole, known }: Reach,
  area: SampleArea,
  most: number = MOST_PIXELS,
): Bounds => {
  const wanted = Math.min(area.patches, Math.max(LEAST_PATCHES, PER_HOLE_PIXEL * hole))
  const patches = patchesIn(area, window)
  if (patches >= wanted) return window
  if (patches > 0 && 2 * countIn(wholeOf(area), window) >= known) return window
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

const wholeOf = ({ mask }: SampleArea): PlacedMask => ({ bounds: boundsOf(mask), mask })

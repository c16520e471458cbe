/** How much of a picture a fill needs: the mask with room around it. */
import {
  type Bounds,
  boundsBottom,
  boundsFromEdges,
  boundsIntersect,
  boundsRight,
  boundsRoundOut,
  type Extent,
  extentArea,
} from '@inlay/shared'

/** Pictures up to this many pixels go whole: there is nothing to win, and all of it to sample from. */
const SMALL = 4_000_000

/** Room on each side, in pixels, and as a share of the mask's longer side: whichever is more. */
const LEAST_ROOM = 512
const ROOM = 1.5

/**
 * Whole pixels of what is seen, around the mask when that is far less.
 * @param mask the mask's box in pixels; null for no mask
 */
export const neededRegion = (picture: Extent, seen: Bounds, mask: Bounds | null): Bounds => {
  const whole = boundsFromEdges(0, 0, picture.width, picture.height)
  const visible = boundsIntersect(boundsRoundOut(tidyBounds(seen)), whole) ?? whole
  if (mask === null || extentArea(visible) <= SMALL) return visible
  const room = Math.max(LEAST_ROOM, Math.max(mask.width, mask.height) * ROOM)
  const around = boundsFromEdges(
    mask.left - room,
    mask.top - room,
    boundsRight(mask) + room,
    boundsBottom(mask) + room,
  )
  return boundsIntersect(boundsRoundOut(around), visible) ?? visible
}

/** Edges that miss a whole pixel by rounding errors only are that pixel's. */
export const tidyBounds = (box: Bounds): Bounds => {
  const near = (value: number): number =>
    Math.abs(value - Math.round(value)) < 1e-3 ? Math.round(value) : value
  return boundsFromEdges(
    near(box.left),
    near(box.top),
    near(boundsRight(box)),
    near(boundsBottom(box)),
  )
}

/** Boxes whose edges are whole pixels but for rounding errors. */
import {
  type Bounds,
  boundsBottom,
  boundsFromEdges,
  boundsRight,
  boundsRoundOut,
} from '@inlay/shared'

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

/** All pixels of which some is inside. */
export const wholePixels = (box: Bounds): Bounds => boundsRoundOut(tidyBounds(box))

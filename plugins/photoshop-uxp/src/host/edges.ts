/** Photoshop's rectangles (four edges) and ours (corner and size). */
import { type Bounds, boundsBottom, boundsFromEdges, boundsRight } from '@inlay/shared'
import type { Edges } from './modules.ts'

export const toEdges = (bounds: Bounds): Edges => ({
  left: bounds.left,
  top: bounds.top,
  right: boundsRight(bounds),
  bottom: boundsBottom(bounds),
})

/** Null for a rectangle without area; fractions, which the DOM may give, are rounded outward. */
export const toBounds = ({ left, top, right, bottom }: Edges): Bounds | null => {
  const [l, t, r, b] = [Math.floor(left), Math.floor(top), Math.ceil(right), Math.ceil(bottom)]
  return r > l && b > t ? boundsFromEdges(l, t, r, b) : null
}

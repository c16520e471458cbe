/** The separate places a mask is painted at, those that lie near each other taken together. */
import {
  type Bounds,
  boundsGap,
  boundsOverlap,
  boundsRight,
  boundsUnion,
} from '../geometry/bounds.ts'
import type { Mask } from '../pixels.ts'
import { maskBounds } from './bounds.ts'
import { checkPixels } from './check.ts'
import { regionBoxes } from './regions.ts'

/**
 * Boxes of the mask's 8-connected regions (values > 0), merged while two overlap or have fewer
 * than `gap` free pixels between them (see `boundsGap`). Ordered from top to bottom, then from
 * left to right. Two windows that reach n pixels past their box keep clear of each other when the
 * gap is 2n.
 *
 * @param gap pixels, 0 or more
 * @throws InlayError invalid_request for a bad gap or a mask whose data does not fit its sides
 */
export const maskClusters = (mask: Mask, gap: number): Bounds[] => {
  checkPixels('gap', gap)
  const painted = maskBounds(mask)
  if (painted === null) return []
  return mergeNear(regionBoxes(mask, painted, gap), gap).sort(
    (a, b) => a.top - b.top || a.left - b.left,
  )
}

const isNear = (a: Bounds, b: Bounds, gap: number): boolean =>
  boundsGap(a, b) < gap || boundsOverlap(a, b)

/** Merges until no two boxes are near; the outcome does not depend on the order of merging. */
const mergeNear = (boxes: readonly Bounds[], gap: number): Bounds[] => {
  let before = [...boxes]
  for (;;) {
    const after = sweep(before, gap)
    if (after.length === before.length) return after
    before = after
  }
}

/** One pass from left to right; boxes left far behind are not looked at again. */
const sweep = (boxes: Bounds[], gap: number): Bounds[] => {
  const done: Bounds[] = []
  let active: Bounds[] = []
  for (const box of boxes.sort((a, b) => a.left - b.left)) {
    let current = box
    for (let grew = true; grew; ) {
      grew = false
      const rest: Bounds[] = []
      for (const other of active) {
        if (isNear(other, current, gap)) {
          current = boundsUnion(current, other)
          grew = true
        } else if (box.left - boundsRight(other) >= gap) done.push(other)
        else rest.push(other)
      }
      active = rest
    }
    active.push(current)
  }
  return [...done, ...active]
}

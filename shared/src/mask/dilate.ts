/** Growing a mask by a Euclidean disc; soft values stay soft. */

import type { Bounds } from '../geometry/bounds.ts'
import { boundsBottom, boundsClamp, boundsGrow, boundsRight } from '../geometry/bounds.ts'
import type { Mask } from '../pixels.ts'
import { maskBounds } from './bounds.ts'
import { checkPixels } from './check.ts'
import { dilateBinary } from './dilate-binary.ts'
import { dilateGrey } from './dilate-grey.ts'

/**
 * Grey-scale dilation by a flat disc: each pixel of the result is the largest value whose centre
 * lies within `radius` pixels (Euclidean, the rim included) of its own. Exact; work and scratch
 * memory are bounded by the painted box grown by the radius.
 *
 * @param radius pixels, 0 or more, fractions allowed (below 1 nothing grows)
 * @throws InlayError invalid_request for a bad radius or a mask whose data does not fit its sides
 */
export const dilateMask = (mask: Mask, radius: number): Mask => {
  checkPixels('grow', radius)
  const painted = maskBounds(mask)
  if (painted === null || radius < 1) {
    return { width: mask.width, height: mask.height, data: mask.data.slice() }
  }
  const data = new Uint8Array(mask.data.length)
  const grown = boundsClamp(boundsGrow(painted, Math.floor(radius)), mask)
  if (grown !== null) {
    const level = onlyLevel(mask, painted)
    if (level > 0) dilateBinary(mask, painted, grown, radius, level, data)
    else dilateGrey(mask, painted, grown, radius, data)
  }
  return { width: mask.width, height: mask.height, data }
}

/** The one value a binary mask is painted with; 0 when there are several. */
const onlyLevel = (mask: Mask, painted: Bounds): number => {
  let level = 0
  for (let y = painted.top; y < boundsBottom(painted); y++) {
    const row = y * mask.width
    for (let i = row + painted.left; i < row + boundsRight(painted); i++) {
      const value = mask.data[i]!
      if (value !== 0 && value !== level) {
        if (level !== 0) return 0
        level = value
      }
    }
  }
  return level
}

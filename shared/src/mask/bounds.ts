/** Where a mask is painted, and cutting it to a box. */
import type { Bounds } from '../geometry/bounds.ts'
import { boundsBottom, boundsClamp, boundsFromEdges, boundsRight } from '../geometry/bounds.ts'
import type { Mask } from '../pixels.ts'
import { checkMask } from './check.ts'
import { scanMask } from './scan.ts'

/**
 * The tight box of values >= `threshold` (1..255); null when there are none. Reads each byte at
 * most once, zeros four at a time.
 * @throws InlayError invalid_request when the mask's data does not fit its sides
 */
export const maskBounds = (mask: Mask, threshold = 1): Bounds | null => {
  checkMask(mask)
  const { width, data } = mask
  const scanner = scanMask(data, threshold)
  const firstIndex = scanner.first(0, data.length)
  if (firstIndex < 0) return null
  const lastIndex = scanner.last(firstIndex, data.length)
  const top = Math.floor(firstIndex / width)
  const bottom = Math.floor(lastIndex / width)
  let left = Math.min(firstIndex % width, lastIndex % width)
  let right = Math.max(firstIndex % width, lastIndex % width)
  for (let y = top; y <= bottom; y++) {
    const row = y * width
    const first = scanner.first(row, row + left)
    if (first >= 0) left = first - row
    const last = scanner.last(row + right + 1, row + width)
    if (last >= 0) right = last - row
  }
  return boundsFromEdges(left, top, right + 1, bottom + 1)
}

/**
 * A new mask of the size of `bounds` (whole pixels, may reach beyond the mask); what lies outside
 * the mask reads 0.
 * @throws InlayError invalid_request when the mask's data does not fit its sides
 */
export const cropMask = (mask: Mask, bounds: Bounds): Mask => {
  checkMask(mask)
  const data = new Uint8Array(bounds.width * bounds.height)
  const inside = boundsClamp(bounds, mask)
  if (inside !== null) {
    const right = boundsRight(inside)
    for (let y = inside.top; y < boundsBottom(inside); y++) {
      data.set(
        mask.data.subarray(y * mask.width + inside.left, y * mask.width + right),
        (y - bounds.top) * bounds.width + inside.left - bounds.left,
      )
    }
  }
  return { width: bounds.width, height: bounds.height, data }
}

/** A mask cut to the part of the canvas that matters, and where that part lies. */
import { type Bounds, boundsIntersect, boundsTranslate, cropMask, type Mask } from '@inlay/shared'

/** Outside `bounds` the mask is 0. `mask` has the size of `bounds`. */
export interface PlacedMask {
  readonly bounds: Bounds
  readonly mask: Mask
}

/** The mask's values in one box of the canvas; 0 outside its own. */
export const maskIn = (placed: PlacedMask, bounds: Bounds): Mask =>
  cropMask(placed.mask, boundsTranslate(bounds, -placed.bounds.left, -placed.bounds.top))

/** Tight box of values above 0 within `within`, on the canvas; null when there are none. */
export const paintedIn = (placed: PlacedMask, within: Bounds): Bounds | null => {
  const inside = boundsIntersect(placed.bounds, within)
  if (inside === null) return null
  const { data, width } = placed.mask
  const originX = placed.bounds.left
  const originY = placed.bounds.top
  let left = Infinity
  let right = -1
  let top = -1
  let bottom = -1
  for (let y = inside.top; y < inside.top + inside.height; y++) {
    const row = (y - originY) * width - originX
    const from = row + inside.left
    const to = from + inside.width
    let first = from
    while (first < to && data[first] === 0) first++
    if (first === to) continue
    let last = to - 1
    while (data[last] === 0) last--
    if (top < 0) top = y
    bottom = y
    left = Math.min(left, first - row)
    right = Math.max(right, last - row)
  }
  if (top < 0) return null
  return { left, top, width: right - left + 1, height: bottom - top + 1 }
}

/** Number of values above 0 within `within`. */
export const countIn = (placed: PlacedMask, within: Bounds): number => {
  const inside = boundsIntersect(placed.bounds, within)
  if (inside === null) return 0
  let count = 0
  for (let y = inside.top; y < inside.top + inside.height; y++) {
    const from = (y - placed.bounds.top) * placed.mask.width + inside.left - placed.bounds.left
    for (let i = from; i < from + inside.width; i++) if (placed.mask.data[i] !== 0) count++
  }
  return count
}

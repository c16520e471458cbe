/** The region around a mask that is worked on alone: diffusers' `padding_mask_crop`. */
import type { Mask } from '@inlay/shared'

/** In pixels; right and bottom are outside. */
export interface Region {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/**
 * Bounds of everything not 0 in the mask, `padding` pixels more on each side, then widened or
 * heightened to the shape of `width` x `height` and pushed inside the picture; where it cannot fit,
 * it keeps another shape. Source: diffusers' VaeImageProcessor.get_crop_region.
 * @throws RangeError when the mask is empty
 */
export const cropRegion = (mask: Mask, width: number, height: number, padding = 0): Region => {
  const bounds = boundsOf(mask)
  const left = Math.max(bounds.left - padding, 0)
  const top = Math.max(bounds.top - padding, 0)
  const right = Math.min(bounds.right + padding, mask.width)
  const bottom = Math.min(bounds.bottom + padding, mask.height)
  const shape = width / height
  if ((right - left) / (bottom - top) > shape) {
    const [low, high] = stretch(top, bottom, (right - left) / shape, mask.height)
    return { left, right, top: low, bottom: high }
  }
  const [low, high] = stretch(left, right, (bottom - top) * shape, mask.width)
  return { top, bottom, left: low, right: high }
}

const stretch = (from: number, to: number, wanted: number, limit: number): [number, number] => {
  const more = Math.trunc(wanted - (to - from))
  let low = from - Math.floor(more / 2)
  let high = to + more - Math.floor(more / 2)
  if (high >= limit) {
    low -= high - limit
    high = limit
  }
  if (low < 0) {
    high -= low
    low = 0
  }
  return [low, Math.min(high, limit)]
}

const boundsOf = ({ width, height, data }: Mask): Region => {
  let [left, top, right, bottom] = [width, height, 0, 0]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[y * width + x] === 0) continue
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = y + 1
    }
  }
  if (right === 0) throw new RangeError('The mask is empty.')
  return { left, top, right, bottom }
}

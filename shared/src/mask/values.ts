/** Mask arithmetic that looks at one pixel at a time. */
import { boundsBottom, boundsRight } from '../geometry/bounds.ts'
import type { Mask } from '../pixels.ts'
import { maskBounds } from './bounds.ts'
import { checkMask } from './check.ts'

/** 255 - value, everywhere. */
export const invertMask = (mask: Mask): Mask => {
  checkMask(mask)
  const data = new Uint8Array(mask.data.length)
  for (let i = 0; i < data.length; i++) data[i] = 255 - mask.data[i]!
  return { width: mask.width, height: mask.height, data }
}

/** 255 where the mask is above 0, else 0: what the engine may change. */
export const holeMask = (mask: Mask): Mask => {
  const data = new Uint8Array(mask.data.length)
  const bounds = maskBounds(mask)
  if (bounds !== null) {
    for (let y = bounds.top; y < boundsBottom(bounds); y++) {
      const row = y * mask.width
      for (let i = row + bounds.left; i < row + boundsRight(bounds); i++) {
        if (mask.data[i] !== 0) data[i] = 255
      }
    }
  }
  return { width: mask.width, height: mask.height, data }
}

/** Share of the pixels, 0..1, whose mask is above 0: those whose bytes a fill may change. */
export const changedFraction = (mask: Mask): number => {
  const bounds = maskBounds(mask)
  if (bounds === null) return 0
  let count = 0
  for (let y = bounds.top; y < boundsBottom(bounds); y++) {
    const row = y * mask.width
    for (let i = row + bounds.left; i < row + boundsRight(bounds); i++) {
      if (mask.data[i] !== 0) count++
    }
  }
  return count / mask.data.length
}

/**
 * The larger value of both, everywhere.
 * @throws InlayError invalid_request when a mask's data does not fit its sides
 */
export const unionMasks = (a: Mask, b: Mask): Mask => {
  checkMask(a)
  checkMask({ width: a.width, height: a.height, data: b.data })
  const data = new Uint8Array(a.data.length)
  for (let i = 0; i < data.length; i++) data[i] = Math.max(a.data[i]!, b.data[i]!)
  return { width: a.width, height: a.height, data }
}

/** Grows a canvas for `expand`: the picture in its new place, the new area to be filled. */
import {
  bitDepthOf,
  type Expansion,
  expected,
  InlayError,
  MAX_SIDE,
  type Mask,
  type PixelImage,
} from '@inlay/shared'
import { createPixels, pastePixels } from './crop.ts'
import { checkPixelCount } from './io/pixel-limit.ts'

/**
 * Size of the canvas after expanding.
 * @throws InlayError invalid_request when nothing is added, image_too_large beyond the limits
 */
export const expandedExtent = (
  extent: { width: number; height: number },
  expansion: Expansion | undefined,
  maxPixels: number,
): { width: number; height: number } => {
  const { left, top, right, bottom } = expansion ?? { left: 0, top: 0, right: 0, bottom: 0 }
  if (left + top + right + bottom === 0) {
    throw new InlayError(
      'invalid_request',
      expected('1 pixel or more on some side', 'expand', expansion === undefined ? undefined : 0),
    )
  }
  const width = left + extent.width + right
  const height = top + extent.height + bottom
  checkPixelCount(width, height, maxPixels, 'The expanded picture')
  if (Math.max(width, height) > MAX_SIDE) {
    throw new InlayError(
      'image_too_large',
      `The expanded picture is ${width} x ${height}; the longest side allowed is ${MAX_SIDE}.`,
    )
  }
  return { width, height }
}

/** The picture on a larger canvas, black and transparent around it. */
export const expandPixels = (image: PixelImage, expansion: Expansion): PixelImage => {
  const { left, top, right, bottom } = expansion
  const canvas = createPixels(
    left + image.width + right,
    top + image.height + bottom,
    image.channels,
    bitDepthOf(image),
  )
  pastePixels(canvas, image, left, top)
  return canvas
}

/** 255 on the new area, the user's mask (the size of the picture) on the old, else 0. */
export const expandMask = (
  extent: { width: number; height: number },
  expansion: Expansion,
  mask: Mask | undefined,
): Mask => {
  const { left, top, right, bottom } = expansion
  const width = left + extent.width + right
  const height = top + extent.height + bottom
  const data = new Uint8Array(width * height).fill(255)
  for (let y = 0; y < extent.height; y++) {
    const to = (top + y) * width + left
    if (mask === undefined) data.fill(0, to, to + extent.width)
    else data.set(mask.data.subarray(y * extent.width, (y + 1) * extent.width), to)
  }
  return { width, height, data }
}

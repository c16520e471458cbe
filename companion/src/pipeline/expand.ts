/** Grows a canvas for `expand`: the picture in its new place, the new area to be filled. */
import {
  bitDepthOf,
  type Extent,
  expected,
  extentWithin,
  type FillRequest,
  hasAlpha,
  InlayError,
  MAX_SIDE,
  type Margins,
  type Mask,
  marginsToRatio,
  type PixelImage,
  ratioOf,
} from '@inlay/shared'
import { createPixels, pastePixels } from './crop.ts'
import { checkPixelCount } from './io/pixel-limit.ts'

/**
 * The pixels that a request's `expand` adds to a picture; undefined when it names none.
 * @throws InlayError invalid_request when that is nothing on any side; image_too_large beyond the
 *   limits
 */
export const marginsOf = (
  extent: Extent,
  expand: FillRequest['expand'],
  maxPixels: number,
): Margins | undefined => {
  if (expand === undefined) return undefined
  const margins =
    'aspect' in expand ? marginsToRatio(extent, ratioOf(expand.aspect), expand.anchor) : expand
  const { width, height } = extentWithin(extent, margins)
  if (width === extent.width && height === extent.height) {
    throw new InlayError(
      'invalid_request',
      'aspect' in expand
        ? expected('another shape than the picture’s own', 'expand.aspect', expand.aspect)
        : expected('1 pixel or more on some side', 'expand', 0),
    )
  }
  checkPixelCount(width, height, maxPixels, 'The expanded picture')
  if (Math.max(width, height) > MAX_SIDE) {
    throw new InlayError(
      'image_too_large',
      `The expanded picture is ${width} x ${height}; the longest side allowed is ${MAX_SIDE}.`,
    )
  }
  return margins
}

/**
 * For a canvas that the host has enlarged already: 255 where the picture is not wholly opaque, so
 * that nothing stays see-through, soft edges of what was rotated included.
 * @throws InlayError invalid_request when all of it is opaque
 */
export const seeThroughMask = (image: PixelImage): Mask => {
  const { width, height, channels, data } = image
  const mask = new Uint8Array(width * height)
  if (hasAlpha(channels)) {
    const opaque = bitDepthOf(image) === 16 ? 65535 : 255
    for (let i = 0; i < mask.length; i++) {
      if (data[(i + 1) * channels - 1] !== opaque) mask[i] = 255
    }
  }
  if (!mask.includes(255)) {
    throw new InlayError(
      'invalid_request',
      expected('pixels to add, a shape, a mask or a see-through picture', 'expand', undefined),
    )
  }
  return { width, height, data: mask }
}

/** The picture on a larger canvas, black and transparent around it. */
export const expandPixels = (image: PixelImage, margins: Margins): PixelImage => {
  const { left, top, right, bottom } = margins
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
export const expandMask = (extent: Extent, margins: Margins, mask: Mask | undefined): Mask => {
  const { left, top, right, bottom } = margins
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

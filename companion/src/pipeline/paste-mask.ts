/** Makes the paste mask: the user's mask grown and feathered, without what must not be touched. */
import {
  type Bounds,
  boundsClamp,
  boundsEqual,
  boundsGrow,
  boundsOf,
  cropMask,
  hasAlpha,
  InlayError,
  type Mask,
  maskBounds,
  type PixelImage,
  prepareMask,
} from '@inlay/shared'
import { maskIn, type PlacedMask, paintedIn } from './placed-mask.ts'

export interface PasteOptions {
  /** Pixels to dilate by. */
  readonly grow: number
  /** Width of the soft ramp outside, in pixels. */
  readonly feather: number
  /** Leave fully transparent pixels alone (remove, fill); expand may fill them. */
  readonly keepTransparent: boolean
}

/**
 * Of the two masks of facts/peers.md this is the one that pastes back: 0 keeps the byte, 255 is
 * fully the fill. The engine may change what is above 0. With grow 0 and feather 0 it is the user's
 * mask, soft values kept. Work is bounded by the painted box; the document is only scanned for it.
 *
 * @param mask the user's, the size of `canvas`
 * @throws InlayError mask_empty | mask_covers_everything
 */
export const makePasteMask = (
  mask: Mask,
  canvas: PixelImage,
  { grow, feather, keepTransparent }: PasteOptions,
): PlacedMask => {
  const painted = maskBounds(mask)
  if (painted === null) throw new InlayError('mask_empty')
  const reach = Math.ceil(grow) + Math.ceil(feather)
  const box = boundsClamp(boundsGrow(painted, reach), canvas) ?? painted
  const prepared: PlacedMask = {
    bounds: box,
    mask: prepareMask(cropMask(mask, box), { grow, feather }),
  }
  if (keepTransparent) excludeTransparent(prepared, canvas)
  const tight = paintedIn(prepared, box)
  if (tight === null) {
    throw new InlayError('mask_empty', 'Everything it selects is transparent, and stays so.')
  }
  const paste = boundsEqual(tight, box)
    ? prepared
    : { bounds: tight, mask: maskIn(prepared, tight) }
  if (!hasSource(paste, canvas)) throw new InlayError('mask_covers_everything')
  return paste
}

/** Zeroes the mask where the canvas has alpha 0. */
const excludeTransparent = ({ bounds, mask }: PlacedMask, canvas: PixelImage): void => {
  if (!hasAlpha(canvas.channels)) return
  const { channels, data, width } = canvas
  for (let y = 0; y < bounds.height; y++) {
    let alpha = ((bounds.top + y) * width + bounds.left) * channels + channels - 1
    const row = y * bounds.width
    for (let i = row; i < row + bounds.width; i++, alpha += channels) {
      if (data[alpha] === 0) mask.data[i] = 0
    }
  }
}

/** True when some pixel of the canvas is neither in the mask nor transparent; stops at the first. */
const hasSource = (paste: PlacedMask, canvas: PixelImage): boolean => {
  const { channels, data, width, height } = canvas
  if (!hasAlpha(channels)) {
    return !boundsEqual(paste.bounds, boundsOf(canvas)) || paste.mask.data.includes(0)
  }
  const { left, top } = paste.bounds
  const right = left + paste.bounds.width
  const bottom = top + paste.bounds.height
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[(y * width + x + 1) * channels - 1] === 0) continue
      const inside = x >= left && x < right && y >= top && y < bottom
      if (!inside) return true
      if (paste.mask.data[(y - top) * paste.bounds.width + x - left] === 0) return true
    }
  }
  return false
}

/**
 * Where a crop may be sampled from: 255 where it has any alpha, 0 where it is transparent.
 * Undefined when the picture has no alpha channel: everything known may serve.
 */
export const sourceMask = (canvas: PixelImage, bounds: Bounds): Mask | undefined => {
  const { channels, data } = canvas
  if (!hasAlpha(channels)) return undefined
  const source = new Uint8Array(bounds.width * bounds.height)
  for (let y = 0; y < bounds.height; y++) {
    let alpha = ((bounds.top + y) * canvas.width + bounds.left) * channels + channels - 1
    const row = y * bounds.width
    for (let i = row; i < row + bounds.width; i++, alpha += channels) {
      if (data[alpha] !== 0) source[i] = 255
    }
  }
  return { width: bounds.width, height: bounds.height, data: source }
}

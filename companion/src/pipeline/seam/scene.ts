/** What the stages after the engine look at: a filled window, and which of its pixels are what. */
import { type Bounds, bitDepthOf, type Mask, type PixelImage } from '@inlay/shared'

/** One window; everything has its size. */
export interface Scene {
  /**
   * The window as the engine left it, 1 or 3 channels: the fill in the hole, the original elsewhere.
   * The stages change it in place, in the hole only.
   */
  readonly picture: PixelImage
  /** HOLE, KNOWN or NEITHER for each pixel. */
  readonly kinds: Uint8Array
  /** One step of 8 bits, in units of the picture's values: 1 or 257. */
  readonly unit: number
}

/** Neither to be filled nor to be measured: transparent, or the fill of an earlier window. */
export const NEITHER = 0
export const KNOWN = 1
export const HOLE = 2

/**
 * @param hole above 0: filled
 * @param source 0: known, but not to be measured
 */
export const sceneOf = (picture: PixelImage, hole: Mask, source: Mask | undefined): Scene => {
  const kinds = new Uint8Array(hole.data.length)
  for (let i = 0; i < kinds.length; i++) {
    if (hole.data[i] !== 0) kinds[i] = HOLE
    else if (source === undefined || source.data[i] !== 0) kinds[i] = KNOWN
  }
  return { picture, kinds, unit: bitDepthOf(picture) === 16 ? 257 : 1 }
}

/** Largest value of the picture's depth. */
export const topOf = (scene: Scene): number => 255 * scene.unit

/** The hole's tight box in the window; null when there is none. */
export const holeBox = ({ picture, kinds }: Scene): Bounds | null => {
  const { width, height } = picture
  let left = width
  let right = -1
  let top = -1
  let bottom = -1
  for (let y = 0; y < height; y++) {
    const row = kinds.subarray(y * width, (y + 1) * width)
    const first = row.indexOf(HOLE)
    if (first < 0) continue
    if (top < 0) top = y
    bottom = y
    left = Math.min(left, first)
    right = Math.max(right, row.lastIndexOf(HOLE))
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 }
}

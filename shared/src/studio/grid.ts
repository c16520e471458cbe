/** A mask at the picture's own size or smaller, and what is see-through in a picture as a mask. */

/** One byte a pixel, row by row. */
export interface MaskGrid {
  readonly data: Uint8Array<ArrayBuffer>
  readonly width: number
  readonly height: number
  /** Pixels of the mask for one of the picture: at most 1. */
  readonly scale: number
}

/** An empty one for a picture of this size. */
export const gridOf = (width: number, height: number, scale = 1): MaskGrid => {
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
  return { data: new Uint8Array(w * h), width: w, height: h, scale }
}

/** True when nothing is masked at all. */
export const isBlank = ({ data }: Pick<MaskGrid, 'data'>): boolean => {
  for (let i = 0; i < data.length; i++) if (data[i] !== 0) return false
  return true
}

/**
 * Adds 255 - alpha of straight RGBA pixels to mask bytes; the larger of both is kept.
 * @param from index in `mask` of the first pixel
 */
export const addHoles = (mask: Uint8Array, rgba: ArrayLike<number>, from: number): void => {
  for (let i = 0; i * 4 < rgba.length; i++) {
    const hole = 255 - rgba[i * 4 + 3]!
    if (hole > mask[from + i]!) mask[from + i] = hole
  }
}

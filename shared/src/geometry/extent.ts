/** Sizes in whole pixels. */

export interface Extent {
  readonly width: number
  readonly height: number
}

/** Number of pixels. */
export const extentArea = (extent: Extent): number => extent.width * extent.height

export const extentEqual = (a: Extent, b: Extent): boolean =>
  a.width === b.width && a.height === b.height

export const longestSide = (extent: Extent): number => Math.max(extent.width, extent.height)

/**
 * The largest extent of the same shape whose longest side is at most `side`; never enlarged, never
 * below 1x1. Sides are rounded to whole pixels.
 */
export const fitExtent = (extent: Extent, side: number): Extent => {
  const scale = Math.min(1, side / longestSide(extent))
  return {
    width: Math.max(1, Math.round(extent.width * scale)),
    height: Math.max(1, Math.round(extent.height * scale)),
  }
}

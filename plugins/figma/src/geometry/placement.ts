/** Where a piece of the result goes, so that its pixels lie exactly on the picture's. */
import type { Transform } from '@figma/plugin-typings/plugin-api-standalone'
import {
  type Affine,
  affineMultiply,
  affineTranslate,
  type Bounds,
  boundsIntersect,
} from '@inlay/shared'
import { type Placing, placingOf } from './transform.ts'

export interface TilePlacing extends Placing {
  /** For an image fill with scale mode CROP; undefined when the whole tile is shown: FILL does. */
  readonly imageTransform: Transform | undefined
}

/**
 * The rectangle that shows a tile of the result, cut to what is seen of the picture; null when
 * nothing of it is.
 * @param tile where it belongs, in pixels of the picture
 * @param seen box of the picture outside which nothing may be painted, or null for no such box
 * @param toThere pixels of the picture to the coordinates in which the rectangle is to be placed
 */
export const placeTile = (
  tile: Bounds,
  seen: Bounds | null,
  toThere: Affine,
): TilePlacing | null => {
  const shown = seen === null ? tile : boundsIntersect(tile, seen)
  if (shown === null) return null
  const map = affineMultiply(toThere, affineTranslate(shown.left, shown.top))
  return { ...placingOf(map, shown), imageTransform: cropTo(tile, shown) }
}

/** CROP's map from the rectangle (0..1) to the image (0..1). */
const cropTo = (tile: Bounds, shown: Bounds): Transform | undefined => {
  const almost = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6
  const isWhole =
    almost(tile.left, shown.left) &&
    almost(tile.top, shown.top) &&
    almost(tile.width, shown.width) &&
    almost(tile.height, shown.height)
  if (isWhole) return undefined
  return [
    [shown.width / tile.width, 0, (shown.left - tile.left) / tile.width],
    [0, shown.height / tile.height, (shown.top - tile.top) / tile.height],
  ]
}

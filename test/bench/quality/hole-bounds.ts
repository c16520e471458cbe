/** Boxes around a hole. */
import { type Bounds, boundsClamp, boundsGrow, type Mask, maskBounds } from '@inlay/shared'

/**
 * The tight box around the hole grown by `margin` pixels, kept inside the picture.
 * @throws Error when there is no hole
 */
export const holeWindow = (hole: Mask, margin: number): Bounds => {
  const bounds = maskBounds(hole)
  const box = bounds === null ? null : boundsClamp(boundsGrow(bounds, margin), hole)
  if (box === null) throw new Error('Expected a hole in the mask but received an empty one')
  return box
}

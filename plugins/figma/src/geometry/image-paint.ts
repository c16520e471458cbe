/**
 * Where an image fill puts its pixels inside its node, by scale mode.
 *
 * Sources: typings (ImagePaint); for CROP @figma-plugin/helpers' extractImageCropParams; FILL and
 * FIT are not documented and to be checked against exportAsync (docs/verify-in-figma.md).
 */
import type { ImagePaint } from '@figma/plugin-typings/plugin-api-standalone'
import {
  AFFINE_IDENTITY,
  type Affine,
  affineMultiply,
  affineScale,
  affineTranslate,
  type Extent,
} from '@inlay/shared'
import { fromTransform, inverseOf } from './transform.ts'

export type PlacedPaint = Pick<
  ImagePaint,
  'scaleMode' | 'imageTransform' | 'rotation' | 'scalingFactor'
>

/**
 * Pixels of the image to coordinates of the node; for TILE, of the tile at the top left.
 * @param image its size in pixels, as stored
 * @param node the node's size in its own units
 * @throws RangeError for a crop that shows nothing
 */
export const pixelsToNode = (paint: PlacedPaint, image: Extent, node: Extent): Affine => {
  if (paint.scaleMode === 'CROP') {
    const normalised = inverseOf(
      fromTransform(
        paint.imageTransform ?? [
          [1, 0, 0],
          [0, 1, 0],
        ],
      ),
    )
    return affineMultiply(
      affineScale(node.width, node.height),
      affineMultiply(normalised, affineScale(1 / image.width, 1 / image.height)),
    )
  }
  const turn = quarterTurn(paint.rotation ?? 0, image)
  const scaleX = node.width / turn.extent.width
  const scaleY = node.height / turn.extent.height
  if (paint.scaleMode === 'TILE') {
    return affineMultiply(affineScale(paint.scalingFactor ?? 1), turn.map)
  }
  const scale = paint.scaleMode === 'FILL' ? Math.max(scaleX, scaleY) : Math.min(scaleX, scaleY)
  const toMiddle = affineTranslate(
    (node.width - turn.extent.width * scale) / 2,
    (node.height - turn.extent.height * scale) / 2,
  )
  return affineMultiply(toMiddle, affineMultiply(affineScale(scale), turn.map))
}

/** An image turned clockwise by quarters, moved back to where its corner is the origin. */
const quarterTurn = (
  degrees: number,
  { width, height }: Extent,
): { map: Affine; extent: Extent } => {
  switch (((Math.round(degrees / 90) % 4) + 4) % 4) {
    case 1:
      return {
        map: { a: 0, b: 1, c: -1, d: 0, e: height, f: 0 },
        extent: { width: height, height: width },
      }
    case 2:
      return { map: { a: -1, b: 0, c: 0, d: -1, e: width, f: height }, extent: { width, height } }
    case 3:
      return {
        map: { a: 0, b: -1, c: 1, d: 0, e: 0, f: width },
        extent: { width: height, height: width },
      }
    default:
      return { map: AFFINE_IDENTITY, extent: { width, height } }
  }
}

/** The box around SVG path data as Figma writes it: M, L, Q, C, Z, absolute. */
import { type Affine, affineApply, type Bounds, boundsFromEdges } from '@inlay/shared'

const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi

/**
 * The box of all points, control points included: at least the path's own. Null for no points.
 * @param map from the path's coordinates to those of the box
 */
export const pathBounds = (data: string, map: Affine): Bounds | null => {
  let left = Number.POSITIVE_INFINITY
  let top = Number.POSITIVE_INFINITY
  let right = Number.NEGATIVE_INFINITY
  let bottom = Number.NEGATIVE_INFINITY
  let x: number | null = null
  for (const [text] of data.matchAll(NUMBER)) {
    if (x === null) {
      x = Number(text)
      continue
    }
    const point = affineApply(map, { x, y: Number(text) })
    x = null
    left = Math.min(left, point.x)
    top = Math.min(top, point.y)
    right = Math.max(right, point.x)
    bottom = Math.max(bottom, point.y)
  }
  return left <= right && top <= bottom ? boundsFromEdges(left, top, right, bottom) : null
}

/** A rectangle from the origin, as path data. */
export const rectanglePath = (width: number, height: number): string =>
  `M 0 0 L ${width} 0 L ${width} ${height} L 0 ${height} Z`

/** A box as path data. */
export const boxPath = ({ left, top, width, height }: Bounds): string =>
  `M ${left} ${top} L ${left + width} ${top} L ${left + width} ${top + height} L ${left} ${top + height} Z`

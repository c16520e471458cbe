/** Affine maps of the plane, laid out like canvas and SVG matrices. */
import { type Bounds, boundsFromEdges } from './bounds.ts'
import type { Point } from './point.ts'

/**
 * x' = a x + c y + e, y' = b x + d y + f (the order of SVG's `matrix(a b c d e f)`). Figma's
 * `[[a, c, e], [b, d, f]]` is the same map, see `affineFromRows`.
 */
export interface Affine {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
  readonly e: number
  readonly f: number
}

export const AFFINE_IDENTITY: Affine = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 }

export const affineTranslate = (dx: number, dy: number): Affine => ({
  ...AFFINE_IDENTITY,
  e: dx,
  f: dy,
})

export const affineScale = (sx: number, sy: number = sx): Affine => ({
  ...AFFINE_IDENTITY,
  a: sx,
  d: sy,
})

/** Turns by `radians`, clockwise as seen (y points down). */
export const affineRotate = (radians: number): Affine => {
  const cos = Math.cos(radians)
  const sin = Math.sin(radians)
  return { a: cos, b: sin, c: -sin, d: cos, e: 0, f: 0 }
}

/** From the two rows in which Figma writes a transform. */
export const affineFromRows = (
  rows: readonly [readonly [number, number, number], readonly [number, number, number]],
): Affine => {
  const [[a, c, e], [b, d, f]] = rows
  return { a, b, c, d, e, f }
}

/** The map that does `second` after `first`. */
export const affineMultiply = (second: Affine, first: Affine): Affine => ({
  a: second.a * first.a + second.c * first.b,
  b: second.b * first.a + second.d * first.b,
  c: second.a * first.c + second.c * first.d,
  d: second.b * first.c + second.d * first.d,
  e: second.a * first.e + second.c * first.f + second.e,
  f: second.b * first.e + second.d * first.f + second.f,
})

/** Area of the image of a unit square; negative when the map mirrors. */
export const affineDeterminant = (map: Affine): number => map.a * map.d - map.b * map.c

/** The map that undoes this one; null when it flattens the plane and cannot be undone. */
export const affineInvert = (map: Affine): Affine | null => {
  const determinant = affineDeterminant(map)
  const scale = Math.hypot(map.a, map.b) * Math.hypot(map.c, map.d)
  if (!Number.isFinite(determinant) || Math.abs(determinant) <= scale * 1e-12) return null
  return {
    a: map.d / determinant,
    b: -map.b / determinant,
    c: -map.c / determinant,
    d: map.a / determinant,
    e: (map.c * map.f - map.d * map.e) / determinant,
    f: (map.b * map.e - map.a * map.f) / determinant,
  }
}

export const affineApply = (map: Affine, point: Point): Point => ({
  x: map.a * point.x + map.c * point.y + map.e,
  y: map.b * point.x + map.d * point.y + map.f,
})

/** The smallest upright box, with fractional edges, around the transformed box. */
export const boundsOfTransformed = (map: Affine, bounds: Bounds): Bounds => {
  const right = bounds.left + bounds.width
  const bottom = bounds.top + bounds.height
  const corners = [
    affineApply(map, { x: bounds.left, y: bounds.top }),
    affineApply(map, { x: right, y: bounds.top }),
    affineApply(map, { x: bounds.left, y: bottom }),
    affineApply(map, { x: right, y: bottom }),
  ]
  const xs = corners.map((corner) => corner.x)
  const ys = corners.map((corner) => corner.y)
  return boundsFromEdges(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys))
}

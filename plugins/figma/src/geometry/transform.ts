/** Figma's way of writing transforms: two rows, unit axes, and sizes kept elsewhere. */
import type { Transform } from '@figma/plugin-typings/plugin-api-standalone'
import {
  type Affine,
  affineFromRows,
  affineInvert,
  affineMultiply,
  affineScale,
} from '@inlay/shared'
import type { Matrix } from '../messages.ts'

export const fromTransform = (rows: Transform): Affine => affineFromRows(rows)

export const toTransform = ({ a, b, c, d, e, f }: Affine): Transform => [
  [a, c, e],
  [b, d, f],
]

export const fromMatrix = ([a, b, c, d, e, f]: Matrix): Affine => ({ a, b, c, d, e, f })

export const toMatrix = ({ a, b, c, d, e, f }: Affine): Matrix => [a, b, c, d, e, f]

/**
 * The map that undoes this one, for maps of things that can be seen.
 * @throws RangeError for a map that flattens the plane
 */
export const inverseOf = (map: Affine): Affine => {
  const inverse = affineInvert(map)
  if (inverse === null) throw new RangeError('A flat layer has no inside.')
  return inverse
}

/** A node as Figma wants it: its size, and where its unit axes lie. */
export interface Placing {
  readonly width: number
  readonly height: number
  /** Axes of length 1, in the coordinates that the map led to. */
  readonly transform: Affine
}

/**
 * The node that covers what `map` makes of a box of this size: scale goes into its size, rotation,
 * mirroring and skew stay in its transform (typings, relativeTransform: "always has unit axes").
 */
export const placingOf = (map: Affine, box: { width: number; height: number }): Placing => {
  const alongX = Math.hypot(map.a, map.b)
  const alongY = Math.hypot(map.c, map.d)
  return {
    width: box.width * alongX,
    height: box.height * alongY,
    transform: affineMultiply(map, affineScale(1 / alongX, 1 / alongY)),
  }
}

/** True when right angles stay right angles: turned, mirrored and scaled, not skewed. */
export const keepsRightAngles = ({ a, b, c, d }: Affine): boolean =>
  Math.abs(a * c + b * d) <= 1e-4 * Math.hypot(a, b) * Math.hypot(c, d)

/** True when upright boxes stay upright: no turn but by quarters. */
export const keepsUpright = ({ a, b, c, d }: Affine): boolean => {
  const scale = 1e-6 * (Math.hypot(a, b) + Math.hypot(c, d))
  return Math.abs(b) + Math.abs(c) <= scale || Math.abs(a) + Math.abs(d) <= scale
}

/** True when they lead every point of a node of ordinary size to the same place, to a hundredth. */
export const sameTransform = (first: Affine, second: Affine): boolean =>
  Math.abs(first.a - second.a) < 1e-5 &&
  Math.abs(first.b - second.b) < 1e-5 &&
  Math.abs(first.c - second.c) < 1e-5 &&
  Math.abs(first.d - second.d) < 1e-5 &&
  Math.abs(first.e - second.e) < 1e-2 &&
  Math.abs(first.f - second.f) < 1e-2

/** Axis-aligned boxes of pixels, half open: they hold left <= x < left + width, and y alike. */
import type { Extent } from './extent.ts'
import type { Point } from './point.ts'

/** `left` and `top` may be negative; a box without area is written `null`, never with width 0. */
export interface Bounds {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The box from edge to edge; `right` and `bottom` lie just outside it. */
export const boundsFromEdges = (
  left: number,
  top: number,
  right: number,
  bottom: number,
): Bounds => ({ left, top, width: right - left, height: bottom - top })

/** The whole of an image of this size. */
export const boundsOf = (extent: Extent): Bounds => ({
  left: 0,
  top: 0,
  width: extent.width,
  height: extent.height,
})

/** First column to the right of the box. */
export const boundsRight = (bounds: Bounds): number => bounds.left + bounds.width

/** First row below the box. */
export const boundsBottom = (bounds: Bounds): number => bounds.top + bounds.height

export const boundsEqual = (a: Bounds, b: Bounds): boolean =>
  a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height

/** What both hold, or null when they share no area. */
export const boundsIntersect = (a: Bounds, b: Bounds): Bounds | null => {
  const left = Math.max(a.left, b.left)
  const top = Math.max(a.top, b.top)
  const right = Math.min(boundsRight(a), boundsRight(b))
  const bottom = Math.min(boundsBottom(a), boundsBottom(b))
  return right > left && bottom > top ? boundsFromEdges(left, top, right, bottom) : null
}

/** The smallest box that holds both. */
export const boundsUnion = (a: Bounds, b: Bounds): Bounds =>
  boundsFromEdges(
    Math.min(a.left, b.left),
    Math.min(a.top, b.top),
    Math.max(boundsRight(a), boundsRight(b)),
    Math.max(boundsBottom(a), boundsBottom(b)),
  )

/** The smallest box that holds them all; null for none. */
export const boundsUnionAll = (list: Iterable<Bounds>): Bounds | null => {
  let union: Bounds | null = null
  for (const bounds of list) union = union === null ? bounds : boundsUnion(union, bounds)
  return union
}

/** The box with `by` pixels more on every side. `by` is 0 or more; for less, see `boundsShrink`. */
export const boundsGrow = (bounds: Bounds, by: number): Bounds => ({
  left: bounds.left - by,
  top: bounds.top - by,
  width: bounds.width + 2 * by,
  height: bounds.height + 2 * by,
})

/** The box with `by` pixels less on every side; null when nothing is left. */
export const boundsShrink = (bounds: Bounds, by: number): Bounds | null => {
  const grown = boundsGrow(bounds, -by)
  return grown.width > 0 && grown.height > 0 ? grown : null
}

/** The part that lies inside an image of this size; null when none does. */
export const boundsClamp = (bounds: Bounds, extent: Extent): Bounds | null =>
  boundsIntersect(bounds, boundsOf(extent))

/**
 * The box moved, not cut, until it lies inside an image of this size; a box larger than the image
 * becomes as long as the image on that axis.
 */
export const boundsMoveInside = (bounds: Bounds, extent: Extent): Bounds => {
  const width = Math.min(bounds.width, extent.width)
  const height = Math.min(bounds.height, extent.height)
  return {
    left: Math.min(Math.max(bounds.left, 0), extent.width - width),
    top: Math.min(Math.max(bounds.top, 0), extent.height - height),
    width,
    height,
  }
}

export const boundsTranslate = (bounds: Bounds, dx: number, dy: number): Bounds => ({
  left: bounds.left + dx,
  top: bounds.top + dy,
  width: bounds.width,
  height: bounds.height,
})

/** True when every pixel of `inner` is one of `outer`. */
export const boundsContain = (outer: Bounds, inner: Bounds): boolean =>
  inner.left >= outer.left &&
  inner.top >= outer.top &&
  boundsRight(inner) <= boundsRight(outer) &&
  boundsBottom(inner) <= boundsBottom(outer)

export const boundsContainPoint = (bounds: Bounds, point: Point): boolean =>
  point.x >= bounds.left &&
  point.y >= bounds.top &&
  point.x < boundsRight(bounds) &&
  point.y < boundsBottom(bounds)

/** True when they share at least one pixel; boxes that only touch do not. */
export const boundsOverlap = (a: Bounds, b: Bounds): boolean => boundsIntersect(a, b) !== null

/**
 * Pixels of free space between two boxes: the larger of the horizontal and the vertical gap (both
 * grown by half of it just touch). 0 when they touch or overlap.
 */
export const boundsGap = (a: Bounds, b: Bounds): number =>
  Math.max(
    0,
    a.left - boundsRight(b),
    b.left - boundsRight(a),
    a.top - boundsBottom(b),
    b.top - boundsBottom(a),
  )

/** The smallest whole-pixel box that holds a box with fractional edges. */
export const boundsRoundOut = (bounds: Bounds): Bounds =>
  boundsFromEdges(
    Math.floor(bounds.left),
    Math.floor(bounds.top),
    Math.ceil(boundsRight(bounds)),
    Math.ceil(boundsBottom(bounds)),
  )

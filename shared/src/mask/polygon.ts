/** Closed outlines (lasso, rectangle) as soft masks: each pixel by how much of it lies inside. */
import {
  type Bounds,
  boundsBottom,
  boundsIntersect,
  boundsRight,
  boundsRoundOut,
} from '../geometry/bounds.ts'
import type { Point } from '../geometry/point.ts'
import type { BrushMask } from './brush.ts'

export interface Outline {
  readonly erase: boolean
  /** In pixels of the picture; the last one is joined to the first. */
  readonly points: readonly Point[]
}

/** Lines scanned in each row of pixels; along a line coverage is exact. */
const LINES = 8

interface Edge {
  readonly top: number
  readonly bottom: number
  /** Its leftmost x. */
  readonly left: number
  /** x at y = 0 and its growth a row. */
  readonly x: number
  readonly slope: number
  /** +1 downwards, -1 upwards. */
  readonly winding: number
}

/**
 * Fills an outline into the mask, where it lies inside by any winding but 0: what is covered becomes
 * at least as opaque as it is covered; erasing the other way round.
 * @returns the pixels that may have changed, in pixels of the whole mask; null for none
 */
export const fillOutline = (mask: BrushMask, { erase, points }: Outline): Bounds | null => {
  const { data, width, height, scale, left = 0, top = 0 } = mask
  const scaled = points.map(({ x, y }) => ({ x: x * scale, y: y * scale }))
  const box = outlineBounds(scaled)
  const clipped = box && boundsIntersect(box, { left, top, width, height })
  if (clipped === null) return null
  // A tile of a large mask is touched by few of a lasso's edges; those to its right change nothing.
  const edges = edgesOf(scaled).filter(
    (edge) =>
      edge.top < boundsBottom(clipped) &&
      edge.bottom > clipped.top &&
      edge.left < boundsRight(clipped),
  )
  const steps = new Float64Array(clipped.width + 2)
  for (let row = 0; row < clipped.height; row++) {
    const y = clipped.top + row
    const near = edges.filter((edge) => edge.top < y + 1 && edge.bottom > y)
    if (near.length === 0) continue
    steps.fill(0)
    for (let line = 0; line < LINES; line++) addLine(near, y + (line + 0.5) / LINES, clipped, steps)
    let covered = 0
    const start = (y - top) * width + clipped.left - left
    for (let x = 0; x < clipped.width; x++) {
      covered += steps[x]!
      const value = Math.round((255 * covered) / LINES)
      if (value <= 0) continue
      const before = data[start + x]!
      data[start + x] = erase ? Math.min(before, 255 - value) : Math.max(before, value)
    }
  }
  return clipped
}

/** The whole pixels that an outline touches; null without area. */
export const outlineBounds = (points: readonly Point[]): Bounds | null => {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const [left, top] = [xs.reduce(least, Infinity), ys.reduce(least, Infinity)]
  const [right, bottom] = [xs.reduce(most, -Infinity), ys.reduce(most, -Infinity)]
  return right > left && bottom > top
    ? boundsRoundOut({ left, top, width: right - left, height: bottom - top })
    : null
}

const least = (a: number, b: number): number => Math.min(a, b)
const most = (a: number, b: number): number => Math.max(a, b)

const edgesOf = (points: readonly Point[]): Edge[] =>
  points.flatMap((a, i) => {
    const b = points[(i + 1) % points.length]!
    if (a.y === b.y) return []
    const [from, to] = a.y < b.y ? [a, b] : [b, a]
    const slope = (to.x - from.x) / (to.y - from.y)
    const winding = a.y < b.y ? 1 : -1
    const [top, bottom, left] = [from.y, to.y, Math.min(a.x, b.x)]
    return [{ top, bottom, left, x: from.x - slope * from.y, slope, winding }]
  })

/** Adds the coverage of one line as steps: the sum of all up to a pixel is what it is covered by. */
const addLine = (
  edges: readonly Edge[],
  y: number,
  { left, width }: Bounds,
  steps: Float64Array,
): void => {
  const crossings = edges
    .filter((edge) => edge.top <= y && edge.bottom > y)
    .map(({ x, slope, winding }) => ({ x: x + slope * y, winding }))
    .sort((a, b) => a.x - b.x)
  let winding = 0
  for (const crossing of crossings) {
    const before = winding
    winding += crossing.winding
    const sign = Number(winding !== 0) - Number(before !== 0)
    if (sign !== 0) addStep(steps, Math.min(width, Math.max(0, crossing.x - left)), sign)
  }
}

/** A step at a place between two pixels is shared by both. */
const addStep = (steps: Float64Array, at: number, sign: number): void => {
  const pixel = Math.floor(at)
  const share = 1 - (at - pixel)
  steps[pixel] = steps[pixel]! + sign * share
  steps[pixel + 1] = steps[pixel + 1]! + sign * (1 - share)
}

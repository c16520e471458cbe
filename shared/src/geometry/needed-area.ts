/** How much of a picture a fill needs to see, so that a host sends no more of it. */
import {
  type Bounds,
  boundsGrow,
  boundsIntersect,
  boundsMoveInside,
  boundsOf,
  boundsTranslate,
} from './bounds.ts'
import type { Margins } from './expansion.ts'
import type { Extent } from './extent.ts'

/**
 * Pixels around the mask that are sent beside it. The companion looks at 512 at most on its own
 * (contextPadding in companion/src/pipeline/context.ts, whose test holds the two together); the
 * rest is for colour matching and for surroundings that are partly see-through.
 */
export const NEEDED_CONTEXT = 640

/**
 * Pixels of the picture sent for each pixel it is expanded by, and at least: the companion's window
 * is moved, not cut, at the new edge, so its context of both sides lies on the one that is known.
 */
const EXPAND_REACH = 2
const EXPAND_LEAST = 2 * NEEDED_CONTEXT

/**
 * The crop that holds a mask and what a fill of it may look at, moved, not cut, at the borders.
 * @param painted box of the mask, inside `within`
 * @param within canvas, artboard, or what is seen of a picture
 */
export const neededForMask = (
  painted: Bounds,
  within: Bounds,
  around: {
    readonly grow?: number | undefined
    readonly feather?: number | undefined
    readonly padding?: number | undefined
  },
): Bounds => {
  const { grow = 0, feather = 0, padding = 0 } = around
  const reach = Math.ceil(grow) + Math.ceil(feather) + Math.max(NEEDED_CONTEXT, padding)
  const local = boundsTranslate(painted, -within.left, -within.top)
  const moved = boundsMoveInside(boundsGrow(local, reach), within)
  return boundsTranslate(moved, within.left, within.top)
}

/** The part of the canvas next to the sides that are added: all of it when opposite ones are. */
export const neededForExpansion = (
  canvas: Extent,
  { left, top, right, bottom }: Margins,
): Bounds => {
  const whole = boundsOf(canvas)
  const [x, width] = span(canvas.width, left, right)
  const [y, height] = span(canvas.height, top, bottom)
  const across = left > 0 || right > 0
  const down = top > 0 || bottom > 0
  // A corner needs both arms of the L, which only the whole holds.
  if (across && down) return whole
  const area = across
    ? { left: x, top: 0, width, height: canvas.height }
    : { left: 0, top: y, width: canvas.width, height }
  return boundsIntersect(area, whole) ?? whole
}

/** Start and length along one axis. */
const span = (length: number, before: number, after: number): [number, number] => {
  if (before > 0 && after > 0) return [0, length]
  const reach = Math.min(length, Math.max(EXPAND_LEAST, EXPAND_REACH * (before + after)))
  return before > 0 ? [0, reach] : [length - reach, reach]
}

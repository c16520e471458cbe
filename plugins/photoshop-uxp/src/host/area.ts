/** How much of the document a fill needs to see: pure geometry. */
import {
  type Bounds,
  boundsGrow,
  boundsIntersect,
  boundsMoveInside,
  boundsOf,
  boundsTranslate,
  type Expansion,
  type Extent,
} from '@inlay/shared'

/**
 * Pixels around the mask that are sent beside it. The companion looks at 512 at most on its own
 * (contextPadding in companion/src/pipeline/context.ts); the rest is for colour matching and for
 * surroundings that are partly see-through.
 */
export const CONTEXT = 640

/** Pixels of the picture sent for each pixel it is expanded by, CONTEXT at least. */
const EXPAND_REACH = 2

/**
 * The crop that holds a mask and what a fill of it may look at, moved, not cut, at the borders.
 * @param painted box of the mask, inside `within`
 * @param within canvas or artboard, in pixels of the document
 */
export const captureArea = (
  painted: Bounds,
  within: Bounds,
  around: {
    readonly grow?: number | undefined
    readonly feather?: number | undefined
    readonly padding?: number | undefined
  },
): Bounds => {
  const { grow = 0, feather = 0, padding = 0 } = around
  const reach = Math.ceil(grow) + Math.ceil(feather) + Math.max(CONTEXT, padding)
  const local = boundsTranslate(painted, -within.left, -within.top)
  const moved = boundsMoveInside(boundsGrow(local, reach), within)
  return boundsTranslate(moved, within.left, within.top)
}

/** The part of the canvas next to the sides that are added: all of it when opposite ones are. */
export const expandArea = (canvas: Extent, { left, top, right, bottom }: Expansion): Bounds => {
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
  const reach = Math.min(length, Math.max(CONTEXT, EXPAND_REACH * (before + after)))
  return before > 0 ? [0, reach] : [length - reach, reach]
}

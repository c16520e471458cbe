/** Where the picture lies in the stage: fitting, zooming about a point, panning, pinching. */
import type { Bounds } from '../geometry/bounds.ts'
import { boundsRoundOut } from '../geometry/bounds.ts'
import type { Extent } from '../geometry/extent.ts'
import type { Point } from '../geometry/point.ts'
import { pointDistance } from '../geometry/point.ts'

/** Stage x = left + picture x * scale, in CSS pixels. */
export interface Viewport {
  readonly left: number
  readonly top: number
  readonly scale: number
}

const MAX_SCALE = 32

/** The whole of `area` (picture pixels) in the middle, with `room` around it; never larger than 1:1 * 4. */
export const fit = (area: Bounds, stage: Extent, room: number): Viewport => {
  const scale = Math.min(
    Math.max(1, stage.width - 2 * room) / area.width,
    Math.max(1, stage.height - 2 * room) / area.height,
    4,
  )
  return centred(area, stage, scale)
}

/** `area` in the middle of the stage at this scale. */
export const centred = (area: Bounds, stage: Extent, scale: number): Viewport => ({
  left: (stage.width - area.width * scale) / 2 - area.left * scale,
  top: (stage.height - area.height * scale) / 2 - area.top * scale,
  scale,
})

/** The point of the stage under `at` stays where it is. */
export const zoom = (view: Viewport, by: number, at: Point, least: number): Viewport => {
  const scale = Math.min(MAX_SCALE, Math.max(least, view.scale * by))
  const ratio = scale / view.scale
  return {
    left: at.x - (at.x - view.left) * ratio,
    top: at.y - (at.y - view.top) * ratio,
    scale,
  }
}

export const pan = (view: Viewport, dx: number, dy: number): Viewport => ({
  ...view,
  left: view.left + dx,
  top: view.top + dy,
})

/** The view moved so that `area` (picture pixels) reaches at least `least` CSS pixels into the stage. */
export const keepInSight = (
  view: Viewport,
  area: Bounds,
  stage: Extent,
  least: number,
): Viewport => {
  const box = onStage(area, view)
  const dx = along(box.left, box.width, stage.width, Math.min(least, box.width))
  const dy = along(box.top, box.height, stage.height, Math.min(least, box.height))
  return dx === 0 && dy === 0 ? view : pan(view, dx, dy)
}

/** How far something must move along a stage of this length. */
const along = (from: number, length: number, stage: number, least: number): number =>
  Math.max(0, least - (from + length)) - Math.max(0, from - (stage - least))

/** Two fingers have moved from `before` to `now`: what lay under their middle lies under it still. */
export const pinch = (
  view: Viewport,
  before: readonly [Point, Point],
  now: readonly [Point, Point],
  least: number,
): Viewport => {
  const [from, to] = [middle(before), middle(now)]
  const by = pointDistance(...now) / Math.max(1, pointDistance(...before))
  return pan(zoom(view, by, from, least), to.x - from.x, to.y - from.y)
}

const middle = ([a, b]: readonly [Point, Point]): Point => ({
  x: (a.x + b.x) / 2,
  y: (a.y + b.y) / 2,
})

/** In pixels of the picture. */
export const toPicture = (view: Viewport, at: Point): Point => ({
  x: (at.x - view.left) / view.scale,
  y: (at.y - view.top) / view.scale,
})

/** A box of the picture, in CSS pixels of the stage. */
export const onStage = ({ left, top, width, height }: Bounds, view: Viewport): Bounds => ({
  left: view.left + left * view.scale,
  top: view.top + top * view.scale,
  width: width * view.scale,
  height: height * view.scale,
})

/** The picture's pixels that the stage shows, whole ones; may reach outside the picture. */
export const visible = (view: Viewport, stage: Extent): Bounds => {
  const { x, y } = toPicture(view, { x: 0, y: 0 })
  return boundsRoundOut({
    left: x,
    top: y,
    width: stage.width / view.scale,
    height: stage.height / view.scale,
  })
}

/**
 * How often a picture is halved to be drawn at this many device pixels for one of its own: between
 * 0.7 and 1.4 pixels of the smaller one lie in one of the screen's.
 */
export const levelFor = (density: number): number =>
  Math.max(0, Math.round(-Math.log2(Math.max(density, 2 ** -16))))

/** Where the picture lies in the stage: fitting, zooming about a point, panning. */
import type { Bounds, Point } from '@inlay/shared'

/** Stage x = left + picture x * scale, in CSS pixels. */
export interface Viewport {
  readonly left: number
  readonly top: number
  readonly scale: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

const MAX_SCALE = 32

/** The whole of `area` (picture pixels) in the middle, with `room` around it; never larger than 1:1 * 4. */
export const fit = (area: Bounds, stage: Size, room: number): Viewport => {
  const scale = Math.min(
    Math.max(1, stage.width - 2 * room) / area.width,
    Math.max(1, stage.height - 2 * room) / area.height,
    4,
  )
  return {
    left: (stage.width - area.width * scale) / 2 - area.left * scale,
    top: (stage.height - area.height * scale) / 2 - area.top * scale,
    scale,
  }
}

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

/** In pixels of the picture. */
export const toPicture = (view: Viewport, at: Point): Point => ({
  x: (at.x - view.left) / view.scale,
  y: (at.y - view.top) / view.scale,
})

/** Drawing hard-edged shapes into a mask: all the mask families are made of these. */
import type { Mask } from '@inlay/shared'

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

export const emptyMask = ({ width, height }: Size): Mask => ({
  width,
  height,
  data: new Uint8Array(width * height),
})

/** Share of the mask that is hole, 0..1. */
export const coverage = (mask: Mask): number => {
  let count = 0
  for (const value of mask.data) if (value > 0) count++
  return count / mask.data.length
}

/** Paints every pixel whose centre passes `inside`, within the box (inclusive, clipped). */
const paint = (
  mask: Mask,
  box: { left: number; top: number; right: number; bottom: number },
  inside: (x: number, y: number) => boolean,
): void => {
  const left = Math.max(0, Math.floor(box.left))
  const right = Math.min(mask.width - 1, Math.ceil(box.right))
  const bottom = Math.min(mask.height - 1, Math.ceil(box.bottom))
  for (let y = Math.max(0, Math.floor(box.top)); y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      if (inside(x, y)) mask.data[y * mask.width + x] = 255
    }
  }
}

/** A line of round caps; `width` in pixels, at least one pixel is always hit. */
export const drawStroke = (mask: Mask, from: Point, to: Point, width: number): void => {
  const radius = Math.max(width / 2, 0.5)
  const dx = to.x - from.x
  const dy = to.y - from.y
  const length2 = dx * dx + dy * dy
  const box = {
    left: Math.min(from.x, to.x) - radius,
    right: Math.max(from.x, to.x) + radius,
    top: Math.min(from.y, to.y) - radius,
    bottom: Math.max(from.y, to.y) + radius,
  }
  paint(mask, box, (x, y) => {
    const along =
      length2 === 0
        ? 0
        : Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / length2))
    return Math.hypot(x - from.x - along * dx, y - from.y - along * dy) <= radius
  })
}

export const drawPolyline = (mask: Mask, points: readonly Point[], width: number): void => {
  for (let i = 1; i < points.length; i++) drawStroke(mask, points[i - 1]!, points[i]!, width)
}

export const drawBox = (
  mask: Mask,
  left: number,
  top: number,
  width: number,
  height: number,
): void => {
  paint(mask, { left, top, right: left + width - 1, bottom: top + height - 1 }, () => true)
}

export interface Blob {
  readonly centre: Point
  /** Distance of the outline from the centre by angle, pixels. */
  readonly radius: (angle: number) => number
  /** Nothing of the outline is farther away than this, pixels. */
  readonly reach: number
  /** Longer by this along `turn`, shorter across. */
  readonly stretch: number
  /** Radians. */
  readonly turn: number
}

/** A star-shaped outline, filled. */
export const drawBlob = (mask: Mask, { centre, radius, reach, stretch, turn }: Blob): void => {
  const cos = Math.cos(turn)
  const sin = Math.sin(turn)
  const far = reach * Math.max(stretch, 1 / stretch)
  const box = {
    left: centre.x - far,
    right: centre.x + far,
    top: centre.y - far,
    bottom: centre.y + far,
  }
  paint(mask, box, (x, y) => {
    const u = ((x - centre.x) * cos + (y - centre.y) * sin) / stretch
    const v = ((y - centre.y) * cos - (x - centre.x) * sin) * stretch
    return Math.hypot(u, v) <= radius(Math.atan2(v, u))
  })
}

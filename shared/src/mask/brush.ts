/** Brush strokes as soft masks: the same stroke at any resolution, so that a small view shows what a large picture gets. */
import { type Bounds, boundsFromEdges, boundsIntersect, boundsUnion } from '../geometry/bounds.ts'

/** Where the brush went, in pixels of the picture. `pressure` 0..1 scales the diameter. */
export interface BrushPoint {
  readonly x: number
  readonly y: number
  readonly pressure: number
}

export interface BrushStroke {
  readonly erase: boolean
  /** Diameter at full pressure, in pixels of the picture. */
  readonly size: number
  /** 0: falls off from the middle; 1: a hard edge, smoothed over one pixel. */
  readonly hardness: number
  readonly points: readonly BrushPoint[]
}

/** One byte a pixel, row by row. */
export interface BrushMask {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
  /** Pixels of this mask for one of the picture; 1 for a mask of its own size. */
  readonly scale: number
  /** Where its first pixel lies in the whole mask, in pixels of it; 0, 0 unless said. */
  readonly left?: number
  readonly top?: number
}

/**
 * Paints points `from`.. of a stroke (with the line that leads to them) into the mask: what is
 * covered becomes as opaque as the brush is there, never less; erasing the other way round.
 * @param from index of the first point that is not painted yet
 * @returns the pixels that may have changed, in pixels of the whole mask; null for none
 */
export const paintStroke = (mask: BrushMask, stroke: BrushStroke, from = 0): Bounds | null => {
  let changed: Bounds | null = null
  for (let i = from; i < stroke.points.length; i++) {
    const point = stroke.points[i]!
    const box = paintCapsule(mask, stroke, stroke.points[i - 1] ?? point, point)
    if (box !== null) changed = changed === null ? box : boundsUnion(changed, box)
  }
  return changed
}

/** The pixels that points `from`.. of a stroke may change, in pixels of the picture; null for none. */
export const strokeBounds = ({ points, size }: BrushStroke, from = 0): Bounds | null => {
  let whole: Bounds | null = null
  for (let i = from; i < points.length; i++) {
    const box = capsuleBounds(size, points[i - 1] ?? points[i]!, points[i]!, 1)
    whole = whole === null ? box : boundsUnion(whole, box)
  }
  return whole
}

/** In pixels of a mask of this scale. */
const capsuleBounds = (size: number, start: BrushPoint, end: BrushPoint, scale: number): Bounds => {
  const reach = Math.max(radius(size, start, scale), radius(size, end, scale)) + 1
  return boundsFromEdges(
    Math.floor(Math.min(start.x, end.x) * scale - reach),
    Math.floor(Math.min(start.y, end.y) * scale - reach),
    Math.ceil(Math.max(start.x, end.x) * scale + reach),
    Math.ceil(Math.max(start.y, end.y) * scale + reach),
  )
}

/** The line between two points, as thick as the brush is at each. */
const paintCapsule = (
  { data, width, height, scale, left = 0, top = 0 }: BrushMask,
  { erase, size, hardness }: BrushStroke,
  start: BrushPoint,
  end: BrushPoint,
): Bounds | null => {
  const [ax, ay, ar] = [start.x * scale, start.y * scale, radius(size, start, scale)]
  const [bx, by, br] = [end.x * scale, end.y * scale, radius(size, end, scale)]
  const box = boundsIntersect(capsuleBounds(size, start, end, scale), { left, top, width, height })
  if (box === null) return null
  const [dx, dy] = [bx - ax, by - ay]
  const done = erase ? 0 : 255
  const length2 = dx * dx + dy * dy
  for (let y = box.top; y < box.top + box.height; y++) {
    const py = y + 0.5 - ay
    for (let x = box.left; x < box.left + box.width; x++) {
      const i = (y - top) * width + x - left
      // Most of what a slow stroke covers, its last point has covered.
      const before = data[i]!
      if (before === done) continue
      const px = x + 0.5 - ax
      const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length2))
      const [ex, ey] = [px - along * dx, py - along * dy]
      const distance = Math.sqrt(ex * ex + ey * ey)
      const value = opacityAt(distance, ar + along * (br - ar), hardness)
      if (value === 0) continue
      data[i] = erase ? Math.min(before, 255 - value) : Math.max(before, value)
    }
  }
  return box
}

/** In pixels of the mask; never so thin that a line has gaps. */
const radius = (size: number, { pressure }: BrushPoint, scale: number): number =>
  Math.max(0.5, (size / 2) * Math.min(1, Math.max(0, pressure)) * scale)

/** 0..255 at this distance from the line: full up to `hardness`, then a smooth fall to the edge. */
const opacityAt = (distance: number, radius: number, hardness: number): number => {
  const inner = Math.min(radius * hardness, radius - 0.5)
  const outer = Math.max(radius, inner + 1)
  if (distance <= inner) return 255
  if (distance >= outer) return 0
  const t = (outer - distance) / (outer - inner)
  return Math.round(255 * t * t * (3 - 2 * t))
}

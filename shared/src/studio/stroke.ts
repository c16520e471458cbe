/** A stroke as the pointer makes it: pressure of a pen, every point the browser has seen. */
import type { Bounds } from '../geometry/bounds.ts'
import type { Point } from '../geometry/point.ts'
import type { BrushPoint, BrushStroke } from '../mask/brush.ts'
import { toPicture, type Viewport } from './viewport.ts'

/** What is read of a PointerEvent. */
export interface PointerLike {
  readonly clientX: number
  readonly clientY: number
  readonly pressure: number
  readonly pointerType: string
  getCoalescedEvents?(): readonly PointerLike[]
}

/** What a stroke is painted into. */
export interface StrokeTaker {
  /** Paints points `from`.. of a stroke that is going on; what has changed, for whoever shows it. */
  paint(stroke: BrushStroke, from: number): Bounds | null
  /** Takes the stroke as one step. */
  add(step: { readonly kind: 'stroke'; readonly stroke: BrushStroke }): unknown
}

export interface StrokeInHand {
  /** Takes the pointer on; the pixels of the mask that have changed. */
  move(event: PointerLike): readonly Bounds[]
  /** Ends the stroke and makes it one step of the mask. */
  end(): void
}

export interface BrushLook {
  /** Diameter in CSS pixels. */
  readonly size: number
  /** 0: falls off from the middle; 1: a hard edge. */
  readonly hardness: number
  readonly erase: boolean
}

/** Share of the brush's diameter, and of a pen's pressure. */
const NEAR = 0.02

/** @param origin where the stage begins on the page */
export const beginStroke = (
  event: PointerLike,
  doc: StrokeTaker,
  view: Viewport,
  look: BrushLook,
  origin: Point,
): StrokeInHand => {
  const { hardness, erase } = look
  const size = look.size / view.scale
  let points: readonly BrushPoint[] = []

  const pointOf = ({ clientX, clientY, pressure, pointerType }: PointerLike): BrushPoint => ({
    ...toPicture(view, { x: clientX - origin.x, y: clientY - origin.y }),
    // A mouse has no pressure, and says half of it.
    pressure: pointerType === 'pen' ? Math.max(0.05, pressure) : 1,
  })

  /** So near, and pressed so alike, that nobody would see it: a mouse tells of itself 1000 times a second. */
  const isSame = (last: BrushPoint | undefined, { x, y, pressure }: BrushPoint): boolean =>
    last !== undefined &&
    Math.hypot(x - last.x, y - last.y) < size * NEAR &&
    Math.abs(pressure - last.pressure) < NEAR

  const move: StrokeInHand['move'] = (moved) => {
    const seen = moved.getCoalescedEvents?.() ?? []
    const from = points.length
    for (const point of (seen.length > 0 ? seen : [moved]).map(pointOf)) {
      if (!isSame(points.at(-1), point)) points = [...points, point]
    }
    if (points.length === from) return []
    const box = doc.paint({ erase, size, hardness, points }, from)
    return box === null ? [] : [box]
  }

  move(event)
  return {
    move,
    end: () => {
      const stroke: BrushStroke = { erase, size, hardness, points }
      doc.add({ kind: 'stroke', stroke })
    },
  }
}

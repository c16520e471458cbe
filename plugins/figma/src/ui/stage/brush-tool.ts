/** A stroke as the pointer makes it: pressure of a pen, every point the browser has seen. */
import type { Bounds, BrushPoint, BrushStroke } from '@inlay/shared'
import type { MaskDoc } from '../mask-doc.ts'
import { toPicture, type Viewport } from './viewport.ts'

export interface StrokeInHand {
  /** Takes the pointer on; the pixels of the mask that have changed. */
  move(event: PointerEvent): readonly Bounds[]
  /** Ends the stroke and makes it one step of the mask. */
  end(): void
}

export interface BrushLook {
  /** Diameter in CSS pixels. */
  readonly size: number
  readonly hardness: number
  readonly erase: boolean
}

/** @param origin where the stage begins on the page */
export const beginStroke = (
  event: PointerEvent,
  doc: MaskDoc,
  view: Viewport,
  look: BrushLook,
  origin: { readonly x: number; readonly y: number },
): StrokeInHand => {
  const { hardness, erase } = look
  const size = look.size / view.scale
  let points: readonly BrushPoint[] = []

  const pointOf = ({ clientX, clientY, pressure, pointerType }: PointerEvent): BrushPoint => ({
    ...toPicture(view, { x: clientX - origin.x, y: clientY - origin.y }),
    // A mouse has no pressure, and says half of it.
    pressure: pointerType === 'pen' ? Math.max(0.05, pressure) : 1,
  })

  const move: StrokeInHand['move'] = (moved) => {
    const seen = moved.getCoalescedEvents?.() ?? []
    const added = (seen.length > 0 ? seen : [moved]).map(pointOf)
    const from = points.length
    points = [...points, ...added]
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

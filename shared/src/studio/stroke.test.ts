/** Strokes hold every point the browser has seen, as hard as a pen was pressed. */
import { describe, expect, it } from 'vitest'
import type { BrushStroke } from '../mask/brush.ts'
import { beginStroke, type PointerLike } from './stroke.ts'

const at = (clientX: number, clientY: number, more: Partial<PointerLike> = {}): PointerLike => ({
  ...{ clientX, clientY, pressure: 0.5, pointerType: 'mouse' },
  ...more,
})

const recorded = () => {
  const painted: (readonly [count: number, from: number])[] = []
  const added: BrushStroke[] = []
  return {
    painted,
    added,
    taker: {
      paint: ({ points }: BrushStroke, from: number) => {
        painted.push([points.length, from])
        return { left: 0, top: 0, width: 1, height: 1 }
      },
      add: ({ stroke }: { readonly stroke: BrushStroke }) => added.push(stroke),
    },
  }
}

describe('a stroke', () => {
  it('is measured in pixels of the picture, each event once', () => {
    const { taker, painted, added } = recorded()
    const view = { left: 10, top: 20, scale: 0.5 }
    const look = { size: 30, hardness: 0.7, erase: true }
    const stroke = beginStroke(at(115, 125), taker, view, look, { x: 5, y: 5 })
    const seen = [at(116, 125), at(117, 126)]
    expect(stroke.move(at(118, 127, { getCoalescedEvents: () => seen }))).toHaveLength(1)
    stroke.end()
    expect(painted).toEqual([
      [1, 0],
      [3, 1],
    ])
    expect(added).toEqual([
      {
        ...{ erase: true, size: 60, hardness: 0.7 },
        points: [
          { x: 200, y: 200, pressure: 1 },
          { x: 202, y: 200, pressure: 1 },
          { x: 204, y: 202, pressure: 1 },
        ],
      },
    ])
  })

  it('leaves out what nobody would see, and paints nothing by that', () => {
    const { taker, painted, added } = recorded()
    const look = { size: 100, hardness: 1, erase: false }
    const view = { left: 0, top: 0, scale: 1 }
    const stroke = beginStroke(at(10, 10), taker, view, look, { x: 0, y: 0 })
    expect(stroke.move(at(11, 11))).toEqual([])
    expect(stroke.move(at(12, 11))).toHaveLength(1)
    stroke.end()
    expect(painted).toHaveLength(2)
    expect(added[0]?.points.map(({ x }) => x)).toEqual([10, 12])
  })

  it('follows the pressure of a pen, never to nothing', () => {
    const { taker, added } = recorded()
    const look = { size: 10, hardness: 1, erase: false }
    const view = { left: 0, top: 0, scale: 1 }
    const pen = (pressure: number) => at(0, 0, { pointerType: 'pen', pressure })
    const stroke = beginStroke(pen(0.25), taker, view, look, { x: 0, y: 0 })
    stroke.move(pen(0))
    stroke.end()
    expect(added[0]?.points.map(({ pressure }) => pressure)).toEqual([0.25, 0.05])
  })
})

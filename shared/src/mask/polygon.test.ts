/** Outlines cover what lies inside them: exactly where they run along pixels, by area elsewhere. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundsContainPoint } from '../geometry/bounds.ts'
import type { BrushMask } from './brush.ts'
import { fillOutline } from './polygon.ts'

const blank = (width: number, height: number, value = 0): BrushMask => ({
  ...{ width, height, scale: 1 },
  data: new Uint8Array(width * height).fill(value),
})
const rectangle = (left: number, top: number, right: number, bottom: number) => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
]
const at = ({ data, width }: BrushMask, x: number, y: number) => data[y * width + x] ?? -1
const sum = ({ data }: BrushMask) => data.reduce((total, value) => total + value, 0) / 255

describe('an outline', () => {
  it('along pixels is those pixels, in either direction, and erases them', () => {
    const edge = fc.integer({ min: -5, max: 45 })
    fc.assert(
      fc.property(edge, edge, edge, edge, fc.boolean(), (a, b, c, d, erase) => {
        const mask = blank(40, 40, erase ? 255 : 0)
        const box = fillOutline(mask, { erase, points: rectangle(a, b, c, d) })
        const wrong = mask.data.filter((value, i) => {
          const [x, y] = [i % 40, Math.floor(i / 40)]
          const inside =
            x >= Math.min(a, c) && x < Math.max(a, c) && y >= Math.min(b, d) && y < Math.max(b, d)
          const isTold = box !== null && boundsContainPoint(box, { x, y })
          return value !== (inside !== erase ? 255 : 0) || (inside && !isTold)
        })
        expect(wrong).toHaveLength(0)
      }),
    )
  })

  it('covers as much as its area, and as the whole does in any part', () => {
    const place = fc.double({ min: 1, max: 59, noNaN: true })
    const corner = fc.record({ x: place, y: place })
    fc.assert(
      fc.property(corner, corner, corner, (a, b, c) => {
        const mask = blank(60, 60)
        fillOutline(mask, { erase: false, points: [a, b, c] })
        const area = Math.abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2
        // Eight lines a row: the ends of steep edges are met to within an eighth of a pixel.
        expect(Math.abs(sum(mask) - area)).toBeLessThan(8)
        const part: BrushMask = { ...blank(20, 13), left: 25, top: 31 }
        fillOutline(part, { erase: false, points: [a, b, c] })
        const there = part.data.map((_, i) => at(mask, (i % 20) + 25, Math.floor(i / 20) + 31))
        expect(part.data).toEqual(there)
      }),
      { numRuns: 60 },
    )
  })

  it('that crosses itself is filled wherever it goes round', () => {
    const mask = blank(40, 40)
    const star = [0, 2, 4, 1, 3].map((i) => ({
      x: 20 + 18 * Math.sin((i * 2 * Math.PI) / 5),
      y: 20 - 18 * Math.cos((i * 2 * Math.PI) / 5),
    }))
    fillOutline(mask, { erase: false, points: star })
    expect(at(mask, 20, 20)).toBe(255)
    expect(at(mask, 2, 2)).toBe(0)
    expect(fillOutline(mask, { erase: false, points: [{ x: 3, y: 3 }] })).toBeNull()
  })
})

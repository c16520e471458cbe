/** What is needed of a picture holds what it should, and no more. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundsContain, boundsOf, boundsRight } from './bounds.ts'
import { NEEDED_CONTEXT, neededForExpansion, neededForMask } from './needed-area.ts'

describe('the needed area', () => {
  const side = fc.integer({ min: 1, max: 9000 })
  it('holds the mask with its context, inside the canvas, however large the document is', () => {
    fc.assert(
      fc.property(side, side, side, side, side, side, fc.nat(300), (w, h, x, y, bw, bh, grow) => {
        const canvas = boundsOf({ width: w, height: h })
        const painted = {
          left: x % w,
          top: y % h,
          width: Math.min(bw, w - (x % w)),
          height: Math.min(bh, h - (y % h)),
        }
        const area = neededForMask(painted, canvas, { grow })
        expect(boundsContain(canvas, area)).toBe(true)
        expect(boundsContain(area, painted)).toBe(true)
        const reach = 2 * (NEEDED_CONTEXT + grow)
        expect(area.width).toBe(Math.min(w, painted.width + reach))
        expect(area.height).toBe(Math.min(h, painted.height + reach))
      }),
    )
  })

  it('of an expansion touches every side that is added', () => {
    const margin = fc.integer({ min: 0, max: 3000 })
    fc.assert(
      fc.property(
        side,
        side,
        margin,
        margin,
        margin,
        margin,
        (width, height, left, top, right, bottom) => {
          fc.pre(left + top + right + bottom > 0)
          const area = neededForExpansion({ width, height }, { left, top, right, bottom })
          expect(boundsContain(boundsOf({ width, height }), area)).toBe(true)
          if (left > 0) expect(area.left).toBe(0)
          if (top > 0) expect(area.top).toBe(0)
          if (right > 0) expect(boundsRight(area)).toBe(width)
          if (bottom > 0) expect(area.top + area.height).toBe(height)
        },
      ),
    )
  })
})

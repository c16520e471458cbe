/** The view goes there and back, and stays under the pointer, whatever the picture's size. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundsContain } from '../geometry/bounds.ts'
import {
  fit,
  keepInSight,
  levelFor,
  onStage,
  pan,
  pinch,
  toPicture,
  visible,
  zoom,
} from './viewport.ts'

const side = fc.integer({ min: 1, max: 12_000 })
const inch = fc.double({ min: -300, max: 900, noNaN: true })
const spot = fc.record({ x: inch, y: inch })
const view = fc.record({
  left: inch,
  top: inch,
  scale: fc.double({ min: 0.02, max: 32, noNaN: true }),
})

describe('the view', () => {
  it('shows all of the picture, and zooms about the point under the pointer', () => {
    fc.assert(
      fc.property(side, side, fc.double({ min: 0.2, max: 5, noNaN: true }), (width, height, by) => {
        const fitted = fit({ left: 0, top: 0, width, height }, { width: 340, height: 220 }, 12)
        expect(width * fitted.scale).toBeLessThanOrEqual(316.001)
        expect(height * fitted.scale).toBeLessThanOrEqual(196.001)
        const at = { x: 100, y: 90 }
        const [before, after] = [toPicture(fitted, at), toPicture(zoom(fitted, by, at, 0.001), at)]
        expect(after.x).toBeCloseTo(before.x, 3)
        expect(after.y).toBeCloseTo(before.y, 3)
      }),
    )
  })

  it('goes to the stage and back', () => {
    fc.assert(
      fc.property(view, spot, (looked, at) => {
        const { x, y } = toPicture(looked, at)
        const box = onStage({ left: x, top: y, width: 1, height: 1 }, looked)
        expect(box.left).toBeCloseTo(at.x, 6)
        expect(box.top).toBeCloseTo(at.y, 6)
        expect(box.width).toBe(looked.scale)
        const moved = toPicture(pan(looked, 7, -5), { x: at.x + 7, y: at.y - 5 })
        expect(moved.x).toBeCloseTo(x, 6)
      }),
    )
  })

  it('keeps what lies between two fingers between them', () => {
    fc.assert(
      fc.property(view, spot, spot, spot, spot, (looked, a, b, c, d) => {
        const pinched = pinch(looked, [a, b], [c, d], 0.001)
        const from = toPicture(looked, { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
        const to = toPicture(pinched, { x: (c.x + d.x) / 2, y: (c.y + d.y) / 2 })
        const slack = 1e-6 / pinched.scale + 1e-6
        expect(Math.abs(to.x - from.x)).toBeLessThan(slack)
        expect(Math.abs(to.y - from.y)).toBeLessThan(slack)
        expect(pinched.scale).toBeLessThanOrEqual(32)
      }),
    )
  })

  it('keeps some of the picture in sight, and leaves it where it is when it is', () => {
    fc.assert(
      fc.property(view, side, side, (looked, width, height) => {
        const [area, stage] = [
          { left: 0, top: 0, width, height },
          { width: 800, height: 600 },
        ]
        const kept = keepInSight(looked, area, stage, 40)
        const box = onStage(area, kept)
        const least = Math.min(40, box.width) - 1e-6
        expect(box.left + box.width).toBeGreaterThanOrEqual(least)
        expect(box.left).toBeLessThanOrEqual(800 - least)
        expect(keepInSight(kept, area, stage, 39)).toEqual(kept)
      }),
    )
  })

  it('knows which pixels are in sight, and how small they may be', () => {
    fc.assert(
      fc.property(view, (looked) => {
        const stage = { width: 800, height: 600 }
        const seen = onStage(visible(looked, stage), looked)
        const stageInside = { left: 1e-6, top: 1e-6, width: 800 - 2e-6, height: 600 - 2e-6 }
        expect(boundsContain(seen, stageInside)).toBe(true)
        // Whole pixels, and none that could be left out.
        expect(seen.width).toBeLessThan(800 + 2 * looked.scale + 1e-6)
        const density = looked.scale * 2 ** levelFor(looked.scale)
        expect(density).toBeGreaterThan(0.7)
        if (looked.scale < 1) expect(density).toBeLessThan(1.4143)
      }),
    )
  })
})

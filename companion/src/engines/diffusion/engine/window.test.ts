import { type Bounds, boundsContain, boundsOf } from '@inlay/shared'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { modelWindow } from './window.ts'

const SD = { native: 512, multiple: 64 }
const XL = { native: 1024, multiple: 32 }
const box = (left: number, top: number, width: number, height: number): Bounds => ({
  left,
  top,
  width,
  height,
})

describe('modelWindow', () => {
  it('takes a crop of the model’s own size pixel by pixel', () => {
    expect(modelWindow(box(100, 100, 50, 50), { width: 512, height: 512 }, SD)).toEqual({
      bounds: box(0, 0, 512, 512),
      width: 512,
      height: 512,
    })
  })

  it('keeps the model’s area and nearly the crop’s shape', () => {
    const { bounds, width, height } = modelWindow(
      box(900, 500, 200, 100),
      { width: 1600, height: 900 },
      XL,
    )
    expect(Math.abs((width * height) / 1024 ** 2 - 1)).toBeLessThan(0.1)
    expect(bounds.width / bounds.height).toBeCloseTo(width / height, 2)
    expect((bounds.width * bounds.height) / (1600 * 900)).toBeGreaterThan(0.95)
  })

  it('holds every hole, inside every crop, on the grid, not far out of proportion', () => {
    const side = fc.integer({ min: 16, max: 3000 })
    fc.assert(
      fc.property(
        side,
        side,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
        fc.constantFrom(SD, XL),
        (width, height, [x = 0, y = 0, w = 0, h = 0], model) => {
          const crop = { width, height }
          const hole = box(Math.floor(x * (width - 1)), Math.floor(y * (height - 1)), 1, 1)
          const whole = {
            ...hole,
            width: 1 + Math.floor(w * (width - hole.left - 1)),
            height: 1 + Math.floor(h * (height - hole.top - 1)),
          }
          const found = modelWindow(whole, crop, model)
          expect(boundsContain(boundsOf(crop), found.bounds)).toBe(true)
          expect(boundsContain(found.bounds, whole)).toBe(true)
          expect(found.width % model.multiple).toBe(0)
          expect(found.height % model.multiple).toBe(0)
          expect(found.width * found.height).toBeLessThanOrEqual(model.native ** 2 * 1.6)
          if (Math.max(width / height, height / width) < 2) {
            const stretch = found.bounds.width / found.bounds.height / (found.width / found.height)
            expect(Math.abs(Math.log(stretch))).toBeLessThan(0.25)
          }
        },
      ),
    )
  })
})

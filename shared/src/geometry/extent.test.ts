import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extentArea, extentEqual, fitExtent, longestSide } from './extent.ts'
import { pointAdd, pointSubtract } from './point.ts'

describe('extents and points', () => {
  it.each([
    [{ width: 4000, height: 3000 }, 1000, { width: 1000, height: 750 }],
    [{ width: 3000, height: 4000 }, 1000, { width: 750, height: 1000 }],
    [{ width: 300, height: 200 }, 1000, { width: 300, height: 200 }],
    [{ width: 5000, height: 1 }, 100, { width: 100, height: 1 }],
  ])('fits %j into %i', (extent, side, fitted) => {
    expect(fitExtent(extent, side)).toEqual(fitted)
  })

  it('keeps within the side and never enlarges', () => {
    const side = fc.integer({ min: 1, max: 9000 })
    fc.assert(
      fc.property(fc.record({ width: side, height: side }), side, (extent, most) => {
        const fitted = fitExtent(extent, most)
        expect(longestSide(fitted)).toBe(Math.min(longestSide(extent), most))
        expect(extentArea(fitted)).toBeLessThanOrEqual(extentArea(extent))
        expect(extentEqual(fitted, extent)).toBe(longestSide(extent) <= most)
      }),
    )
  })

  it('adds and subtracts points', () => {
    expect(pointAdd({ x: 1, y: 2 }, { x: 3, y: -4 })).toEqual({ x: 4, y: -2 })
    expect(pointSubtract({ x: 1, y: 2 }, { x: 3, y: -4 })).toEqual({ x: -2, y: 6 })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  AFFINE_IDENTITY,
  type Affine,
  affineApply,
  affineDeterminant,
  affineFromRows,
  affineInvert,
  affineMultiply,
  affineRotate,
  affineScale,
  affineTranslate,
  boundsOfTransformed,
} from './affine.ts'
import { boundsRoundOut } from './bounds.ts'
import { pointDistance } from './point.ts'

const number = fc.double({ min: -50, max: 50, noNaN: true })
const point = fc.record({ x: number, y: number })
const map: fc.Arbitrary<Affine> = fc.record({
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
})

describe('affine maps', () => {
  it.each([
    ['identity', AFFINE_IDENTITY, { x: 3, y: 4 }],
    ['translation', affineTranslate(10, -1), { x: 13, y: 3 }],
    ['scale', affineScale(2, 0.5), { x: 6, y: 2 }],
    ['even scale', affineScale(3), { x: 9, y: 12 }],
    ['a quarter turn clockwise', affineRotate(Math.PI / 2), { x: -4, y: 3 }],
    [
      'rows as Figma writes them',
      affineFromRows([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      { x: 3 + 8 + 3, y: 12 + 20 + 6 },
    ],
  ])('applies %s', (_, affine, expected) => {
    const { x, y } = affineApply(affine, { x: 3, y: 4 })
    expect(x).toBeCloseTo(expected.x, 12)
    expect(y).toBeCloseTo(expected.y, 12)
  })

  it('multiplies so that the first is done first', () => {
    const both = affineMultiply(affineTranslate(5, 0), affineScale(2))
    expect(affineApply(both, { x: 1, y: 1 })).toEqual({ x: 7, y: 2 })
    fc.assert(
      fc.property(map, map, point, (second, first, p) => {
        const once = affineApply(affineMultiply(second, first), p)
        const twice = affineApply(second, affineApply(first, p))
        expect(pointDistance(once, twice)).toBeLessThan(1e-6)
      }),
    )
  })

  it('inverts, and back', () => {
    fc.assert(
      fc.property(map, point, (affine, p) => {
        const inverse = affineInvert(affine)
        const scale = Math.hypot(affine.a, affine.b) * Math.hypot(affine.c, affine.d)
        fc.pre(Math.abs(affineDeterminant(affine)) > 1e-3 * scale && scale > 1e-3)
        expect(inverse).not.toBeNull()
        if (inverse !== null) {
          expect(pointDistance(affineApply(inverse, affineApply(affine, p)), p)).toBeLessThan(1e-6)
        }
      }),
    )
  })

  it.each([
    ['all zero', affineScale(0)],
    ['flat', affineScale(1, 0)],
    ['parallel axes', { a: 1, b: 2, c: 2, d: 4, e: 0, f: 0 }],
    ['not a number', { ...AFFINE_IDENTITY, a: Number.NaN }],
  ])('cannot invert: %s', (_, affine) => {
    expect(affineInvert(affine)).toBeNull()
  })

  it('inverts what is small but not flat', () => {
    const inverse = affineInvert(affineScale(1e-8))
    expect(inverse?.a).toBeCloseTo(1e8, 3)
    expect(inverse?.d).toBeCloseTo(1e8, 3)
  })

  it('finds the box around a turned box', () => {
    const bounds = { left: 0, top: 0, width: 10, height: 10 }
    const turned = boundsOfTransformed(affineRotate(Math.PI / 4), bounds)
    expect(turned.width).toBeCloseTo(Math.SQRT2 * 10, 10)
    expect(turned.left).toBeCloseTo(-Math.SQRT2 * 5, 10)
    expect(boundsRoundOut(boundsOfTransformed(affineTranslate(0.5, -0.5), bounds))).toEqual({
      left: 0,
      top: -1,
      width: 11,
      height: 11,
    })
  })
})

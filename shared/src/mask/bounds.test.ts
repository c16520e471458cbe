import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundsFromEdges } from '../geometry/bounds.ts'
import type { Mask } from '../pixels.ts'
import { cropMask, maskBounds } from './bounds.ts'
import { anyMask, drawMask, emptyMask, maskAt, misaligned } from './masks.fixture.ts'

const slowBounds = (mask: Mask, threshold: number) => {
  const xs: number[] = []
  const ys: number[] = []
  mask.data.forEach((value, i) => {
    if (value < threshold) return
    xs.push(i % mask.width)
    ys.push(Math.floor(i / mask.width))
  })
  if (xs.length === 0) return null
  return boundsFromEdges(Math.min(...xs), Math.min(...ys), Math.max(...xs) + 1, Math.max(...ys) + 1)
}

describe('maskBounds', () => {
  it.each([
    ['one pixel', drawMask('...', '.#.', '...'), { left: 1, top: 1, width: 1, height: 1 }],
    ['all corners', drawMask('#..#', '....', '#..#'), { left: 0, top: 0, width: 4, height: 3 }],
    ['a 1x1 mask', drawMask('-'), { left: 0, top: 0, width: 1, height: 1 }],
    ['a whole row', drawMask('...', '+++'), { left: 0, top: 1, width: 3, height: 1 }],
    ['a column', drawMask('.', '#', '#'), { left: 0, top: 1, width: 1, height: 2 }],
    ['rising', drawMask('....#', '..#..', '.#...'), { left: 1, top: 0, width: 4, height: 3 }],
    ['falling', drawMask('.#...', '..#..', '....#'), { left: 1, top: 0, width: 4, height: 3 }],
  ])('finds %s', (_, mask, bounds) => {
    expect(maskBounds(mask)).toEqual(bounds)
  })

  it('is null for an empty mask and for one below the threshold', () => {
    expect(maskBounds(emptyMask(9, 3))).toBeNull()
    expect(maskBounds(drawMask('.+.'), 129)).toBeNull()
    expect(maskBounds(drawMask('.+.'), 128)).toEqual({ left: 1, top: 0, width: 1, height: 1 })
  })

  it('agrees with looking at every pixel, at every alignment and threshold', () => {
    fc.assert(
      fc.property(
        anyMask(21),
        fc.integer({ min: 1, max: 255 }),
        fc.nat({ max: 7 }),
        (mask, threshold, offset) => {
          expect(maskBounds(misaligned(mask, offset), threshold)).toEqual(
            slowBounds(mask, threshold),
          )
        },
      ),
      { numRuns: 500 },
    )
  })

  it('refuses data that does not fit the sides', () => {
    expect(() => maskBounds({ width: 3, height: 3, data: new Uint8Array(8) })).toThrow(
      'Expected 9 bytes for mask',
    )
    expect(() => maskBounds({ width: 0, height: 3, data: new Uint8Array(0) })).toThrow(
      'Expected sides of 1 pixel or more for mask',
    )
  })
})

describe('cropMask', () => {
  it('reads 0 outside, for boxes anywhere', () => {
    fc.assert(
      fc.property(
        anyMask(9),
        fc.integer({ min: -12, max: 12 }),
        fc.integer({ min: -12, max: 12 }),
        fc.integer({ min: 1, max: 14 }),
        fc.integer({ min: 1, max: 14 }),
        (mask, left, top, width, height) => {
          const crop = cropMask(mask, { left, top, width, height })
          expect([crop.width, crop.height]).toEqual([width, height])
          crop.data.forEach((value, i) => {
            const x = left + (i % width)
            const y = top + Math.floor(i / width)
            expect(value).toBe(maskAt(mask, x, y))
          })
        },
      ),
    )
  })

  it('gives a copy', () => {
    const mask = drawMask('##')
    cropMask(mask, { left: 0, top: 0, width: 2, height: 1 }).data[0] = 7
    expect(mask.data[0]).toBe(255)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Mask } from '../pixels.ts'
import { dilateMask } from './dilate.ts'
import { dilateGrey } from './dilate-grey.ts'
import {
  anyMask,
  bruteDilate,
  drawMask,
  emptyMask,
  greyMask,
  maskAt,
  maskFrom,
  smoothMask,
  sparseMask,
} from './masks.fixture.ts'

const radius = fc.oneof(
  fc.nat({ max: 24 }),
  fc.double({ min: 0, max: 12, noNaN: true }),
  fc.constantFrom(Math.SQRT2, Math.sqrt(5), Math.sqrt(8), Math.sqrt(10)),
)

const transpose = (mask: Mask): Mask =>
  maskFrom(mask.height, mask.width, (x, y) => maskAt(mask, y, x))
const mirror = (mask: Mask): Mask =>
  maskFrom(mask.width, mask.height, (x, y) => maskAt(mask, mask.width - 1 - x, y))

describe('dilateMask', () => {
  it.each([
    [
      'a disc of radius 2',
      drawMask('.......', '.......', '.......', '...#...', '.......', '.......', '.......'),
      2,
      drawMask('.......', '...#...', '..###..', '.#####.', '..###..', '...#...', '.......'),
    ],
    [
      'the diagonal at radius 1.5',
      drawMask('...', '.+.', '...'),
      1.5,
      drawMask('+++', '+++', '+++'),
    ],
    ['a corner', drawMask('#..', '...', '...'), 2, drawMask('###', '##.', '#..')],
    ['the other corner', drawMask('...', '...', '..#'), 1, drawMask('...', '..#', '.##')],
    ['a single row', drawMask('..#....'), 2, drawMask('#####..')],
    ['a single column', drawMask('.', '.', '#'), 1, drawMask('.', '#', '#')],
    ['softness: the larger value wins', drawMask('#...+'), 2, drawMask('###++')],
    ['nothing below radius 1', drawMask('.#.'), 0.99, drawMask('.#.')],
    ['a 1x1 mask', drawMask('-'), 9, drawMask('-')],
    ['an empty mask', emptyMask(5, 5), 3, emptyMask(5, 5)],
  ])('grows %s', (_, mask, by, grown) => {
    expect(dilateMask(mask, by)).toEqual(grown)
  })

  it.each([
    ['binary', sparseMask()],
    ['random grey', greyMask()],
    ['smooth grey', smoothMask()],
  ])('is exact for %s masks', (_, masks) => {
    fc.assert(
      fc.property(masks, radius, (mask, by) => {
        expect(dilateMask(mask, by)).toEqual(bruteDilate(mask, by))
      }),
      { numRuns: 300 },
    )
  })

  it('gives the same by both its ways where one value is all there is', () => {
    fc.assert(
      fc.property(sparseMask(20), fc.integer({ min: 1, max: 9 }), (mask, by) => {
        const all = { left: 0, top: 0, width: mask.width, height: mask.height }
        const out = new Uint8Array(mask.data.length)
        dilateGrey(mask, all, all, by, out)
        expect(out).toEqual(dilateMask(mask, by).data)
      }),
    )
  })

  it('keeps the original, grows with the radius, and does not care for direction', () => {
    fc.assert(
      fc.property(anyMask(), radius, fc.nat({ max: 5 }), (mask, by, more) => {
        const grown = dilateMask(mask, by)
        const further = dilateMask(mask, by + more)
        mask.data.forEach((value, i) => {
          expect(grown.data[i]).toBeGreaterThanOrEqual(value)
          expect(further.data[i]).toBeGreaterThanOrEqual(grown.data[i]!)
        })
        expect(dilateMask(transpose(mask), by)).toEqual(transpose(grown))
        expect(dilateMask(mirror(mask), by)).toEqual(mirror(grown))
      }),
    )
  })

  it('leaves its input alone and never shares its bytes', () => {
    const mask = drawMask('.#.')
    for (const by of [0, 1]) {
      const grown = dilateMask(mask, by)
      expect(grown.data).not.toBe(mask.data)
      expect(mask).toEqual(drawMask('.#.'))
    }
  })

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a radius of %s', (by) => {
    expect(() => dilateMask(drawMask('#'), by)).toThrow('Expected a number of pixels, 0 or more')
  })
})

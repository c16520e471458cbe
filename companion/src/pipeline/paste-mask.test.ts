import { boundsTranslate, type ErrorCode, maskBounds, prepareMask } from '@inlay/shared'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makePasteMask, sourceMask } from './paste-mask.ts'
import { countIn, maskIn, paintedIn } from './placed-mask.ts'
import { box, boxMask, noisePicture } from './testing/pictures.ts'

const PLAIN = { grow: 0, feather: 0, keepTransparent: true }

const opaque = (width: number, height: number) => noisePicture(width, height, 3)

const coded = (code: ErrorCode) => expect.objectContaining({ code })

describe('makePasteMask', () => {
  it('is the user’s mask itself, soft values kept, when nothing is asked for', () => {
    const mask = boxMask(20, 15, [box(3, 4, 5, 6)], 200)
    mask.data[4 * 20 + 3] = 1
    const paste = makePasteMask(mask, opaque(20, 15), PLAIN)
    expect(paste.bounds).toEqual(box(3, 4, 5, 6))
    expect(maskIn(paste, box(0, 0, 20, 15))).toEqual(mask)
  })

  it('equals growing and feathering the whole mask', () => {
    const width = 40
    const height = 30
    const side = fc.integer({ min: 1, max: 6 })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(width - 7), fc.nat(height - 7), side, side), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.nat(8),
        fc.nat(8),
        (boxes, grow, feather) => {
          const mask = boxMask(
            width,
            height,
            boxes.map(([x, y, w, h]) => box(x, y, w, h)),
          )
          const whole = prepareMask(mask, { grow, feather })
          if (!whole.data.includes(0)) return
          const paste = makePasteMask(mask, opaque(width, height), { ...PLAIN, grow, feather })
          expect(maskIn(paste, box(0, 0, width, height))).toEqual(whole)
          expect(paste.bounds).toEqual(maskBounds(whole))
        },
      ),
    )
  })

  it('leaves transparent pixels out, and says so when nothing else is selected', () => {
    const canvas = noisePicture(10, 10, 4)
    for (let i = 0; i < 100; i++) canvas.data[4 * i + 3] = i % 10 < 5 ? 0 : 9
    const mask = boxMask(10, 10, [box(3, 3, 4, 4)])
    const paste = makePasteMask(mask, canvas, PLAIN)
    expect(paste.bounds).toEqual(box(5, 3, 2, 4))
    expect(() => makePasteMask(boxMask(10, 10, [box(0, 0, 5, 5)]), canvas, PLAIN)).toThrow(
      coded('mask_empty'),
    )
    const filled = makePasteMask(mask, canvas, { ...PLAIN, keepTransparent: false })
    expect(filled.bounds).toEqual(box(3, 3, 4, 4))
  })

  it('refuses a mask of nothing and a mask of everything, transparency counted', () => {
    expect(() => makePasteMask(boxMask(5, 5, []), opaque(5, 5), PLAIN)).toThrow(coded('mask_empty'))
    const all = boxMask(5, 5, [box(0, 0, 5, 5)], 1)
    expect(() => makePasteMask(all, opaque(5, 5), PLAIN)).toThrow(coded('mask_covers_everything'))
    // All that is visible is masked; the rest is transparent and no source.
    const canvas = noisePicture(10, 10, 4)
    for (let i = 0; i < 100; i++) canvas.data[4 * i + 3] = i % 10 < 5 ? 0 : 255
    const visible = boxMask(10, 10, [box(5, 0, 5, 10)])
    expect(() => makePasteMask(visible, canvas, PLAIN)).toThrow(coded('mask_covers_everything'))
    visible.data[99] = 0
    expect(() => makePasteMask(visible, canvas, PLAIN)).not.toThrow()
  })

  it('refuses when growing leaves nothing', () => {
    const mask = boxMask(9, 9, [box(4, 4, 1, 1)])
    expect(() => makePasteMask(mask, opaque(9, 9), { ...PLAIN, grow: 20 })).toThrow(
      coded('mask_covers_everything'),
    )
  })
})

describe('sourceMask', () => {
  it('is 0 exactly where alpha is 0, and undefined without alpha', () => {
    const canvas = noisePicture(6, 4, 2)
    canvas.data[2 * (6 + 2) + 1] = 0
    const source = sourceMask(canvas, box(1, 1, 4, 2))
    expect(source?.data[1]).toBe(0)
    expect(source?.data.filter((v) => v === 0).length).toBe(1)
    expect(sourceMask(opaque(4, 4), box(0, 0, 4, 4))).toBeUndefined()
  })
})

describe('placed masks', () => {
  it('finds what is painted within any box', () => {
    const coordinate = fc.nat(19)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(coordinate, coordinate), { maxLength: 6 }),
        fc.record({
          left: fc.integer({ min: -3, max: 12 }),
          top: fc.integer({ min: -3, max: 12 }),
          width: fc.integer({ min: 1, max: 15 }),
          height: fc.integer({ min: 1, max: 15 }),
        }),
        fc.nat(5),
        (points, within, shift) => {
          const mask = boxMask(
            20,
            20,
            points.map(([x, y]) => box(x, y, 1, 1)),
          )
          const placed = { bounds: box(shift, shift, 20, 20), mask }
          const inside = [...new Set(points.map(([x, y]) => `${x + shift},${y + shift}`))].filter(
            (point) => {
              const [x = 0, y = 0] = point.split(',').map(Number)
              const { left, top, width, height } = within
              return x >= left && y >= top && x < left + width && y < top + height
            },
          )
          expect(countIn(placed, within)).toBe(inside.length)
          const cropped = maskBounds(maskIn(placed, within))
          const expected = cropped && boundsTranslate(cropped, within.left, within.top)
          expect(paintedIn(placed, within)).toEqual(expected)
        },
      ),
    )
  })
})

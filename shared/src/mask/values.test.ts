import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyMask, drawMask, emptyMask } from './masks.fixture.ts'
import { changedFraction, holeMask, invertMask, unionMasks } from './values.ts'

describe('one pixel at a time', () => {
  it('inverts, and twice is nothing', () => {
    expect([...invertMask(drawMask('.#+-')).data]).toEqual([255, 0, 127, 254])
    fc.assert(
      fc.property(anyMask(), (mask) => {
        expect(invertMask(invertMask(mask))).toEqual(mask)
      }),
    )
  })

  it('opens the hole wherever the mask is above 0', () => {
    fc.assert(
      fc.property(anyMask(), (mask) => {
        const hole = holeMask(mask)
        expect(hole.data).toEqual(mask.data.map((value) => (value > 0 ? 255 : 0)))
        const count = mask.data.filter((value) => value > 0).length
        expect(changedFraction(mask)).toBe(count / mask.data.length)
      }),
    )
  })

  it('counts nothing in an empty mask and everything in a full one', () => {
    expect(changedFraction(emptyMask(7, 5))).toBe(0)
    expect(changedFraction(drawMask('#-', '+#'))).toBe(1)
  })

  it('takes the larger of two masks, and refuses other sizes', () => {
    expect(unionMasks(drawMask('.+#'), drawMask('-#.')).data).toEqual(drawMask('-##').data)
    expect(() => unionMasks(drawMask('...'), drawMask('..'))).toThrow('Expected 3 bytes')
  })
})

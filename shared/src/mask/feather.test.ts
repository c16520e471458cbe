import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Mask } from '../pixels.ts'
import { featherMask } from './feather.ts'
import { anyMask, drawMask, emptyMask, maskAt, maskFrom, sparseMask } from './masks.fixture.ts'
import { prepareMask } from './prepare.ts'

const width = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ min: 0, max: 20, noNaN: true }))

const distanceTo = (mask: Mask, x: number, y: number): number => {
  let nearest = Number.POSITIVE_INFINITY
  for (let v = 0; v < mask.height; v++) {
    for (let u = 0; u < mask.width; u++) {
      if (maskAt(mask, u, v) > 0) nearest = Math.min(nearest, Math.hypot(u - x, v - y))
    }
  }
  return nearest
}

/** The documented ramp, by definition. */
const ramp = (distance: number, by: number): number => {
  if (distance === 0) return 255
  if (distance > by) return 0
  const u = 1 - Math.max(0, distance - 0.5) / by
  return Math.round(255 * u * u * (3 - 2 * u))
}

describe('featherMask', () => {
  it('ramps by distance outside a hard mask', () => {
    fc.assert(
      fc.property(sparseMask(), fc.integer({ min: 1, max: 20 }), (mask, by) => {
        const soft = featherMask(mask, by)
        const ideal = maskFrom(mask.width, mask.height, (x, y) => ramp(distanceTo(mask, x, y), by))
        soft.data.forEach((value, i) => {
          // A float32 holds the squares; half a level of rounding may fall either way.
          expect(Math.abs(value - ideal.data[i]!)).toBeLessThanOrEqual(1)
        })
      }),
    )
  })

  it('falls all the way, without a step, along a row', () => {
    const soft = featherMask(
      maskFrom(32, 1, (x) => (x < 4 ? 255 : 0)),
      16,
    )
    expect([...soft.data.subarray(0, 4)]).toEqual([255, 255, 255, 255])
    expect([...soft.data.subarray(20)]).toEqual(new Array(12).fill(0))
    expect(soft.data[19]).toBeLessThan(4)
    for (let x = 4; x < 20; x++) {
      expect(soft.data[x]).toBeLessThan(soft.data[x - 1]!)
      expect(soft.data[x - 1]! - soft.data[x]!).toBeLessThan(30)
    }
  })

  it('keeps what is there, is 0 beyond its width, and grows with its width', () => {
    fc.assert(
      fc.property(anyMask(), width, fc.nat({ max: 6 }), (mask, by, more) => {
        const soft = featherMask(mask, by)
        const softer = featherMask(mask, by + more)
        soft.data.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(mask.data[i]!)
          expect(softer.data[i]).toBeGreaterThanOrEqual(value)
          const distance = distanceTo(mask, i % mask.width, Math.floor(i / mask.width))
          if (distance > by) expect(value).toBe(0)
        })
      }),
    )
  })

  it('grows with the mask', () => {
    fc.assert(
      fc.property(anyMask(), width, fc.nat({ max: 255 }), (mask, by, more) => {
        const larger = { ...mask, data: mask.data.map((value) => Math.min(255, value + more)) }
        const soft = featherMask(mask, by)
        featherMask(larger, by).data.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(soft.data[i]!)
        })
      }),
    )
  })

  it('lets a soft edge go on from the value it has', () => {
    const soft = featherMask(drawMask('+.......'), 6)
    expect(soft.data[0]).toBe(128)
    for (let x = 1; x < 4; x++) {
      expect(soft.data[x]).toBeGreaterThan(0)
      expect(soft.data[x]).toBeLessThan(soft.data[x - 1]!)
    }
  })

  it.each([
    ['an empty mask', emptyMask(3, 3)],
    ['a full mask', drawMask('##', '##')],
    ['a 1x1 mask', drawMask('-')],
  ])('leaves %s as it is', (_, mask) => {
    expect(featherMask(mask, 40)).toEqual(mask)
  })

  it('adds nothing at width 0, and gives a copy', () => {
    const mask = drawMask('.#+')
    const same = featherMask(mask, 0)
    expect(same).toEqual(mask)
    expect(same.data).not.toBe(mask.data)
  })

  it.each([-0.1, Number.NaN])('refuses a width of %s', (by) => {
    expect(() => featherMask(drawMask('#'), by)).toThrow('Expected a number of pixels, 0 or more')
  })
})

describe('prepareMask', () => {
  it('is opaque in the original and 0 beyond grow + feather', () => {
    fc.assert(
      fc.property(anyMask(), fc.nat({ max: 8 }), fc.nat({ max: 10 }), (mask, grow, feather) => {
        const prepared = prepareMask(mask, { grow, feather })
        prepared.data.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(mask.data[i]!)
          const distance = distanceTo(mask, i % mask.width, Math.floor(i / mask.width))
          if (distance > grow + feather) expect(value).toBe(0)
        })
      }),
    )
  })

  it('is the mask itself when there is nothing to do', () => {
    const mask = drawMask('.#+-')
    expect(prepareMask(mask, { grow: 0, feather: 0 })).toEqual(mask)
  })
})

import { describe, expect, it } from 'vitest'
import { hideHole } from '../pixels.ts'
import { boxHole, picture } from '../testing.ts'
import type { Rgb } from '../types.ts'
import { isBroken } from './broken.ts'

const hole = boxHole(50, 50, [10, 10, 40, 40])
const photo = picture(50, 50, (x, y) => [40 + x, 60 + y, 90])
const patched = (base: Rgb, side: number, colour: readonly [number, number, number]): Rgb => {
  const data = base.data.slice()
  for (let y = 20; y < 20 + side; y++) {
    for (let x = 20; x < 20 + side; x++) data.set(colour, (y * 50 + x) * 3)
  }
  return { ...base, data }
}

describe('isBroken', () => {
  it('passes a fill, even with a few black pixels', () => {
    expect(isBroken(photo, photo, hole)).toBe(false)
    expect(isBroken(photo, patched(photo, 2, [0, 0, 0]), hole)).toBe(false)
  })

  it('finds black areas and areas left in the hole’s colour', () => {
    expect(isBroken(photo, patched(photo, 6, [0, 0, 0]), hole)).toBe(true)
    expect(isBroken(photo, patched(photo, 6, [255, 0, 255]), hole)).toBe(true)
    expect(isBroken(photo, hideHole(photo, hole), hole)).toBe(true)
  })

  it('knows black that belongs there, or was copied from elsewhere in the picture', () => {
    const shadow = patched(photo, 6, [9, 9, 9])
    expect(isBroken(shadow, patched(photo, 6, [0, 0, 0]), hole)).toBe(false)
    const framed = picture(50, 50, (x, y) => (y === 0 && x < 25 ? [0, 0, 0] : [40 + x, 60 + y, 90]))
    expect(isBroken(framed, patched(framed, 9, [0, 0, 0]), hole)).toBe(false)
    expect(isBroken(framed, patched(framed, 16, [0, 0, 0]), hole)).toBe(true)
  })

  it('lets a black picture be filled with black', () => {
    const night = picture(50, 50, () => [0, 0, 0])
    expect(isBroken(night, night, hole)).toBe(false)
  })
})

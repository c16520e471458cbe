import { describe, expect, it } from 'vitest'
import { fromHalf, fromHalves, toHalf, toHalves } from './float16.ts'

describe('half precision', () => {
  it('comes back as it was, every value there is', () => {
    const all = Uint16Array.from({ length: 0x1_0000 }, (_, half) => half)
    const values = fromHalves(all)
    const back = toHalves(values)
    for (let half = 0; half < all.length; half++) {
      if (Number.isNaN(values[half])) continue
      expect(back[half]).toBe(half)
      expect(values[half]).toBe(fromHalf(half))
    }
  })

  it('is the same for many at once as for one after the other', () => {
    const values = new Float32Array(20_000)
    const words = new Uint32Array(values.buffer)
    for (let i = 0; i < words.length; i++) words[i] = Math.imul(i + 1, 0x9e37_79b1)
    const halves = toHalves(values)
    for (let i = 0; i < values.length; i++) expect(halves[i]).toBe(toHalf(values[i]!))
  })

  it('rounds to the nearest, ties to even', () => {
    expect([...toHalves(Float32Array.of(1, -2, 65504, 65519, 65520, 2 ** -24, 2 ** -25))]).toEqual([
      0x3c00, 0xc000, 0x7bff, 0x7bff, 0x7c00, 1, 0,
    ])
    expect([...toHalves(Float32Array.of(1 + 2 ** -11, 1 + 3 * 2 ** -11))]).toEqual([0x3c00, 0x3c02])
  })
})

import { describe, expect, it } from 'vitest'
import type { Planes } from '../image/planes.ts'
import { matchRing } from './ring-colour.ts'

const SIDE = 64

const planes = (channels: number, at: (c: number, x: number, y: number) => number): Planes => ({
  width: SIDE,
  height: SIDE,
  channels,
  data: Float32Array.from({ length: channels * SIDE * SIDE }, (_, i) => {
    const p = i % (SIDE * SIDE)
    return at(Math.floor(i / (SIDE * SIDE)), p % SIDE, Math.floor(p / SIDE))
  }),
})

const inHole = (x: number, y: number): boolean => x >= 24 && x < 40 && y >= 24 && y < 40
const mask = planes(1, (_, x, y) => (inHole(x, y) ? 1 : 0))
/** Tones of some spread, 0..1. */
const tone = (c: number, x: number, y: number): number =>
  0.5 + 0.15 * Math.sin(x / 5 + c) + 0.1 * Math.cos(y / 4)
const image = planes(3, (c, x, y) => 2 * tone(c, x, y) - 1)

const furthest = (a: Planes, b: (c: number, x: number, y: number) => number): number => {
  const want = planes(3, b)
  return a.data.reduce((most, value, i) => {
    const p = i % (SIDE * SIDE)
    return inHole(p % SIDE, Math.floor(p / SIDE))
      ? Math.max(most, Math.abs(value - want.data[i]!))
      : most
  }, 0)
}

describe('matchRing', () => {
  it('takes a shift and a gain of the decoder back, each channel its own', () => {
    const made = planes(
      3,
      (c, x, y) => 0.94 * (tone(c, x, y) - 0.5) + 0.5 + [0.03, -0.02, 0.05][c]!,
    )
    expect(furthest(made, tone)).toBeGreaterThan(0.03)
    expect(furthest(matchRing(made, image, mask), tone)).toBeLessThan(0.004)
  })

  it('is not led astray by part of the ring that shows something else', () => {
    const made = planes(3, (c, x, y) => (y < 20 && x < 30 ? 0.1 : tone(c, x, y) + 0.04))
    expect(furthest(matchRing(made, image, mask), tone)).toBeLessThan(0.01)
  })

  it('changes nothing outside the hole, and nothing at all where the ring says nothing', () => {
    const made = planes(3, (c, x, y) => tone(c, x, y) + 0.05)
    const matched = matchRing(made, image, mask)
    for (let i = 0; i < made.data.length; i++) {
      if (mask.data[i % (SIDE * SIDE)] === 0) expect(matched.data[i]).toBe(made.data[i])
    }
    let seed = 1
    const noise = planes(3, () => {
      seed = (seed * 16_807) % 2_147_483_647
      return seed / 2_147_483_647
    })
    expect(matchRing(noise, image, mask)).toBe(noise)
    const far = planes(3, (c, x, y) => tone(c, x, y) + 0.3)
    expect(matchRing(far, image, mask)).toBe(far)
    const everywhere = planes(1, () => 1)
    expect(matchRing(made, image, everywhere)).toBe(made)
  })
})

import { describe, expect, it } from 'vitest'
import { randomFrom } from '../random.ts'
import { boxHole, grey } from '../testing.ts'
import { sharpnessRatio } from './sharpness.ts'

const hole = boxHole(96, 96, [32, 32, 64, 64])
const inHole = (x: number, y: number): boolean => x >= 32 && x < 64 && y >= 32 && y < 64
const noise = (amplitude: (x: number, y: number) => number) => {
  const random = randomFrom('sharpness')
  return grey(96, 96, (x, y) => 128 + Math.round(random.between(-1, 1) * amplitude(x, y)))
}

describe('sharpnessRatio', () => {
  it('is about 1 where the texture goes on, and for flat in flat', () => {
    expect(
      sharpnessRatio(
        noise(() => 60),
        hole,
      ),
    ).toBeCloseTo(1, 0.5)
    expect(
      sharpnessRatio(
        grey(96, 96, () => 90),
        hole,
      ),
    ).toBe(1)
  })

  it('measures energy: half the contrast is a quarter', () => {
    const soft = noise((x, y) => (inHole(x, y) ? 30 : 60))
    expect(sharpnessRatio(soft, hole)).toBeGreaterThan(0.22)
    expect(sharpnessRatio(soft, hole)).toBeLessThan(0.28)
  })

  it('does not take the step at the seam for sharpness', () => {
    expect(
      sharpnessRatio(
        grey(96, 96, (x, y) => (inHole(x, y) ? 200 : 20)),
        hole,
      ),
    ).toBe(1)
  })
})

import { describe, expect, it } from 'vitest'
import { growthExponent } from './run-scaling.ts'

const rows = (power: number, sizes: readonly number[]) =>
  sizes.map((holePixels) => ({ holePixels, engine: 3e-4 * holePixels ** power }))

describe('growthExponent', () => {
  it.each([0.8, 1, 1.3])('finds the power %s it was made with', (power) => {
    expect(growthExponent(rows(power, [1e5, 3e5, 1e6, 4e6]))).toBeCloseTo(power, 6)
  })

  it('leaves out holes so small that the fixed cost rules, and has no opinion on one point', () => {
    const withSmall = [{ holePixels: 1e4, engine: 5000 }, ...rows(1, [1e5, 1e6])]
    expect(growthExponent(withSmall)).toBeCloseTo(1, 6)
    expect(growthExponent(rows(1, [1e6]))).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { boxHole, grey, picture } from '../testing.ts'
import { psnr } from './psnr.ts'
import { ssim } from './ssim.ts'

const hole = boxHole(64, 48, [20, 10, 50, 30])

describe('psnr', () => {
  it('is 48.13 dB for a difference of one everywhere, and counts the hole only', () => {
    const a = grey(64, 48, () => 100)
    const b = grey(64, 48, (x, y) => (x >= 20 && x < 50 && y >= 10 && y < 30 ? 101 : 250))
    expect(psnr(a, b, hole)).toBeCloseTo(48.1308, 4)
  })

  it('is 100 for equal pictures', () => {
    const a = grey(64, 48, (x) => x)
    expect(psnr(a, a, hole)).toBe(100)
  })
})

describe('ssim', () => {
  const pattern = (k: number) =>
    picture(64, 48, (x, y) => [
      (x * 5 + y * 3 + k * ((x * y) % 17)) % 256,
      (x * 2 + y * 7 + k * ((x + 2 * y) % 23) * 2) % 256,
      (((x >> 3) + (y >> 3)) % 2) * 200 + k * 3,
    ])

  it('agrees with scikit-image 0.24 (gaussian_weights, sigma 1.5, data_range 255)', () => {
    const a = pattern(0)
    const b = pattern(3)
    expect(ssim(a, b, hole)).toBeCloseTo(0.1377745, 5)
    expect(ssim(a, b, boxHole(64, 48, [0, 0, 64, 48]))).toBeCloseTo(0.2218479, 5)
  })

  it('is 1 for equal pictures', () => {
    expect(ssim(pattern(1), pattern(1), hole)).toBeCloseTo(1, 6)
  })
})

/** Structural similarity inside the hole (Wang, Bovik, Sheikh, Simoncelli 2004). */
import type { Mask } from '@inlay/shared'
import type { Rgb } from '../types.ts'
import { lumaOf } from './luma.ts'

const RADIUS = 5
const SIGMA = 1.5
const C1 = (0.01 * 255) ** 2
const C2 = (0.03 * 255) ** 2

const WINDOW = ((): Float64Array => {
  const weights = Float64Array.from({ length: 2 * RADIUS + 1 }, (_, i) =>
    Math.exp(-((i - RADIUS) ** 2) / (2 * SIGMA ** 2)),
  )
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((w) => w / sum)
})()

/** Gaussian blur with edges mirrored about the edge pixel's outer border, as scipy's `reflect`. */
const blur = (source: Float32Array, width: number, height: number): Float32Array => {
  const mirror = (i: number, size: number): number => {
    let at = i
    while (at < 0 || at >= size) at = at < 0 ? -at - 1 : 2 * size - 1 - at
    return at
  }
  const rows = new Float32Array(source.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let k = -RADIUS; k <= RADIUS; k++) {
        sum += WINDOW[k + RADIUS]! * source[y * width + mirror(x + k, width)]!
      }
      rows[y * width + x] = sum
    }
  }
  const out = new Float32Array(source.length)
  for (let y = 0; y < height; y++) {
    for (let k = -RADIUS; k <= RADIUS; k++) {
      const from = mirror(y + k, height) * width
      const weight = WINDOW[k + RADIUS]!
      for (let x = 0; x < width; x++) out[y * width + x]! += weight * rows[from + x]!
    }
  }
  return out
}

/** Mean of the SSIM map (luma, 11x11 Gaussian of sigma 1.5) over the hole, -1..1. */
export const ssim = (truth: Rgb, fill: Rgb, hole: Mask): number => {
  const { width, height } = truth
  const a = lumaOf(truth)
  const b = lumaOf(fill)
  const smooth = (pick: (i: number) => number): Float32Array =>
    blur(
      Float32Array.from(a, (_, i) => pick(i)),
      width,
      height,
    )
  const meanA = blur(a, width, height)
  const meanB = blur(b, width, height)
  const squareA = smooth((i) => a[i]! * a[i]!)
  const squareB = smooth((i) => b[i]! * b[i]!)
  const product = smooth((i) => a[i]! * b[i]!)
  let sum = 0
  let count = 0
  for (let i = 0; i < hole.data.length; i++) {
    if (hole.data[i] === 0) continue
    const ma = meanA[i]!
    const mb = meanB[i]!
    const variances = squareA[i]! - ma * ma + squareB[i]! - mb * mb
    const covariance = product[i]! - ma * mb
    sum +=
      ((2 * ma * mb + C1) * (2 * covariance + C2)) / ((ma * ma + mb * mb + C1) * (variances + C2))
    count++
  }
  return sum / count
}

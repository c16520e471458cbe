/** Peak signal-to-noise ratio inside the hole. */
import type { Mask } from '@inlay/shared'
import type { Rgb } from '../types.ts'

/** Of equal pictures; so that means stay finite. */
const MOST = 100

/** Decibels over the R, G and B of the hole's pixels, peak 255; 100 at most. */
export const psnr = (truth: Rgb, fill: Rgb, hole: Mask): number => {
  let sum = 0
  let count = 0
  for (let i = 0; i < hole.data.length; i++) {
    if (hole.data[i] === 0) continue
    for (let c = 0; c < 3; c++) sum += (truth.data[i * 3 + c]! - fill.data[i * 3 + c]!) ** 2
    count += 3
  }
  return Math.min(MOST, 10 * Math.log10((255 * 255 * count) / sum))
}

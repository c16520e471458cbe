/** Grey pictures for the measures that only look at structure. */
import type { Rgb } from '../types.ts'

/** Rec. 601 luma, 0..255, one value a pixel. */
export const lumaOf = ({ width, height, data }: Rgb): Float32Array => {
  const luma = new Float32Array(width * height)
  for (let i = 0, j = 0; i < luma.length; i++, j += 3) {
    luma[i] = 0.299 * data[j]! + 0.587 * data[j + 1]! + 0.114 * data[j + 2]!
  }
  return luma
}

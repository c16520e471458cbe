/** Sharpness ratio: gradient energy inside the hole against the ring around it. */
import { dilateMask, type Mask } from '@inlay/shared'
import type { Rgb } from '../types.ts'
import { lumaOf } from './luma.ts'

/** Width of the ring in pixels. */
const RING = 24
/** A quarter grey level squared: flat against flat is 1, not 0/0. */
const FLOOR = 0.25

/** Mean squared forward difference of luma where both pixels are marked. */
const energy = (
  luma: Float32Array,
  width: number,
  height: number,
  marked: (i: number) => boolean,
): number => {
  let sum = 0
  let count = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      if (!marked(i)) continue
      if (x < width - 1 && marked(i + 1)) {
        sum += (luma[i + 1]! - luma[i]!) ** 2
        count++
      }
      if (y < height - 1 && marked(i + width)) {
        sum += (luma[i + width]! - luma[i]!) ** 2
        count++
      }
    }
  }
  return count === 0 ? 0 : sum / count
}

/** Energy inside divided by energy in the ring: 1 as sharp as around, below 1 blurred. */
export const sharpnessRatio = (fill: Rgb, hole: Mask): number => {
  const { width, height } = fill
  const luma = lumaOf(fill)
  const near = dilateMask(hole, RING)
  const inside = energy(luma, width, height, (i) => hole.data[i]! > 0)
  const around = energy(luma, width, height, (i) => near.data[i]! > 0 && hole.data[i] === 0)
  return (inside + FLOOR) / (around + FLOOR)
}

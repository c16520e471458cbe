/** Sharpness ratio: gradient energy inside the hole against the ring around it. */
import type { Mask } from '@inlay/shared'
import type { Rgb } from '../types.ts'
import { lumaOf } from './luma.ts'

/** Width of the ring in pixels. */
const RING = 24
/** A quarter grey level squared: flat against flat is 1, not 0/0. */
const FLOOR = 0.25

/** 1 within `RING` pixels (chessboard) of the hole and outside it. */
const ringOf = ({ width, height, data }: Mask): Uint8Array => {
  // Two running maxima, along rows and then columns.
  const near = new Uint8Array(data.length)
  for (let y = 0; y < height; y++) {
    let last = Number.NEGATIVE_INFINITY
    for (let x = 0; x < width; x++) {
      if (data[y * width + x]! > 0) last = x
      if (x - last <= RING) near[y * width + x] = 1
    }
    last = Number.POSITIVE_INFINITY
    for (let x = width - 1; x >= 0; x--) {
      if (data[y * width + x]! > 0) last = x
      if (last - x <= RING) near[y * width + x] = 1
    }
  }
  const ring = new Uint8Array(data.length)
  for (let x = 0; x < width; x++) {
    let last = Number.NEGATIVE_INFINITY
    for (let y = 0; y < height; y++) {
      if (near[y * width + x] === 1) last = y
      if (y - last <= RING) ring[y * width + x] = 1
    }
    last = Number.POSITIVE_INFINITY
    for (let y = height - 1; y >= 0; y--) {
      if (near[y * width + x] === 1) last = y
      if (last - y <= RING) ring[y * width + x] = 1
    }
  }
  for (let i = 0; i < data.length; i++) if (data[i]! > 0) ring[i] = 0
  return ring
}

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
  const ring = ringOf(hole)
  const inside = energy(luma, width, height, (i) => hole.data[i]! > 0)
  const around = energy(luma, width, height, (i) => ring[i] === 1)
  return (inside + FLOOR) / (around + FLOOR)
}

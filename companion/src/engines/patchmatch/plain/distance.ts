/** Squared distance of two patches, without SIMD. */
import { FRESH } from '../constants.ts'

/** Sum of squared differences of two patches of `side` x `side` RGBT pixels from byte `a` and `b`. */
export const whole = (
  bytes: Uint8Array,
  a: number,
  b: number,
  step: number,
  side: number,
  limit: number,
): number => {
  let sum = 0
  for (let row = 0; row < side; row++) {
    const at = a + row * step
    const shift = b - a
    for (let i = at; i < at + side * 4; i++) {
      const difference = bytes[i]! - bytes[i + shift]!
      sum += difference * difference
    }
    if (sum >= limit) return limit
  }
  return sum
}

/** The same over the pixels of `a` that have a colour; `flags` is the flag byte of its top left. */
export const partial = (
  bytes: Uint8Array,
  a: number,
  b: number,
  flags: number,
  stride: number,
  side: number,
  limit: number,
): number => {
  let sum = 0
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      if ((bytes[flags + row * stride + column]! & FRESH) !== 0) continue
      const at = (row * stride + column) * 4
      for (let i = at; i < at + 4; i++) {
        const difference = bytes[a + i]! - bytes[b + i]!
        sum += difference * difference
      }
    }
    if (sum >= limit) return limit
  }
  return sum
}

/** How many pixels `partial` compares. */
export const comparable = (
  bytes: Uint8Array,
  flags: number,
  stride: number,
  side: number,
): number => {
  let count = 0
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      if ((bytes[flags + row * stride + column]! & FRESH) === 0) count += 1
    }
  }
  return count
}

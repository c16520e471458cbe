/** Squared distance of two patches: sixteen bytes (four RGBT pixels) at a time. */
import { FRESH } from '../constants'

/** Which of a row's first and last four pixels belong to a patch of this radius (loads start at -radius). */
// @ts-ignore: decorator
@inline
export function headMask(radius: i32): v128 {
  return radius == 1 ? i32x4(-1, -1, -1, 0) : i32x4.splat(-1)
}

// @ts-ignore: decorator
@inline
export function tailMask(radius: i32): v128 {
  return radius == 3 ? i32x4(-1, -1, -1, 0) : radius == 2 ? i32x4(-1, 0, 0, 0) : i32x4.splat(0)
}

// @ts-ignore: decorator
@inline
function squares(difference: v128): v128 {
  const low = i16x8.extend_low_i8x16_u(difference)
  const high = i16x8.extend_high_i8x16_u(difference)
  return i32x4.add(i32x4.dot_i16x8_s(low, low), i32x4.dot_i16x8_s(high, high))
}

// @ts-ignore: decorator
@inline
function apart(a: v128, b: v128): v128 {
  return v128.or(i8x16.sub_sat_u(a, b), i8x16.sub_sat_u(b, a))
}

// @ts-ignore: decorator
@inline
function total(lanes: v128): u32 {
  const pairs = i32x4.add(lanes, i8x16.shuffle(lanes, lanes, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7))
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1)
}

/**
 * Sum of squared differences of two patches whose top left pixels are at `a` and `b`; any value not
 * below `limit` means "no better than limit".
 */
// @ts-ignore: decorator
@inline
export function whole(a: usize, b: usize, step: usize, rows: i32, head: v128, tail: v128, limit: u32): u32 {
  let sum = i32x4.splat(0)
  let at = a
  let other = b
  let row = 0
  while (true) {
    const left = apart(v128.load(at), v128.load(other))
    const right = apart(v128.load(at, 16), v128.load(other, 16))
    sum = i32x4.add(sum, squares(v128.and(left, head)))
    sum = i32x4.add(sum, squares(v128.and(right, tail)))
    row += 1
    if (row == rows) return total(sum)
    if ((row & 1) == 0 && total(sum) >= limit) return limit
    at += step
    other += step
  }
}

/** The same over pixels of the target that have a colour; `flags` is the flag byte of the patch's top left. */
// @ts-ignore: decorator
@inline
export function partial(
  a: usize,
  b: usize,
  flags: usize,
  step: usize,
  flagStep: usize,
  rows: i32,
  head: v128,
  tail: v128,
  limit: u32,
): u32 {
  let sum = i32x4.splat(0)
  let at = a
  let other = b
  let flag = flags
  for (let row = 0; row < rows; row++) {
    const known = knownPixels(flag)
    const left = apart(v128.load(at), v128.load(other))
    const right = apart(v128.load(at, 16), v128.load(other, 16))
    sum = i32x4.add(sum, squares(v128.and(v128.and(left, head), fourLow(known))))
    sum = i32x4.add(sum, squares(v128.and(v128.and(right, tail), fourHigh(known))))
    if (total(sum) >= limit) return limit
    at += step
    other += step
    flag += flagStep
  }
  return total(sum)
}

/** How many pixels `partial` compares. */
// @ts-ignore: decorator
@inline
export function comparable(flags: usize, flagStep: usize, rows: i32): i32 {
  let count = 0
  let flag = flags
  const row = (1 << rows) - 1
  for (let i = 0; i < rows; i++) {
    count += popcnt(i8x16.bitmask(knownPixels(flag)) & row)
    flag += flagStep
  }
  return count
}

/** 0xff for each of eight flag bytes without FRESH. */
// @ts-ignore: decorator
@inline
function knownPixels(flags: usize): v128 {
  return i8x16.eq(v128.and(v128.load64_zero(flags), i8x16.splat(<i8>FRESH)), i8x16.splat(0))
}

// @ts-ignore: decorator
@inline
function fourLow(bytes: v128): v128 {
  return i8x16.shuffle(bytes, bytes, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3)
}

// @ts-ignore: decorator
@inline
function fourHigh(bytes: v128): v128 {
  return i8x16.shuffle(bytes, bytes, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7)
}

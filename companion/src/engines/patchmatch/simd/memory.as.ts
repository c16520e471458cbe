/** Fields of level descriptors and phase arguments, and the hash that stands in for a random generator. */
import { ARGS, BAND_ROWS, L_HEIGHT } from '../constants'

// @ts-ignore: decorator
@inline
export function field(level: usize, offset: i32): i32 {
  return load<i32>(level + offset)
}

// @ts-ignore: decorator
@inline
export function address(level: usize, offset: i32): usize {
  return <usize>load<u32>(level + offset)
}

// @ts-ignore: decorator
@inline
export function argument(offset: i32): i32 {
  return load<i32>(ARGS + offset)
}

/** lowbias32 by Chris Wellons (public domain): a bijection of 32 bits that passes avalanche tests. */
// @ts-ignore: decorator
@inline
export function mix(value: u32): u32 {
  let h = value
  h ^= h >> 16
  h *= 0x7feb352d
  h ^= h >> 15
  h *= 0x846ca68b
  h ^= h >> 16
  return h
}

// @ts-ignore: decorator
@inline
export function firstRow(band: i32): i32 {
  return band * BAND_ROWS
}

// @ts-ignore: decorator
@inline
export function endRow(level: usize, band: i32): i32 {
  return min((band + 1) * BAND_ROWS, field(level, L_HEIGHT))
}

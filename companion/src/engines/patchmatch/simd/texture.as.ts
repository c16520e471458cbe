/** The texture channel: how strong the slopes are around each pixel of level 0. */
import {
  A_LEVEL,
  A_RAW_TEXTURE,
  A_TEXTURE_GAIN,
  A_TEXTURE_REACH,
  BLANK,
  L_FLAGS,
  L_HEIGHT,
  L_PIXELS,
  L_STRIDE,
  L_WIDTH,
} from '../constants'
import { address, argument, endRow, field, firstRow } from './memory.as'

// @ts-ignore: decorator
@inline
function luma(pixel: usize): i32 {
  return (<i32>load<u8>(pixel) + 2 * <i32>load<u8>(pixel + 1) + <i32>load<u8>(pixel + 2)) >> 2
}

/** |difference| to the next known pixel, or to the one before, or 0 between unknown ones. */
// @ts-ignore: decorator
@inline
function slope(pixel: usize, flag: usize, pixelStep: i32, flagStep: i32, next: bool, before: bool): i32 {
  if (next && (load<u8>(flag + flagStep) & BLANK) == 0) {
    return abs(luma(pixel + pixelStep) - luma(pixel))
  }
  if (before && (load<u8>(flag - flagStep) & BLANK) == 0) {
    return abs(luma(pixel) - luma(pixel - pixelStep))
  }
  return 0
}

/** |dx| + |dy| of each known pixel, into the raw texture plane. */
export function texture(band: i32): i32 {
  const level = <usize>argument(A_LEVEL)
  const width = field(level, L_WIDTH)
  const height = field(level, L_HEIGHT)
  const stride = field(level, L_STRIDE)
  const gain = argument(A_TEXTURE_GAIN)
  const end = endRow(level, band)
  for (let y = firstRow(band); y < end; y++) {
    let pixel = address(level, L_PIXELS) + <usize>y * stride * 4
    let flag = address(level, L_FLAGS) + <usize>y * stride
    let to = <usize>argument(A_RAW_TEXTURE) + <usize>y * width
    for (let x = 0; x < width; x++) {
      if ((load<u8>(flag) & BLANK) == 0) {
        const dx = slope(pixel, flag, 4, 1, x + 1 < width, x > 0)
        const dy = slope(pixel, flag, stride * 4, stride, y + 1 < height, y > 0)
        store<u8>(to, <u8>min(((dx + dy) * gain) >> 4, 255))
      }
      to += 1
      pixel += 4
      flag += 1
    }
  }
  return 0
}

/**
 * Newson 2014's texture feature (section 2.3): the mean of |dx| + |dy| over the known pixels of a
 * neighbourhood, which says how rich a place is rather than where its edges run. The pyramid
 * averages it further.
 */
export function soften(band: i32): i32 {
  const level = <usize>argument(A_LEVEL)
  const width = field(level, L_WIDTH)
  const height = field(level, L_HEIGHT)
  const stride = field(level, L_STRIDE)
  const plane = <usize>argument(A_RAW_TEXTURE)
  const reach = argument(A_TEXTURE_REACH)
  const end = endRow(level, band)
  for (let y = firstRow(band); y < end; y++) {
    const flags = address(level, L_FLAGS) + <usize>y * stride
    const pixels = address(level, L_PIXELS) + <usize>y * stride * 4
    const rows = reach == 2 && y >= 2 && y + 2 < height
    for (let x = 0; x < width; x += 8) {
      const inside = rows && x >= 2 && x + 14 <= width
      if (inside && allKnown(flags + x - 2, stride)) {
        eightMeans(plane + <usize>y * width + x - 2, width, pixels + <usize>x * 4)
      } else {
        for (let i = x; i < min(x + 8, width); i++) {
          if ((load<u8>(flags + i) & BLANK) != 0) continue
          store<u8>(pixels + <usize>i * 4 + 3, <u8>mean(level, plane, i, y, reach))
        }
      }
    }
  }
  return 0
}

/** Whether sixteen pixels from `flags` on, and those in the two rows above and below, all have a colour. */
// @ts-ignore: decorator
@inline
function allKnown(flags: usize, stride: i32): bool {
  let any = v128.load(flags)
  for (let i = 1; i <= 2; i++) {
    any = v128.or(any, v128.or(v128.load(flags - i * stride), v128.load(flags + i * stride)))
  }
  return !v128.any_true(v128.and(any, i8x16.splat(<i8>BLANK)))
}

/** Means of 5x5 bytes around eight pixels; `from` is two columns left of the first. */
// @ts-ignore: decorator
@inline
function eightMeans(from: usize, width: i32, to: usize): void {
  let low = i16x8.splat(0)
  let high = i16x8.splat(0)
  for (let i = -2; i <= 2; i++) {
    const row = v128.load(from + i * width)
    low = i16x8.add(low, i16x8.extend_low_i8x16_u(row))
    high = i16x8.add(high, i16x8.extend_high_i8x16_u(row))
  }
  let sum = i16x8.add(low, i16x8.shuffle(low, high, 1, 2, 3, 4, 5, 6, 7, 8))
  sum = i16x8.add(sum, i16x8.shuffle(low, high, 2, 3, 4, 5, 6, 7, 8, 9))
  sum = i16x8.add(sum, i16x8.shuffle(low, high, 3, 4, 5, 6, 7, 8, 9, 10))
  sum = i16x8.add(sum, i16x8.shuffle(low, high, 4, 5, 6, 7, 8, 9, 10, 11))
  sum = i16x8.add(sum, i16x8.splat(12))
  // sum / 25 for every sum that 25 bytes can have.
  const a = i32x4.shr_u(i32x4.extmul_low_i16x8_u(sum, i16x8.splat(5243)), 17)
  const b = i32x4.shr_u(i32x4.extmul_high_i16x8_u(sum, i16x8.splat(5243)), 17)
  store<u8>(to + 3, <u8>i32x4.extract_lane(a, 0))
  store<u8>(to + 7, <u8>i32x4.extract_lane(a, 1))
  store<u8>(to + 11, <u8>i32x4.extract_lane(a, 2))
  store<u8>(to + 15, <u8>i32x4.extract_lane(a, 3))
  store<u8>(to + 19, <u8>i32x4.extract_lane(b, 0))
  store<u8>(to + 23, <u8>i32x4.extract_lane(b, 1))
  store<u8>(to + 27, <u8>i32x4.extract_lane(b, 2))
  store<u8>(to + 31, <u8>i32x4.extract_lane(b, 3))
}

/** The mean over the known pixels around (x, y), which is one of them. */
function mean(level: usize, plane: usize, x: i32, y: i32, reach: i32): u32 {
  const width = field(level, L_WIDTH)
  const stride = field(level, L_STRIDE)
  let sum: u32 = 0
  let count: u32 = 0
  for (let v = max(y - reach, 0); v <= min(y + reach, field(level, L_HEIGHT) - 1); v++) {
    const flags = address(level, L_FLAGS) + <usize>v * stride
    for (let u = max(x - reach, 0); u <= min(x + reach, width - 1); u++) {
      if ((load<u8>(flags + u) & BLANK) != 0) continue
      sum += <u32>load<u8>(plane + <usize>v * width + u)
      count += 1
    }
  }
  return (sum + (count >> 1)) / count
}

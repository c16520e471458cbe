/** Halves a level without letting the hole bleed into it, and spreads colours over blank pixels. */
import {
  A_LEVEL,
  A_OTHER,
  BLANK,
  FRESH,
  HOLE,
  L_FLAGS,
  L_HEIGHT,
  L_PIXELS,
  L_STRIDE,
  L_WIDTH,
  VOID,
} from '../constants'
import { address, argument, endRow, field, firstRow } from './memory.as'

/** Mean of the known pixels of each 2x2 block; a block is hole when half of it or more is. */
export function shrink(band: i32): i32 {
  const level = <usize>argument(A_LEVEL)
  const fine = <usize>argument(A_OTHER)
  const width = field(level, L_WIDTH)
  const stride = field(level, L_STRIDE)
  const fineWidth = field(fine, L_WIDTH)
  const fineHeight = field(fine, L_HEIGHT)
  const fineStride = field(fine, L_STRIDE)
  const end = endRow(level, band)
  for (let y = firstRow(band); y < end; y++) {
    let pixel = address(level, L_PIXELS) + <usize>y * stride * 4
    let flag = address(level, L_FLAGS) + <usize>y * stride
    const rows = 2 * y + 1 < fineHeight ? 2 : 1
    for (let x = 0; x < width; x++) {
      const columns = 2 * x + 1 < fineWidth ? 2 : 1
      let known = 0
      let holes = 0
      let bits = 0
      let sum = i32x4.splat(0)
      for (let dy = 0; dy < rows; dy++) {
        for (let dx = 0; dx < columns; dx++) {
          const at = <usize>(2 * y + dy) * fineStride + 2 * x + dx
          const from = <i32>load<u8>(address(fine, L_FLAGS) + at)
          bits |= from & VOID
          holes += from & HOLE
          if ((from & BLANK) == 0) {
            known += 1
            sum = i32x4.add(
              sum,
              i32x4.extend_low_i16x8_u(
                i16x8.extend_low_i8x16_u(v128.load32_zero(address(fine, L_PIXELS) + at * 4)),
              ),
            )
          }
        }
      }
      if (holes * 2 >= rows * columns) bits |= HOLE | FRESH
      let colour: u32 = 0
      if (known == 0) bits |= BLANK
      else {
        const half = known >> 1
        colour =
          ((i32x4.extract_lane(sum, 0) + half) / known) |
          (((i32x4.extract_lane(sum, 1) + half) / known) << 8) |
          (((i32x4.extract_lane(sum, 2) + half) / known) << 16) |
          (((i32x4.extract_lane(sum, 3) + half) / known) << 24)
      }
      store<u32>(pixel, colour)
      store<u8>(flag, <u8>bits)
      pixel += 4
      flag += 1
    }
  }
  return 0
}

/** Gives blank pixels the colour of the coarser level, so that what lies under alpha 0 never guides a match. */
export function spread(band: i32): i32 {
  const level = <usize>argument(A_LEVEL)
  const coarse = <usize>argument(A_OTHER)
  const width = field(level, L_WIDTH)
  const stride = field(level, L_STRIDE)
  const end = endRow(level, band)
  for (let y = firstRow(band); y < end; y++) {
    const pixel = address(level, L_PIXELS) + <usize>y * stride * 4
    const flag = address(level, L_FLAGS) + <usize>y * stride
    const from = address(coarse, L_PIXELS) + <usize>(y >> 1) * field(coarse, L_STRIDE) * 4
    for (let x = 0; x < width; x++) {
      if ((load<u8>(flag + x) & BLANK) != 0) {
        store<u32>(pixel + x * 4, load<u32>(from + (x >> 1) * 4))
      }
    }
  }
  return 0
}

/** Turns the raw crop into level 0: 8-bit R, G, B beside a texture channel, and one flag byte a pixel. */
import {
  A_LEVEL,
  A_RAW,
  A_RAW_BYTES,
  A_RAW_CHANNELS,
  A_RAW_HOLE,
  A_RAW_SOURCE,
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

/** One colour channel or alpha as 0..255; little-endian 16-bit samples keep their high byte. */
// @ts-ignore: decorator
@inline
function sample(raw: usize, index: i32, bytes: i32): u32 {
  return bytes == 1 ? load<u8>(raw + index) : load<u8>(raw + index * 2 + 1)
}

export function pack(band: i32): i32 {
  const level = <usize>argument(A_LEVEL)
  const width = field(level, L_WIDTH)
  const stride = field(level, L_STRIDE)
  const channels = argument(A_RAW_CHANNELS)
  const bytes = argument(A_RAW_BYTES)
  const hole = <usize>argument(A_RAW_HOLE)
  const source = <usize>argument(A_RAW_SOURCE)
  const colours = channels >= 3 ? 3 : 1
  const alpha = channels == 2 || channels == 4
  const end = endRow(level, band)
  for (let y = firstRow(band); y < end; y++) {
    let raw = <usize>argument(A_RAW) + <usize>y * width * channels * bytes
    let mask = <usize>y * width
    let pixel = address(level, L_PIXELS) + <usize>y * stride * 4
    let flag = address(level, L_FLAGS) + <usize>y * stride
    for (let x = 0; x < width; x++) {
      let bits = 0
      if (load<u8>(hole + mask) != 0) bits = HOLE | BLANK | FRESH
      if (source != 0) bits |= standing(load<u8>(source + mask))
      if (alpha && transparent(raw, channels - 1, bytes)) bits |= VOID | BLANK
      let rgb: u32 = 0
      if ((bits & BLANK) == 0) {
        const r = sample(raw, 0, bytes)
        rgb = colours == 3 ? r | (sample(raw, 1, bytes) << 8) | (sample(raw, 2, bytes) << 16) : r * 0x010101
      }
      store<u32>(pixel, rgb)
      store<u8>(flag, <u8>bits)
      raw += channels * bytes
      mask += 1
      pixel += 4
      flag += 1
    }
  }
  return 0
}

/** Flags of a source plane byte: see `writeSources` in memory.ts. */
// @ts-ignore: decorator
@inline
function standing(value: u8): i32 {
  return value == 255 ? 0 : value == 0 ? VOID | BLANK : VOID
}

// @ts-ignore: decorator
@inline
function transparent(raw: usize, index: i32, bytes: i32): bool {
  return bytes == 1 ? load<u8>(raw + index) == 0 : load<u16>(raw + index * 2) == 0
}

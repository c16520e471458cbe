/** Rebuilds hole colours from the patches that cover them (Wexler 2007; adaptive sigma after Newson 2014). */
import {
  A_LEVEL,
  A_SELECT,
  FRESH,
  HOLE,
  L_BANDS,
  L_BOX_WIDTH,
  L_DISTANCE,
  L_FIELD,
  L_FLAGS,
  L_HEIGHT,
  L_LEFT,
  L_PIXELS,
  L_RADIUS,
  L_SCRATCH,
  L_STRIDE,
  L_TOP,
  L_WIDTH,
  NONE,
  PENDING,
  SCRATCH_BYTES,
  WEIGHT_ORIGIN,
  WEIGHTS,
} from '../constants'
import { address, argument, field } from './memory.as'

/** Eighths of an octave: 0..7 as they are, then 8 steps each time the distance doubles; below 200. */
// @ts-ignore: decorator
@inline
function code(distance: u32): i32 {
  const octave = 28 - <i32>clz(distance | 8)
  return octave * 8 + <i32>(distance >> octave)
}

/** The smallest code that at least `rank` of the 64 bytes at `codes` do not exceed. */
// @ts-ignore: decorator
@inline
function ranked(codes: usize, rank: i32): i32 {
  const a = v128.load(codes)
  const b = v128.load(codes, 16)
  const c = v128.load(codes, 32)
  const d = v128.load(codes, 48)
  let low = 0
  for (let step = 128; step > 0; step >>= 1) {
    const limit = i8x16.splat(<i8>(low + step - 1))
    const count =
      popcnt(i8x16.bitmask(i8x16.le_u(a, limit))) +
      popcnt(i8x16.bitmask(i8x16.le_u(b, limit))) +
      popcnt(i8x16.bitmask(i8x16.le_u(c, limit))) +
      popcnt(i8x16.bitmask(i8x16.le_u(d, limit)))
    if (count < rank) low += step
  }
  return low
}

/** Colours the selected hole pixels of a band; returns how many no patch could vote for. */
export function vote(band: i32): i32 {
  const level = <usize>argument(A_LEVEL)
  const width = field(level, L_WIDTH)
  const height = field(level, L_HEIGHT)
  const stride = field(level, L_STRIDE)
  const pixels = address(level, L_PIXELS)
  const flags = address(level, L_FLAGS)
  const radius = field(level, L_RADIUS)
  const left = field(level, L_LEFT)
  const top = field(level, L_TOP)
  const boxWidth = field(level, L_BOX_WIDTH)
  const nearest = address(level, L_FIELD)
  const distances = address(level, L_DISTANCE)
  const codes = address(level, L_SCRATCH) + <usize>band * SCRATCH_BYTES
  const places = codes + 64
  const select = <u8>argument(A_SELECT)
  const first = load<i32>(address(level, L_BANDS) + band * 4)
  const end = load<i32>(address(level, L_BANDS) + band * 4 + 4)
  let lost = 0
  for (let y = first; y < end; y++) {
    const ty0 = max(y - radius, radius)
    const ty1 = min(y + radius, height - 1 - radius)
    for (let x = left; x < left + boxWidth; x++) {
      const here = <usize>y * stride + x
      if ((load<u8>(flags + here) & select) == 0) continue
      const tx0 = max(x - radius, radius)
      const tx1 = min(x + radius, width - 1 - radius)
      v128.store(codes, i8x16.splat(-1))
      v128.store(codes, i8x16.splat(-1), 16)
      v128.store(codes, i8x16.splat(-1), 32)
      v128.store(codes, i8x16.splat(-1), 48)
      let n = 0
      for (let ty = ty0; ty <= ty1; ty++) {
        for (let tx = tx0; tx <= tx1; tx++) {
          const at = <usize>((ty - top) * boxWidth + tx - left) * 4
          const entry = load<i32>(nearest + at)
          if (entry == NONE) continue
          store<u8>(codes + n, <u8>code(load<u32>(distances + at)))
          const from = ((entry >>> 16) + y - ty) * stride + (entry & 0xffff) + x - tx
          store<u32>(places + n * 4, <u32>(pixels + <usize>from * 4))
          n += 1
        }
      }
      if (n == 0) {
        lost += 1
        continue
      }
      const middle = WEIGHT_ORIGIN - ranked(codes, (3 * n + 3) >> 2)
      let sum = i32x4.splat(0)
      let all = 0
      for (let i = 0; i < n; i++) {
        const weight = <i32>load<u16>(WEIGHTS + (<i32>load<u8>(codes + i) + middle) * 2)
        const colour = i32x4.extend_low_i16x8_u(
          i16x8.extend_low_i8x16_u(v128.load32_zero(<usize>load<u32>(places + i * 4))),
        )
        sum = i32x4.add(sum, i32x4.mul(colour, i32x4.splat(weight)))
        all += weight
      }
      const half = all >> 1
      const result =
        ((i32x4.extract_lane(sum, 0) + half) / all) |
        (((i32x4.extract_lane(sum, 1) + half) / all) << 8) |
        (((i32x4.extract_lane(sum, 2) + half) / all) << 16) |
        (((i32x4.extract_lane(sum, 3) + half) / all) << 24)
      store<u32>(pixels + here * 4, result)
      store<u8>(flags + here, load<u8>(flags + here) & <u8>~(FRESH | PENDING))
    }
  }
  return lost
}

/** Marks which patch centres may serve as source and which must be searched. */
import {
  A_LEVEL,
  A_RAW,
  HOLE,
  L_COUNTS,
  L_FLAGS,
  L_HEIGHT,
  L_RADIUS,
  L_STRIDE,
  L_WIDTH,
  SOURCE,
  TARGET,
  VOID,
} from '../constants'
import { address, argument, endRow, field, firstRow } from './memory.as'

/** Adds (or takes away) one row to the counts per column: unusable pixels in the low byte, holes in the high one. */
// @ts-ignore: decorator
@inline
function count(columns: usize, flags: usize, width: i32, sign: i32): void {
  for (let x = 0; x < width; x++) {
    const bits = <i32>load<u8>(flags + x)
    const bad = (bits & (HOLE | VOID)) != 0 ? 1 : 0
    const at = columns + x * 2
    store<u16>(at, <u16>(<i32>load<u16>(at) + sign * (bad + ((bits & HOLE) << 8))))
  }
}

/** Sliding window counts; A_RAW is scratch of two bytes per column and band. Returns the targets found. */
export function mark(band: i32): i32 {
  const level = <usize>argument(A_LEVEL)
  const width = field(level, L_WIDTH)
  const height = field(level, L_HEIGHT)
  const stride = field(level, L_STRIDE)
  const radius = field(level, L_RADIUS)
  const flags = address(level, L_FLAGS)
  const columns = <usize>argument(A_RAW) + <usize>band * stride * 2
  const first = firstRow(band)
  const end = endRow(level, band)
  memory.fill(columns, 0, stride * 2)
  for (let y = max(first - radius, 0); y < min(first + radius, height); y++) {
    count(columns, flags + <usize>y * stride, width, 1)
  }
  let all = 0
  for (let y = first; y < end; y++) {
    if (y + radius < height) count(columns, flags + <usize>(y + radius) * stride, width, 1)
    const inside = y >= radius && y + radius < height
    let sum = 0
    let targets = 0
    let sources = 0
    let holes = 0
    for (let x = 0; x < width + radius; x++) {
      if (x < width) sum += <i32>load<u16>(columns + x * 2)
      const centre = x - radius
      if (centre < 0) continue
      const at = flags + <usize>y * stride + centre
      let bits = <i32>load<u8>(at) & ~(SOURCE | TARGET)
      holes += bits & HOLE
      if (inside && centre >= radius && x < width) {
        if ((sum & 0xff) == 0) {
          bits |= SOURCE
          sources += 1
        }
        if (sum >> 8 != 0) {
          bits |= TARGET
          targets += 1
        }
      }
      store<u8>(at, <u8>bits)
      if (centre >= radius) sum -= <i32>load<u16>(columns + (centre - radius) * 2)
    }
    const counts = address(level, L_COUNTS) + y * 12
    store<i32>(counts, targets)
    store<i32>(counts + 4, sources)
    store<i32>(counts + 8, holes)
    all += targets
    if (y >= radius) count(columns, flags + <usize>(y - radius) * stride, width, -1)
  }
  return all
}

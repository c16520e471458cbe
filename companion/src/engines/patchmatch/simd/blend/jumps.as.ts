/**
 * What the blend solves for (Perez 2003; seams between patches as in Darabi 2012): a correction c on
 * the hole, 0 outside, whose differences make up for the jumps between pixels copied from different
 * places. One colour channel at a time.
 */
import {
  A_CHANNEL,
  A_GRID,
  A_LEVEL,
  A_SOLUTION,
  BAND_GROUPS,
  BLANK,
  G_INVERSE,
  G_RHS,
  G_STRIDE,
  G_X,
  GRID_LEFT,
  HOLE,
  L_FLAGS,
  L_HEIGHT,
  L_LEFT,
  L_PIXELS,
  L_STRIDE,
  L_TOP,
  L_WIDTH,
  VOID,
} from '../../constants'
import { address, argument, field } from '../memory.as'
import { bandEnd, group } from './groups.as'

/** The jumps that the correction must make up for, on the finest grid; and a first guess of 0. */
export function jumps(band: i32): i32 {
  const grid = <usize>argument(A_GRID)
  const level = <usize>argument(A_LEVEL)
  const width = field(level, L_WIDTH)
  const height = field(level, L_HEIGHT)
  const gridStride = field(grid, G_STRIDE)
  for (let i = band * BAND_GROUPS; i < bandEnd(grid, band); i++) {
    const index = (group(grid, i) >> 1) * 4
    const y = index / gridStride - 1 + field(level, L_TOP)
    const x0 = (index % gridStride) - GRID_LEFT + field(level, L_LEFT)
    for (let k = 0; k < 4; k++) {
      const at = <usize>(index + k) * 4
      store<f32>(address(grid, G_X) + at, 0)
      store<f32>(<usize>argument(A_SOLUTION) + at, 0)
      if (load<f32>(address(grid, G_INVERSE) + at) == 0) continue
      const x = x0 + k
      // In halves of a level: an edge between two places counts the mean of both.
      let sum = 0
      if (x > 0) sum += jump(level, x, y, -1, 0)
      if (x + 1 < width) sum += jump(level, x, y, 1, 0)
      if (y > 0) sum += jump(level, x, y, 0, -1)
      if (y + 1 < height) sum += jump(level, x, y, 0, 1)
      store<f32>(address(grid, G_RHS) + at, <f32>sum * 0.5)
    }
  }
  return 0
}

// @ts-ignore: decorator
@inline
function pixelAt(level: usize, x: i32, y: i32): usize {
  return <usize>y * field(level, L_STRIDE) + x
}

// @ts-ignore: decorator
@inline
function value(level: usize, at: usize): i32 {
  return <i32>load<u8>(address(level, L_PIXELS) + at * 4 + argument(A_CHANNEL))
}

/**
 * Twice the difference between the step from p = (x, y) to its neighbour q as the sources have it,
 * and as the copies have it.
 */
function jump(level: usize, x: i32, y: i32, dx: i32, dy: i32): i32 {
  const pixels = address(level, L_PIXELS)
  const q = pixelAt(level, x + dx, y + dy)
  const bits = <i32>load<u8>(address(level, L_FLAGS) + q)
  if ((bits & (HOLE | BLANK)) == BLANK) return 0
  const place = load<i32>(pixels + pixelAt(level, x, y) * 4)
  const step = dy * 0x10000 + dx
  const isHole = (bits & HOLE) != 0
  const other = isHole ? load<i32>(pixels + q * 4) : 0
  if (isHole && other == place + step) return 0
  const px = place & 0xffff
  const py = place >>> 16
  const here = value(level, pixelAt(level, px, py))
  const there = isHole ? value(level, pixelAt(level, other & 0xffff, other >>> 16)) : value(level, q)
  let sum = 0
  let count = 0
  if (usable(level, px + dx, py + dy)) {
    sum += here - value(level, pixelAt(level, px + dx, py + dy))
    count += 1
  }
  if (isHole && usable(level, (other & 0xffff) - dx, (other >>> 16) - dy)) {
    sum += value(level, pixelAt(level, (other & 0xffff) - dx, (other >>> 16) - dy)) - there
    count += 1
  }
  if (count == 0) return 0
  return (count == 1 ? sum * 2 : sum) - 2 * (here - there)
}

// @ts-ignore: decorator
@inline
function usable(level: usize, x: i32, y: i32): bool {
  if (x < 0 || y < 0 || x >= field(level, L_WIDTH) || y >= field(level, L_HEIGHT)) return false
  return (load<u8>(address(level, L_FLAGS) + pixelAt(level, x, y)) & (HOLE | BLANK | VOID)) == 0
}

/** Sets up the blend's grids: which pixels are unknown, and the edges between them. */
import {
  A_COARSE_GRID,
  A_GRID,
  A_HOLD,
  A_LEVEL,
  ARGS,
  BLANK,
  G_DOWN,
  G_HEIGHT,
  G_INVERSE,
  G_LIST,
  G_RHS,
  G_RIGHT,
  G_STRIDE,
  G_WIDTH,
  G_X,
  GRID_LEFT,
  HOLE,
  L_FLAGS,
  L_HEIGHT,
  L_LEFT,
  L_STRIDE,
  L_TOP,
  L_WIDTH,
} from '../../constants'
import { address, argument, field } from '../memory.as'

/** Share of a fine edge to a known pixel that a coarse cell keeps: it lies further off from its centre. */
const EDGE_TO_KNOWN: f32 = 0.6

/** Neighbours of a pixel: 1 in the low byte for each in the hole, 1 in the high byte for each known one. */
// @ts-ignore: decorator
@inline
function neighbours(flags: usize, stride: i32, x: i32, y: i32, width: i32, height: i32): i32 {
  let count = 0
  if (x > 0) count += kind(flags - 1)
  if (x + 1 < width) count += kind(flags + 1)
  if (y > 0) count += kind(flags - stride)
  if (y + 1 < height) count += kind(flags + stride)
  return count
}

// @ts-ignore: decorator
@inline
function kind(flags: usize): i32 {
  const bits = <i32>load<u8>(flags)
  return (bits & HOLE) != 0 ? 1 : (bits & BLANK) != 0 ? 0 : 256
}

/** Sets up the finest grid from level 0's flags; returns its groups. */
export function outline(_band: i32): i32 {
  const level = <usize>argument(A_LEVEL)
  const grid = <usize>argument(A_GRID)
  const width = field(level, L_WIDTH)
  const height = field(level, L_HEIGHT)
  const stride = field(level, L_STRIDE)
  const gridStride = field(grid, G_STRIDE)
  const gridWidth = field(grid, G_WIDTH)
  const hold = load<f32>(ARGS + A_HOLD)
  const left = field(level, L_LEFT)
  let next = address(grid, G_LIST)
  for (let j = 0; j < field(grid, G_HEIGHT); j++) {
    const y = j + field(level, L_TOP)
    const row = address(level, L_FLAGS) + <usize>y * stride + left
    for (let i = 0; i < gridWidth; i += 4) {
      let any = false
      for (let k = i; k < min(i + 4, gridWidth); k++) {
        if ((load<u8>(row + k) & HOLE) == 0) continue
        any = true
        const at = <usize>((j + 1) * gridStride + GRID_LEFT + k) * 4
        const count = neighbours(row + k, stride, left + k, y, width, height)
        const fixed = <f32>(count >> 8)
        store<f32>(address(grid, G_X) + at, fixed)
        store<f32>(address(grid, G_RHS) + at, hold)
        store<f32>(address(grid, G_INVERSE) + at, <f32>1 / (<f32>(count & 255) + fixed + hold))
      }
      if (any) {
        store<i32>(next, ((((j + 1) * gridStride + GRID_LEFT + i) >> 2) << 1) | (j & 1))
        next += 4
      }
    }
  }
  return <i32>((next - address(grid, G_LIST)) >> 2)
}

/** Sets up a coarser grid: edges between cells and to known pixels are gathered; returns its groups. */
export function coarsen(_band: i32): i32 {
  const fine = <usize>argument(A_GRID)
  const coarse = <usize>argument(A_COARSE_GRID)
  const fineStride = field(fine, G_STRIDE)
  const stride = field(coarse, G_STRIDE)
  const right = address(fine, G_RIGHT)
  const down = address(fine, G_DOWN)
  const inverse = address(fine, G_INVERSE)
  for (let y = 0; y < field(fine, G_HEIGHT); y++) {
    for (let x = 0; x < field(fine, G_WIDTH); x++) {
      const at = <usize>((y + 1) * fineStride + GRID_LEFT + x) * 4
      if (load<f32>(inverse + at) == 0) continue
      const to = <usize>(((y >> 1) + 1) * stride + GRID_LEFT + (x >> 1)) * 4
      const fixed = address(coarse, G_X) + to
      store<f32>(fixed, load<f32>(fixed) + EDGE_TO_KNOWN * load<f32>(address(fine, G_X) + at))
      const held = address(coarse, G_RHS) + to
      store<f32>(held, load<f32>(held) + load<f32>(address(fine, G_RHS) + at))
      if ((x & 1) != 0) gather(address(coarse, G_RIGHT) + to, right, inverse, at, 4)
      if ((y & 1) != 0) gather(address(coarse, G_DOWN) + to, down, inverse, at, fineStride * 4)
    }
  }
  return finishGrid(coarse)
}

/** Half of a fine edge between two cells: two such edges make one of the coarse grid, twice as long. */
// @ts-ignore: decorator
@inline
function gather(to: usize, weights: usize, inverse: usize, at: usize, step: i32): void {
  if (load<f32>(inverse + at + step) == 0) return
  store<f32>(to, load<f32>(to) + <f32>0.5 * (weights == 0 ? <f32>1 : load<f32>(weights + at)))
}

function finishGrid(grid: usize): i32 {
  const stride = field(grid, G_STRIDE)
  let next = address(grid, G_LIST)
  for (let y = 0; y < field(grid, G_HEIGHT); y++) {
    for (let x = 0; x < field(grid, G_WIDTH); x += 4) {
      let any = false
      for (let k = 0; k < 4; k++) {
        const at = <usize>((y + 1) * stride + GRID_LEFT + x + k) * 4
        const held = load<f32>(address(grid, G_RHS) + at)
        const right = address(grid, G_RIGHT) + at
        const down = address(grid, G_DOWN) + at
        const across = load<f32>(right) + load<f32>(right - 4)
        const along = load<f32>(down) + load<f32>(down - stride * 4)
        if (held == 0) continue
        any = true
        const sum = across + along + (load<f32>(address(grid, G_X) + at) + held)
        store<f32>(address(grid, G_INVERSE) + at, <f32>1 / sum)
      }
      if (any) {
        store<i32>(next, ((((y + 1) * stride + GRID_LEFT + x) >> 2) << 1) | (y & 1))
        next += 4
      }
    }
  }
  return <i32>((next - address(grid, G_LIST)) >> 2)
}

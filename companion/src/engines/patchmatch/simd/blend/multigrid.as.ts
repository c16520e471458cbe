/** Multigrid cycles of the blend: relaxation, and the ways to the coarser grid and back. */
import {
  A_COARSE_GRID,
  A_COLOUR,
  A_GRID,
  BAND_GROUPS,
  G_DOWN,
  G_HEIGHT,
  G_INVERSE,
  G_RHS,
  G_RIGHT,
  G_STRIDE,
  G_X,
  GRID_LEFT,
} from '../../constants'
import { address, argument, field } from '../memory.as'
import { bandEnd, group } from './groups.as'

/** Weighted sum of the four neighbours of four unknowns. */
// @ts-ignore: decorator
@inline
export function around(x: usize, right: usize, down: usize, at: usize, row: usize): v128 {
  const l = v128.load(x + at - 4)
  const r = v128.load(x + at + 4)
  const u = v128.load(x + at - row)
  const d = v128.load(x + at + row)
  if (right == 0) return f32x4.add(f32x4.add(l, r), f32x4.add(u, d))
  return f32x4.add(
    f32x4.add(f32x4.mul(l, v128.load(right + at - 4)), f32x4.mul(r, v128.load(right + at))),
    f32x4.add(f32x4.mul(u, v128.load(down + at - row)), f32x4.mul(d, v128.load(down + at))),
  )
}

/** Gauss-Seidel on one colour of the chessboard: it reads only the other. */
export function relax(band: i32): i32 {
  const grid = <usize>argument(A_GRID)
  const colour = argument(A_COLOUR)
  const x = address(grid, G_X)
  const rhs = address(grid, G_RHS)
  const inverse = address(grid, G_INVERSE)
  const right = address(grid, G_RIGHT)
  const down = address(grid, G_DOWN)
  const row = <usize>field(grid, G_STRIDE) * 4
  for (let i = band * BAND_GROUPS; i < bandEnd(grid, band); i++) {
    const entry = group(grid, i)
    const at = <usize>(entry >> 1) * 16
    const sum = f32x4.add(around(x, right, down, at, row), v128.load(rhs + at))
    const better = f32x4.mul(sum, v128.load(inverse + at))
    const even = i32x4(-1, 0, -1, 0)
    const odd = i32x4(0, -1, 0, -1)
    const mine = ((entry ^ colour) & 1) == 0 ? even : odd
    v128.store(x + at, v128.bitselect(better, v128.load(x + at), mine))
  }
  return 0
}

/** What is still missing, for four unknowns; 0 where nothing is unknown. */
// @ts-ignore: decorator
@inline
function residual(
  x: usize,
  rhs: usize,
  inverse: usize,
  right: usize,
  down: usize,
  at: usize,
  row: usize,
): v128 {
  const sum = f32x4.add(around(x, right, down, at, row), v128.load(rhs + at))
  const own = v128.load(inverse + at)
  const rest = f32x4.sub(sum, f32x4.div(v128.load(x + at), own))
  return v128.and(rest, f32x4.gt(own, f32x4.splat(0)))
}

/** Sums the residual into the coarser grid's right-hand side, and starts it at 0. */
export function restrict(band: i32): i32 {
  const fine = <usize>argument(A_GRID)
  const coarse = <usize>argument(A_COARSE_GRID)
  const x = address(fine, G_X)
  const rhs = address(fine, G_RHS)
  const inverse = address(fine, G_INVERSE)
  const right = address(fine, G_RIGHT)
  const down = address(fine, G_DOWN)
  const fineStride = field(fine, G_STRIDE)
  const row = <usize>fineStride * 4
  const stride = field(coarse, G_STRIDE)
  for (let i = band * BAND_GROUPS; i < bandEnd(coarse, band); i++) {
    const index = (group(coarse, i) >> 1) * 4
    const cy = index / stride - 1
    const cx = (index % stride) - GRID_LEFT
    const at = <usize>((2 * cy + 1) * fineStride + GRID_LEFT + 2 * cx) * 4
    const hasBelow = 2 * cy + 1 < field(fine, G_HEIGHT)
    let left = residual(x, rhs, inverse, right, down, at, row)
    let rest = residual(x, rhs, inverse, right, down, at + 16, row)
    if (hasBelow) {
      left = f32x4.add(left, residual(x, rhs, inverse, right, down, at + row, row))
      rest = f32x4.add(rest, residual(x, rhs, inverse, right, down, at + row + 16, row))
    }
    const evens = i8x16.shuffle(left, rest, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27)
    const odds = i8x16.shuffle(left, rest, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31)
    v128.store(address(coarse, G_RHS) + <usize>index * 4, f32x4.add(evens, odds))
    v128.store(address(coarse, G_X) + <usize>index * 4, f32x4.splat(0))
  }
  return 0
}

/** Adds the coarser grid's correction to each of a cell's four unknowns: the transpose of `restrict`. */
export function prolong(band: i32): i32 {
  const fine = <usize>argument(A_GRID)
  const coarse = <usize>argument(A_COARSE_GRID)
  const x = address(fine, G_X)
  const inverse = address(fine, G_INVERSE)
  const fineStride = field(fine, G_STRIDE)
  const stride = field(coarse, G_STRIDE)
  for (let i = band * BAND_GROUPS; i < bandEnd(fine, band); i++) {
    const index = (group(fine, i) >> 1) * 4
    const at = <usize>index * 4
    const y = index / fineStride - 1
    const cx = ((index % fineStride) - GRID_LEFT) >> 1
    const from = address(coarse, G_X) + <usize>(((y >> 1) + 1) * stride + GRID_LEFT + cx) * 4
    const two = v128.load64_zero(from)
    const both = i8x16.shuffle(two, two, 0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6, 7, 4, 5, 6, 7)
    const wanted = v128.and(both, f32x4.gt(v128.load(inverse + at), f32x4.splat(0)))
    v128.store(x + at, f32x4.add(v128.load(x + at), wanted))
  }
  return 0
}

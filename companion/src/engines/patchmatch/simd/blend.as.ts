/**
 * Blends the copied patches in the gradient domain (Perez 2003; seams between patches as in Darabi
 * 2012): a correction c on the hole, 0 outside, whose differences make up for the jumps between
 * pixels copied from different places. Solved by multigrid, one colour channel at a time.
 */
import {
  A_CHANNEL,
  A_COARSE_GRID,
  A_COLOUR,
  A_CORRECTION,
  A_DIRECTION,
  A_FACTOR,
  A_GRID,
  A_HOLD,
  A_LEVEL,
  A_PARTS,
  A_SOLUTION,
  ARGS,
  BAND_GROUPS,
  BLANK,
  CORRECTION_STEPS,
  G_DOWN,
  G_GROUPS,
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
  L_PIXELS,
  L_STRIDE,
  L_TOP,
  L_WIDTH,
  VOID,
} from '../constants'
import { address, argument, field } from './memory.as'

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

// @ts-ignore: decorator
@inline
function bandEnd(grid: usize, band: i32): i32 {
  return min((band + 1) * BAND_GROUPS, field(grid, G_GROUPS))
}

// @ts-ignore: decorator
@inline
function group(grid: usize, i: i32): i32 {
  return load<i32>(address(grid, G_LIST) + i * 4)
}

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

/** Weighted sum of the four neighbours of four unknowns. */
// @ts-ignore: decorator
@inline
function around(x: usize, right: usize, down: usize, at: usize, row: usize): v128 {
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

/** Adds the products of four pairs to four sums of double precision, two in each vector. */
// @ts-ignore: decorator
@inline
function lowProducts(a: v128, b: v128): v128 {
  return f64x2.mul(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(b))
}

// @ts-ignore: decorator
@inline
function high(lanes: v128): v128 {
  return i8x16.shuffle(lanes, lanes, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15)
}

// @ts-ignore: decorator
@inline
function storePart(band: i32, low: v128, rest: v128): void {
  const sum = f64x2.add(low, rest)
  store<f64>(
    <usize>argument(A_PARTS) + band * 8,
    f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1),
  )
}

/** Dot product of the residual and its preconditioned self, by band. */
export function project(band: i32): i32 {
  const grid = <usize>argument(A_GRID)
  const x = address(grid, G_X)
  const rhs = address(grid, G_RHS)
  let low = f64x2.splat(0)
  let rest = f64x2.splat(0)
  for (let i = band * BAND_GROUPS; i < bandEnd(grid, band); i++) {
    const at = <usize>(group(grid, i) >> 1) * 16
    const a = v128.load(x + at)
    const b = v128.load(rhs + at)
    low = f64x2.add(low, lowProducts(a, b))
    rest = f64x2.add(rest, lowProducts(high(a), high(b)))
  }
  storePart(band, low, rest)
  return 0
}

/** The next search direction: the preconditioned residual and a share of the last direction. */
export function turn(band: i32): i32 {
  const grid = <usize>argument(A_GRID)
  const x = address(grid, G_X)
  const direction = <usize>argument(A_DIRECTION)
  const keep = f32x4.splat(<f32>load<f64>(ARGS + A_FACTOR))
  for (let i = band * BAND_GROUPS; i < bandEnd(grid, band); i++) {
    const at = <usize>(group(grid, i) >> 1) * 16
    const kept = f32x4.mul(v128.load(direction + at), keep)
    v128.store(direction + at, f32x4.add(v128.load(x + at), kept))
  }
  return 0
}

/** The operator on the finest grid: diagonal times the pixel less its neighbours. */
// @ts-ignore: decorator
@inline
function operate(x: usize, inverse: usize, at: usize, row: usize): v128 {
  const own = v128.load(inverse + at)
  const rest = f32x4.sub(f32x4.div(v128.load(x + at), own), around(x, 0, 0, at, row))
  return v128.and(rest, f32x4.gt(own, f32x4.splat(0)))
}

/** Dot product of the direction and the operator on it, by band. */
export function curve(band: i32): i32 {
  const grid = <usize>argument(A_GRID)
  const inverse = address(grid, G_INVERSE)
  const direction = <usize>argument(A_DIRECTION)
  const row = <usize>field(grid, G_STRIDE) * 4
  let low = f64x2.splat(0)
  let rest = f64x2.splat(0)
  for (let i = band * BAND_GROUPS; i < bandEnd(grid, band); i++) {
    const at = <usize>(group(grid, i) >> 1) * 16
    const a = v128.load(direction + at)
    const b = operate(direction, inverse, at, row)
    low = f64x2.add(low, lowProducts(a, b))
    rest = f64x2.add(rest, lowProducts(high(a), high(b)))
  }
  storePart(band, low, rest)
  return 0
}

/** One step along the direction: solution and residual follow; the next guess starts at 0. */
export function advance(band: i32): i32 {
  const grid = <usize>argument(A_GRID)
  const inverse = address(grid, G_INVERSE)
  const rhs = address(grid, G_RHS)
  const x = address(grid, G_X)
  const direction = <usize>argument(A_DIRECTION)
  const solution = <usize>argument(A_SOLUTION)
  const row = <usize>field(grid, G_STRIDE) * 4
  const step = f32x4.splat(<f32>load<f64>(ARGS + A_FACTOR))
  for (let i = band * BAND_GROUPS; i < bandEnd(grid, band); i++) {
    const at = <usize>(group(grid, i) >> 1) * 16
    const moved = f32x4.mul(v128.load(direction + at), step)
    v128.store(solution + at, f32x4.add(v128.load(solution + at), moved))
    const less = f32x4.mul(operate(direction, inverse, at, row), step)
    v128.store(rhs + at, f32x4.sub(v128.load(rhs + at), less))
    v128.store(x + at, f32x4.splat(0))
  }
  return 0
}

/** Writes the channel's corrections out as fixed point. */
export function collect(band: i32): i32 {
  const grid = <usize>argument(A_GRID)
  const from = <usize>argument(A_SOLUTION)
  const to = <usize>argument(A_CORRECTION)
  for (let i = band * BAND_GROUPS; i < bandEnd(grid, band); i++) {
    const at = <usize>(group(grid, i) >> 1) * 16
    const scaled = f32x4.mul(v128.load(from + at), f32x4.splat(<f32>CORRECTION_STEPS))
    const whole = i32x4.trunc_sat_f32x4_s(f32x4.floor(f32x4.add(scaled, f32x4.splat(0.5))))
    v128.store64_lane(to + (at >> 1), i16x8.narrow_i32x4_s(whole, whole), 0)
  }
  return 0
}

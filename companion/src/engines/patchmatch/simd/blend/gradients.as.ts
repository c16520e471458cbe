/** Conjugate gradients of the blend on the finest grid, and the result they leave. */
import {
  A_CORRECTION,
  A_DIRECTION,
  A_FACTOR,
  A_GRID,
  A_PARTS,
  A_SOLUTION,
  ARGS,
  BAND_GROUPS,
  CORRECTION_STEPS,
  G_INVERSE,
  G_RHS,
  G_STRIDE,
  G_X,
} from '../../constants'
import { address, argument, field } from '../memory.as'
import { bandEnd, group } from './groups.as'
import { around } from './multigrid.as'

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

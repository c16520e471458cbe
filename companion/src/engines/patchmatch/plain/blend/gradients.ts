/** Conjugate gradients of the blend, without SIMD. */
import {
  A_CORRECTION,
  A_DIRECTION,
  A_FACTOR,
  A_GRID,
  A_PARTS,
  A_SOLUTION,
  ARGS,
  CORRECTION_STEPS,
} from '../../constants.ts'
import { argument, type Views } from '../views.ts'
import { eachGroup, type Grid, gridAt } from './grid.ts'
import { around } from './multigrid.ts'

const { fround } = Math

/** Sums by lane, as SIMD does, then lanes 0 and 2, 1 and 3, and both. */
const dot = (views: Views, grid: Grid, band: number, product: (index: number) => number): void => {
  const lanes = [0, 0, 0, 0]
  eachGroup(views, grid, band, (index) => {
    for (let k = 0; k < 4; k++) lanes[k] = lanes[k]! + product(index + k)
  })
  const to = (argument(views, A_PARTS) >> 3) + band
  views.doubles[to] = lanes[0]! + lanes[2]! + (lanes[1]! + lanes[3]!)
}

const factor = ({ doubles }: Views): number => fround(doubles[(ARGS + A_FACTOR) >> 3]!)

export const project = (views: Views, band: number): number => {
  const { floats } = views
  const grid = gridAt(views, A_GRID)
  dot(views, grid, band, (at) => floats[grid.x + at]! * floats[grid.rhs + at]!)
  return 0
}

export const turn = (views: Views, band: number): number => {
  const { floats } = views
  const grid = gridAt(views, A_GRID)
  const direction = argument(views, A_DIRECTION) >> 2
  const keep = factor(views)
  eachGroup(views, grid, band, (index) => {
    for (let at = index; at < index + 4; at++) {
      floats[direction + at] = floats[grid.x + at]! + fround(floats[direction + at]! * keep)
    }
  })
  return 0
}

const operate = (views: Views, grid: Grid, x: number, at: number): number => {
  const { floats } = views
  const own = floats[grid.inverse + at]!
  if (own === 0) return 0
  return fround(fround(floats[x + at]! / own) - around(views, { ...grid, x, right: -1 }, at))
}

export const curve = (views: Views, band: number): number => {
  const grid = gridAt(views, A_GRID)
  const direction = argument(views, A_DIRECTION) >> 2
  dot(
    views,
    grid,
    band,
    (at) => views.floats[direction + at]! * operate(views, grid, direction, at),
  )
  return 0
}

export const advance = (views: Views, band: number): number => {
  const { floats } = views
  const grid = gridAt(views, A_GRID)
  const direction = argument(views, A_DIRECTION) >> 2
  const solution = argument(views, A_SOLUTION) >> 2
  const step = factor(views)
  eachGroup(views, grid, band, (index) => {
    for (let at = index; at < index + 4; at++) {
      floats[solution + at] = floats[solution + at]! + fround(floats[direction + at]! * step)
      const less = fround(operate(views, grid, direction, at) * step)
      floats[grid.rhs + at] = floats[grid.rhs + at]! - less
      floats[grid.x + at] = 0
    }
  })
  return 0
}

/** Into 16 bits, as SIMD saturates. */
const saturate = (value: number): number => Math.min(Math.max(value, -32768), 32767)

export const collect = (views: Views, band: number): number => {
  const { floats, halves } = views
  const grid = gridAt(views, A_GRID)
  const from = argument(views, A_SOLUTION) >> 2
  const to = argument(views, A_CORRECTION) >> 1
  eachGroup(views, grid, band, (index) => {
    for (let k = 0; k < 4; k++) {
      const scaled = fround(floats[from + index + k]! * CORRECTION_STEPS)
      halves[to + index + k] = saturate(Math.floor(fround(scaled + 0.5)))
    }
  })
  return 0
}

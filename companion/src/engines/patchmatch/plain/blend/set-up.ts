/** Sets up the blend's grids, without SIMD. */
import { A_COARSE_GRID, A_GRID, A_HOLD, A_LEVEL, ARGS, BLANK, HOLE } from '../../constants.ts'
import { argument, levelAt, type Views } from '../views.ts'
import { type Grid, gridAt, indexOf, note } from './grid.ts'

const { fround } = Math

const EDGE_TO_KNOWN = fround(0.6)

export const outline = (views: Views): number => {
  const { bytes, floats } = views
  const level = levelAt(views, argument(views, A_LEVEL))
  const grid = gridAt(views, A_GRID)
  const hold = floats[(ARGS + A_HOLD) >> 2]!
  let groups = 0
  for (let j = 0; j < grid.height; j++) {
    const y = j + level.top
    const row = level.flags + y * level.stride + level.left
    for (let i = 0; i < grid.width; i += 4) {
      let any = false
      for (let k = i; k < Math.min(i + 4, grid.width); k++) {
        if ((bytes[row + k]! & HOLE) === 0) continue
        any = true
        const x = level.left + k
        let inHole = 0
        let fixed = 0
        const count = (inside: boolean, at: number): void => {
          if (!inside) return
          const bits = bytes[at]!
          if ((bits & HOLE) !== 0) inHole += 1
          else if ((bits & BLANK) === 0) fixed += 1
        }
        count(x > 0, row + k - 1)
        count(x + 1 < level.width, row + k + 1)
        count(y > 0, row + k - level.stride)
        count(y + 1 < level.height, row + k + level.stride)
        const at = indexOf(grid, k, j)
        floats[grid.x + at] = fixed
        floats[grid.rhs + at] = hold
        floats[grid.inverse + at] = fround(1 / fround(inHole + fixed + hold))
      }
      if (any) groups = note(views, grid, groups, indexOf(grid, i, j), j)
    }
  }
  return groups
}

export const coarsen = (views: Views): number => {
  const { floats } = views
  const fine = gridAt(views, A_GRID)
  const coarse = gridAt(views, A_COARSE_GRID)
  const gather = (to: number, weights: number, at: number, step: number): void => {
    if (floats[fine.inverse + at + step] === 0) return
    const weight = weights < 0 ? 1 : floats[weights + at]!
    floats[to] = floats[to]! + fround(0.5 * weight)
  }
  for (let y = 0; y < fine.height; y++) {
    for (let x = 0; x < fine.width; x++) {
      const at = indexOf(fine, x, y)
      if (floats[fine.inverse + at] === 0) continue
      const to = indexOf(coarse, x >> 1, y >> 1)
      const fixed = fround(EDGE_TO_KNOWN * floats[fine.x + at]!)
      floats[coarse.x + to] = floats[coarse.x + to]! + fixed
      floats[coarse.rhs + to] = floats[coarse.rhs + to]! + floats[fine.rhs + at]!
      if ((x & 1) !== 0) gather(coarse.right + to, fine.right, at, 1)
      if ((y & 1) !== 0) gather(coarse.down + to, fine.down, at, fine.stride)
    }
  }
  return finishGrid(views, coarse)
}

const finishGrid = (views: Views, grid: Grid): number => {
  const { floats } = views
  let groups = 0
  for (let y = 0; y < grid.height; y++) {
    for (let x = 0; x < grid.width; x += 4) {
      let any = false
      for (let k = 0; k < 4; k++) {
        const at = indexOf(grid, x + k, y)
        const held = floats[grid.rhs + at]!
        if (held === 0) continue
        any = true
        const across = fround(floats[grid.right + at]! + floats[grid.right + at - 1]!)
        const along = fround(floats[grid.down + at]! + floats[grid.down + at - grid.stride]!)
        const rest = fround(floats[grid.x + at]! + held)
        floats[grid.inverse + at] = fround(1 / fround(fround(across + along) + rest))
      }
      if (any) groups = note(views, grid, groups, indexOf(grid, x, y), y)
    }
  }
  return groups
}

/** Multigrid cycles of the blend, without SIMD. */
import { A_COARSE_GRID, A_COLOUR, A_GRID, GRID_LEFT } from '../../constants.ts'
import { argument, type Views } from '../views.ts'
import { eachGroup, type Grid, gridAt, indexOf } from './grid.ts'

const { fround } = Math

export const around = ({ floats }: Views, grid: Grid, at: number): number => {
  const { x, right, down, stride } = grid
  const l = floats[x + at - 1]!
  const r = floats[x + at + 1]!
  const u = floats[x + at - stride]!
  const d = floats[x + at + stride]!
  if (right < 0) return fround(fround(l + r) + fround(u + d))
  const across = fround(fround(l * floats[right + at - 1]!) + fround(r * floats[right + at]!))
  const along = fround(fround(u * floats[down + at - stride]!) + fround(d * floats[down + at]!))
  return fround(across + along)
}

export const relax = (views: Views, band: number): number => {
  const { floats } = views
  const grid = gridAt(views, A_GRID)
  const colour = argument(views, A_COLOUR)
  eachGroup(views, grid, band, (index, parity) => {
    for (let k = (parity ^ colour) & 1; k < 4; k += 2) {
      const at = index + k
      const sum = fround(around(views, grid, at) + floats[grid.rhs + at]!)
      floats[grid.x + at] = sum * floats[grid.inverse + at]!
    }
  })
  return 0
}

const residual = (views: Views, grid: Grid, at: number): number => {
  const { floats } = views
  const own = floats[grid.inverse + at]!
  if (own === 0) return 0
  const sum = fround(around(views, grid, at) + floats[grid.rhs + at]!)
  return fround(sum - fround(floats[grid.x + at]! / own))
}

export const restrict = (views: Views, band: number): number => {
  const { floats } = views
  const fine = gridAt(views, A_GRID)
  const coarse = gridAt(views, A_COARSE_GRID)
  eachGroup(views, coarse, band, (index) => {
    const y = 2 * (Math.floor(index / coarse.stride) - 1)
    const hasBelow = y + 1 < fine.height
    for (let k = 0; k < 4; k++) {
      const at = indexOf(fine, 2 * ((index % coarse.stride) - GRID_LEFT + k), y)
      const column = (from: number): number =>
        hasBelow
          ? fround(residual(views, fine, from) + residual(views, fine, from + fine.stride))
          : residual(views, fine, from)
      floats[coarse.rhs + index + k] = column(at) + column(at + 1)
      floats[coarse.x + index + k] = 0
    }
  })
  return 0
}

export const prolong = (views: Views, band: number): number => {
  const { floats } = views
  const fine = gridAt(views, A_GRID)
  const coarse = gridAt(views, A_COARSE_GRID)
  eachGroup(views, fine, band, (index) => {
    const y = Math.floor(index / fine.stride) - 1
    const x = (index % fine.stride) - GRID_LEFT
    for (let k = 0; k < 4; k++) {
      if (floats[fine.inverse + index + k] === 0) continue
      const from = coarse.x + indexOf(coarse, (x + k) >> 1, y >> 1)
      floats[fine.x + index + k] = floats[fine.x + index + k]! + floats[from]!
    }
  })
  return 0
}

/** A grid of the blend as its phases see it, without SIMD: 32-bit floats, same order of sums. */
import {
  BAND_GROUPS,
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
} from '../../constants.ts'
import { argument, type Views } from '../views.ts'

/** A grid descriptor; planes and list are word indices, -1 where absent. */
export interface Grid {
  readonly stride: number
  readonly width: number
  readonly height: number
  readonly x: number
  readonly rhs: number
  readonly inverse: number
  readonly right: number
  readonly down: number
  readonly list: number
  readonly groups: number
}

export const gridAt = (views: Views, name: number): Grid => {
  const address = argument(views, name)
  const get = (offset: number): number => views.words[(address + offset) >> 2]!
  const plane = (offset: number): number => (get(offset) === 0 ? -1 : get(offset) >> 2)
  return {
    stride: get(G_STRIDE),
    width: get(G_WIDTH),
    height: get(G_HEIGHT),
    x: plane(G_X),
    rhs: plane(G_RHS),
    inverse: plane(G_INVERSE),
    right: plane(G_RIGHT),
    down: plane(G_DOWN),
    list: plane(G_LIST),
    groups: get(G_GROUPS),
  }
}

export const indexOf = (grid: Grid, x: number, y: number): number =>
  (y + 1) * grid.stride + GRID_LEFT + x

/** Notes a group of four that holds an unknown; gives the number of groups so far. */
export const note = (
  views: Views,
  grid: Grid,
  groups: number,
  index: number,
  y: number,
): number => {
  views.words[grid.list + groups] = ((index >> 2) << 1) | (y & 1)
  return groups + 1
}

/** Calls `work` with the first index of each group of a band. */
export const eachGroup = (
  views: Views,
  grid: Grid,
  band: number,
  work: (index: number, parity: number) => void,
): void => {
  const end = Math.min((band + 1) * BAND_GROUPS, grid.groups)
  for (let i = band * BAND_GROUPS; i < end; i++) {
    const entry = views.words[grid.list + i]!
    work((entry >> 1) * 4, entry & 1)
  }
}

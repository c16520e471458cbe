/** What the blend solves for, without SIMD. */
import {
  A_CHANNEL,
  A_GRID,
  A_LEVEL,
  A_SOLUTION,
  BLANK,
  GRID_LEFT,
  HOLE,
  VOID,
} from '../../constants.ts'
import { argument, type Level, levelAt, type Views } from '../views.ts'
import { eachGroup, gridAt } from './grid.ts'

export const jumps = (views: Views, band: number): number => {
  const { floats } = views
  const grid = gridAt(views, A_GRID)
  const level = levelAt(views, argument(views, A_LEVEL))
  const { width, height } = level
  const solution = argument(views, A_SOLUTION) >> 2
  eachGroup(views, grid, band, (index) => {
    const y = Math.floor(index / grid.stride) - 1 + level.top
    for (let k = 0; k < 4; k++) {
      floats[grid.x + index + k] = 0
      floats[solution + index + k] = 0
      if (floats[grid.inverse + index + k] === 0) continue
      const x = (index % grid.stride) - GRID_LEFT + level.left + k
      let sum = 0
      if (x > 0) sum += jump(views, level, x, y, -1, 0)
      if (x + 1 < width) sum += jump(views, level, x, y, 1, 0)
      if (y > 0) sum += jump(views, level, x, y, 0, -1)
      if (y + 1 < height) sum += jump(views, level, x, y, 0, 1)
      floats[grid.rhs + index + k] = sum * 0.5
    }
  })
  return 0
}

const jump = (views: Views, level: Level, x: number, y: number, dx: number, dy: number): number => {
  const { bytes, words } = views
  const channel = argument(views, A_CHANNEL)
  const { width, height, stride, pixels, flags } = level
  const value = (vx: number, vy: number): number =>
    bytes[pixels + (vy * stride + vx) * 4 + channel]!
  const usable = (ux: number, uy: number): boolean =>
    ux >= 0 &&
    uy >= 0 &&
    ux < width &&
    uy < height &&
    (bytes[flags + uy * stride + ux]! & (HOLE | BLANK | VOID)) === 0
  const bits = bytes[flags + (y + dy) * stride + x + dx]!
  if ((bits & (HOLE | BLANK)) === BLANK) return 0
  const place = words[(pixels >> 2) + y * stride + x]!
  const isHole = (bits & HOLE) !== 0
  const other = isHole ? words[(pixels >> 2) + (y + dy) * stride + x + dx]! : 0
  if (isHole && other === ((place + dy * 0x10000 + dx) | 0)) return 0
  const px = place & 0xffff
  const py = place >>> 16
  const ox = other & 0xffff
  const oy = other >>> 16
  const here = value(px, py)
  const there = isHole ? value(ox, oy) : value(x + dx, y + dy)
  let sum = 0
  let count = 0
  if (usable(px + dx, py + dy)) {
    sum += here - value(px + dx, py + dy)
    count += 1
  }
  if (isHole && usable(ox - dx, oy - dy)) {
    sum += value(ox - dx, oy - dy) - there
    count += 1
  }
  if (count === 0) return 0
  return (count === 1 ? sum * 2 : sum) - 2 * (here - there)
}

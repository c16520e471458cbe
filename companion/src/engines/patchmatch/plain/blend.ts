/** Blends the copied patches in the gradient domain, without SIMD: 32-bit floats, same order of sums. */
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
  VOID,
} from '../constants.ts'
import { argument, type Level, levelAt, type Views } from './views.ts'

const { fround } = Math

const EDGE_TO_KNOWN = fround(0.6)

/** A grid descriptor; planes and list are word indices, -1 where absent. */
interface Grid {
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

const gridAt = (views: Views, name: number): Grid => {
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

const indexOf = (grid: Grid, x: number, y: number): number => (y + 1) * grid.stride + GRID_LEFT + x

/** Notes a group of four that holds an unknown; gives the number of groups so far. */
const note = (views: Views, grid: Grid, groups: number, index: number, y: number): number => {
  views.words[grid.list + groups] = ((index >> 2) << 1) | (y & 1)
  return groups + 1
}

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

/** Calls `work` with the first index of each group of a band. */
const eachGroup = (
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

const around = ({ floats }: Views, grid: Grid, at: number): number => {
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

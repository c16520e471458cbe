/** Spreads values given on the edge of a region smoothly over the whole of it. */

/** A region of a grid of `width` x `height`: 1 inside. */
export interface Region {
  readonly width: number
  readonly height: number
  readonly inside: Uint8Array
}

export interface MembraneOptions {
  /**
   * Distance in pixels over which the values fade from the edge inwards; Infinity lets them reach
   * the middle undiminished.
   */
  readonly fade?: number
}

/** Gauss-Seidel sweeps at each level; the level above has settled all but the finest detail. */
const SWEEPS = 6

/** Side at which a level is small enough to be solved outright. */
const COARSEST = 24

/** Sweeps there: several times its side, so that every value has crossed it. */
const COARSE_SWEEPS = 200

interface Level extends Region {
  /** Where a value is given: 1. */
  readonly fixed: Uint8Array
  /** The solution; the given values where `fixed`, 0 outside. */
  readonly value: Float32Array
}

/**
 * Solves the Laplace equation in the region with `given` held fixed (NaN: free) and no flow across
 * the rest of the region's border: the smoothest surface through the given values, Poisson image
 * editing's membrane (Perez, Gangnet & Blake 2003, eq. 2 with the correction function of section 2).
 * With `fade` f the equation is h'' = h / f^2 (a screened membrane). A constant stays that constant.
 *
 * Cascadic multigrid (Bornemann & Deuflhard 1996): solved on a grid of a few pixels, then carried
 * from each grid to the next finer one and smoothed there. Linear in the area; no value leaves the
 * range of those given (and 0, when it fades).
 *
 * @param given per pixel of the grid; ignored outside the region
 * @returns per pixel of the grid; 0 outside the region and where nothing given can reach
 */
export const spreadMembrane = (
  region: Region,
  given: Float32Array,
  { fade = Number.POSITIVE_INFINITY }: MembraneOptions = {},
): Float32Array => {
  const { width, height, inside } = region
  const value = new Float32Array(width * height)
  const fixed = new Uint8Array(width * height)
  for (let i = 0; i < value.length; i++) {
    if (inside[i] !== 1 || Number.isNaN(given[i]!)) continue
    fixed[i] = 1
    value[i] = given[i]!
  }
  solve({ width, height, inside, fixed, value }, 1 / (fade * fade))
  return value
}

const solve = (level: Level, screening: number): void => {
  const isCoarsest = Math.max(level.width, level.height) <= COARSEST
  if (!isCoarsest) {
    const coarse = halve(level)
    solve(coarse, 4 * screening)
    prolong(coarse, level)
  }
  const sweep = sweeper(level, screening)
  for (let n = isCoarsest ? COARSE_SWEEPS : SWEEPS; n > 0; n--) sweep(n % 2 === 0)
}

/** A cell is inside when a pixel of its four is, and given when one of those is: by their mean. */
const halve = (fine: Level): Level => {
  const width = (fine.width + 1) >> 1
  const height = (fine.height + 1) >> 1
  const coarse: Level = {
    width,
    height,
    inside: new Uint8Array(width * height),
    fixed: new Uint8Array(width * height),
    value: new Float32Array(width * height),
  }
  const counts = new Uint8Array(width * height)
  for (let y = 0; y < fine.height; y++) {
    for (let x = 0; x < fine.width; x++) {
      const i = y * fine.width + x
      if (fine.inside[i] === 0) continue
      const to = (y >> 1) * width + (x >> 1)
      coarse.inside[to] = 1
      if (fine.fixed[i] === 0) continue
      coarse.fixed[to] = 1
      coarse.value[to]! += fine.value[i]!
      counts[to]!++
    }
  }
  for (let i = 0; i < counts.length; i++) if (counts[i]! > 1) coarse.value[i]! /= counts[i]!
  return coarse
}

/** Bilinear, over those of the four coarse neighbours that lie inside. */
const prolong = (coarse: Level, fine: Level): void => {
  const { width, height, inside, value } = coarse
  for (let y = 0; y < fine.height; y++) {
    const y0 = y >> 1
    const y1 = Math.min(height - 1, Math.max(0, y0 + (y % 2 === 0 ? -1 : 1)))
    for (let x = 0; x < fine.width; x++) {
      const i = y * fine.width + x
      if (fine.inside[i] === 0 || fine.fixed[i] === 1) continue
      const x0 = x >> 1
      const x1 = Math.min(width - 1, Math.max(0, x0 + (x % 2 === 0 ? -1 : 1)))
      const a = y0 * width + x0
      const b = y0 * width + x1
      const c = y1 * width + x0
      const d = y1 * width + x1
      const weight = 9 * inside[a]! + 3 * inside[b]! + 3 * inside[c]! + inside[d]!
      const sum =
        9 * inside[a]! * value[a]! +
        3 * inside[b]! * value[b]! +
        3 * inside[c]! * value[c]! +
        inside[d]! * value[d]!
      fine.value[i] = sum / weight
    }
  }
}

/**
 * One Gauss-Seidel pass, in reading order or against it. Values outside are 0 and so drop out of the
 * sum; dividing by the number of neighbours inside is the condition of no flow.
 */
const sweeper = (level: Level, screening: number): ((backwards: boolean) => void) => {
  const { width, height, inside, fixed, value } = level
  let free = 0
  for (let i = 0; i < inside.length; i++) if (inside[i] === 1 && fixed[i] === 0) free++
  const order = new Int32Array(free)
  let next = 0
  for (let i = 0; i < inside.length; i++) if (inside[i] === 1 && fixed[i] === 0) order[next++] = i
  const lastColumn = width - 1
  const lastRow = (height - 1) * width
  return (backwards) => {
    for (let n = 0; n < free; n++) {
      const i = order[backwards ? free - 1 - n : n]!
      const x = i % width
      let sum = 0
      let count = screening
      if (x > 0) {
        sum += value[i - 1]!
        count += inside[i - 1]!
      }
      if (x < lastColumn) {
        sum += value[i + 1]!
        count += inside[i + 1]!
      }
      if (i >= width) {
        sum += value[i - width]!
        count += inside[i - width]!
      }
      if (i < lastRow) {
        sum += value[i + width]!
        count += inside[i + width]!
      }
      if (count > screening) value[i] = sum / count
    }
  }
}

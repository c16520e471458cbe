/** Spreads values given on the edge of a region smoothly over the whole of it. */
import { type Grid, gridOf, halve, prolong, restrict, sweep } from './membrane-grid.ts'

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

/**
 * Gauss-Seidel sweeps on the finest grid; each coarser one, a quarter as dear, gets twice as many
 * (the rule of cascadic multigrid), up to `MOST_SWEEPS`.
 */
const SWEEPS = 4
const MOST_SWEEPS = 64

/** Side at which a level is small enough to be solved outright. */
const COARSEST = 16

/** There it is swept until nothing moves by more than this share of the largest value given. */
const SETTLED = 1e-6
const COARSEST_SWEEPS = 4000

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
 * @param given one or more sets of values per pixel, NaN at the same places in all of them; ignored
 *   outside the region
 * @returns the same number of sets; 0 outside the region and where nothing given can reach
 */
export const spreadMembrane = (
  region: Region,
  given: readonly Float32Array[],
  { fade = Number.POSITIVE_INFINITY }: MembraneOptions = {},
): Float32Array[] => {
  const [first] = given
  if (first === undefined) return []
  const grids = pyramid(gridOf(region, first, 1 / (fade * fade)))
  return given.map((values) => {
    const fine = grids[0]!
    return fine.unpad(solve(grids, fine.pad(values)))
  })
}

/** From the finest to the coarsest. */
const pyramid = (finest: Grid): Grid[] => {
  const grids = [finest]
  for (let grid = finest; Math.max(grid.width, grid.height) > COARSEST; ) {
    grid = halve(grid)
    grids.push(grid)
  }
  return grids
}

const solve = (grids: readonly Grid[], finest: Float32Array): Float32Array => {
  const fields = [finest]
  for (let n = 1; n < grids.length; n++) {
    fields.push(restrict(grids[n - 1]!, fields[n - 1]!, grids[n]!))
  }
  for (let n = grids.length - 1; n >= 0; n--) {
    const grid = grids[n]!
    const field = fields[n]!
    if (n === grids.length - 1) settle(grid, field)
    else {
      prolong(grids[n + 1]!, fields[n + 1]!, grid, field)
      const sweeps = Math.min(MOST_SWEEPS, SWEEPS * 2 ** n)
      for (let i = 0; i < sweeps; i++) sweep(grid, field, i % 2 === 1)
    }
  }
  return finest
}

const settle = (grid: Grid, field: Float32Array): void => {
  let largest = 0
  for (const value of field) largest = Math.max(largest, Math.abs(value))
  for (let n = 0; n < COARSEST_SWEEPS; n++) {
    if (sweep(grid, field, n % 2 === 1) <= SETTLED * largest) return
  }
}

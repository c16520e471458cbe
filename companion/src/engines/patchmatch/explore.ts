/** What makes variations differ in structure: each exploring seed finds other parts of the picture dear. */
import { explorationOf } from '../seed-rounds.ts'
import { EXPLORE, EXPLORE_SIDE } from './constants.ts'
import { mix } from './random.ts'
import type { Workbench } from './workbench.ts'

/** Corners of the coarse random field along each side; prices rise and fall smoothly between them. */
const CORNERS = 7

/**
 * Writes the price of each cell of the crop, 0 to `dearest` in squared distance, from the seed
 * alone; gives 1 when there is any, else 0.
 */
export const writePrices = ({ words }: Workbench, seed: number, dearest: number): number => {
  if (explorationOf(seed) === 0 || dearest === 0) return 0
  const corner = (x: number, y: number): number =>
    mix(mix(mix(seed) ^ 0x5eed) + y * CORNERS + x) / 2 ** 32
  for (let y = 0; y < EXPLORE_SIDE; y++) {
    for (let x = 0; x < EXPLORE_SIDE; x++) {
      const price = smooth(
        corner,
        (x / (EXPLORE_SIDE - 1)) * (CORNERS - 1),
        (y / (EXPLORE_SIDE - 1)) * (CORNERS - 1),
      )
      words[(EXPLORE >> 2) + y * EXPLORE_SIDE + x] = Math.round(price * dearest)
    }
  }
  return 1
}

/** Bilinear. */
const smooth = (corner: (x: number, y: number) => number, x: number, y: number): number => {
  const left = Math.min(Math.floor(x), CORNERS - 2)
  const top = Math.min(Math.floor(y), CORNERS - 2)
  const [u, v] = [x - left, y - top]
  const row = (at: number): number => corner(left, at) * (1 - u) + corner(left + 1, at) * u
  return row(top) * (1 - v) + row(top + 1) * v
}

/** Source centres to draw from where random places would hardly ever hit one. */
import { SEED_COUNT, SEEDS, SOURCE } from './constants.ts'
import type { LevelPlan } from './layout.ts'
import type { Workbench } from './workbench.ts'

/**
 * Writes packed centres, spread evenly over the `sources` that a level has in reading order, and
 * gives their number.
 */
export const writeSeeds = (
  { bytes, words }: Workbench,
  { width, height, stride, flags }: LevelPlan,
  sources: number,
): number => {
  const step = Math.max(1, sources / SEED_COUNT)
  let seen = 0
  let written = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((bytes[flags + y * stride + x]! & SOURCE) === 0) continue
      if (seen >= written * step && written < SEED_COUNT) {
        words[(SEEDS >> 2) + written] = (y << 16) | x
        written += 1
      }
      seen += 1
    }
  }
  return written
}

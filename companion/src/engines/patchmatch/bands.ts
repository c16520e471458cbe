/** Cuts a level's targets into bands of rows that depend on the picture alone, never on the threads. */
import type { LevelPlan } from './layout.ts'

/**
 * A search runs every second band at a time, so this many give each of two threads eight to take in
 * turn: coarse levels are small, and most passes are theirs.
 */
const BANDS = 32

/** Enough to outweigh handing them out, few enough to balance threads. */
const FEWEST_TARGETS = 64
const MOST_TARGETS = 512

/** What the mark phase counted on a level. */
export interface LevelCounts {
  readonly targets: number
  readonly sources: number
  readonly holes: number
}

export const readCounts = (words: Int32Array, level: LevelPlan): LevelCounts => {
  const at = level.counts >> 2
  const sum = { targets: 0, sources: 0, holes: 0 }
  for (let y = 0; y < level.height; y++) {
    sum.targets += words[at + y * 3]!
    sum.sources += words[at + y * 3 + 1]!
    sum.holes += words[at + y * 3 + 2]!
  }
  return sum
}

/** Writes the level's band table (rows from `bands[i]` to `bands[i + 1]`) and gives the number of bands. */
export const cutBands = (words: Int32Array, level: LevelPlan, targets: number): number => {
  const balanced = Math.min(MOST_TARGETS, Math.ceil(targets / BANDS))
  const fewest = Math.ceil((targets * 2) / level.bandLimit)
  const perBand = Math.max(FEWEST_TARGETS, balanced, fewest)
  const counts = level.counts >> 2
  const table = level.bands >> 2
  let bands = 0
  let inBand = 0
  words[table] = level.top
  const end = level.top + level.boxHeight
  for (let y = level.top; y < end; y++) {
    inBand += words[counts + y * 3]!
    if (inBand < perBand && y + 1 < end) continue
    bands += 1
    inBand = 0
    words[table + bands] = y + 1
  }
  return bands
}

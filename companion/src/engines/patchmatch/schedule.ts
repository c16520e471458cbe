/** How much work each level gets: Newson 2014 / IPOL 2017.189, trimmed where measuring allowed. */

export interface LevelSchedule {
  /** Rounds of search and vote. */
  readonly rounds: number
  /** PatchMatch passes per round, scanning forth and back in turn. */
  readonly passes: number
  /** Largest radius of the random search in pixels. */
  readonly window: number
}

/** Passes over each onion layer: its few pixels start from their neighbours and from chance. */
export const ONION_PASSES = 4

/** Random patches tried for a pixel that has no neighbour to learn from. */
export const ONION_SAMPLES = 32

/** Gain of the texture feature |dx| + |dy| beside colour, in sixteenths. */
export const TEXTURE_GAIN = 32

/** Half the thickness of the hole, in pixels, at which no coarser level is needed: about a patch. */
export const COARSEST_HALF_THICKNESS = 4

/** A level is used when at least this many patches may serve. */
export const FEWEST_SOURCES = 24

/** Work of `level` (0 is the finest) when `coarsest` is where the run began. */
export const scheduleOf = (level: number, coarsest: number, side: number): LevelSchedule => {
  if (level === coarsest) return { rounds: 10, passes: 4, window: side }
  if (level === 0) return { rounds: 2, passes: 2, window: Math.min(side, 32) }
  return { rounds: Math.min(2 + 2 * level, 8), passes: 2, window: Math.min(side, 64) }
}

/** The engine's knobs: how much work each level gets and how votes are weighed. */

export interface Tuning {
  /** Gain of the texture channel |dx| + |dy| beside colour, in sixteenths; 0 switches it off. */
  readonly textureGain: number
  /** The channel is a mean over this many pixels each way; 2 is the fastest beside 0. */
  readonly textureReach: number
  /**
   * How much a source's texture excuses its differences, in 1/256: what has been averaged matches
   * dull places best, and a fill of them would be blurred. 0 takes differences as they are.
   */
  readonly richness: number
  /** Half the thickness of the hole, in pixels, at which no coarser level is needed. */
  readonly coarsestHalfThickness: number
  /** A level is used when at least this many patches may serve as sources. */
  readonly fewestSources: number
  /** The same where the caller allows less than half of what is known: few sources are then meant. */
  readonly fewestHeldSources: number
  /** PatchMatch passes over each onion layer. */
  readonly onionPasses: number
  /** Random patches tried for a pixel that has no neighbour to learn from. */
  readonly onionSamples: number
  /** Rounds of search and vote on the coarsest level, on those between, and on the finest. */
  readonly coarseRounds: number
  readonly middleRounds: number
  readonly fineRounds: number
  /** PatchMatch passes per round, coarsest and elsewhere. */
  readonly coarsePasses: number
  readonly finePasses: number
  /** Largest radius of the random search on the coarsest level, and on all others, in pixels. */
  readonly coarseWindow: number
  readonly window: number
  /** Widest radius of a patch, 1 to 3. */
  readonly radius: number
  /** How strongly votes follow the best patches, coarsest and finest level. */
  readonly coarseSharpness: number
  readonly fineSharpness: number
  /**
   * Squared colour difference per pixel that a source as far away as the picture is wide (or high)
   * must make up for, on the coarsest and on the finest level.
   */
  readonly coarseAcross: number
  readonly coarseDown: number
  readonly fineAcross: number
  readonly fineDown: number
  /** Multigrid cycles of the gradient-domain blend; 0 leaves seams as copied. */
  readonly blendCycles: number
  /** How strongly the blend holds to the copied colours: a seam's reach is about 1/sqrt of it, in pixels. */
  readonly blendHold: number
  /** log2 of the depth in the hole, in pixels, at which distance counts in full. */
  readonly fullDepth: number
  /**
   * Squared colour difference per pixel that the dearest sources of an exploring seed must make up
   * for on the coarsest level; 0 makes all seeds alike.
   */
  readonly exploreCost: number
}

export const TUNING: Tuning = {
  textureGain: 80,
  textureReach: 2,
  richness: 32,
  coarsestHalfThickness: 4,
  fewestSources: 3000,
  fewestHeldSources: 200,
  onionPasses: 4,
  onionSamples: 32,
  coarseRounds: 10,
  middleRounds: 6,
  fineRounds: 2,
  coarsePasses: 4,
  finePasses: 2,
  coarseWindow: 65535,
  window: 64,
  radius: 3,
  coarseSharpness: 0.5,
  fineSharpness: 0.5,
  coarseAcross: 3000,
  coarseDown: 6000,
  fineAcross: 0,
  fineDown: 5000,
  blendCycles: 8,
  blendHold: 0.0003,
  fullDepth: 6,
  exploreCost: 1500,
}

export interface LevelSchedule {
  /** Rounds of search and vote. */
  readonly rounds: number
  /** PatchMatch passes per round, scanning forth and back in turn. */
  readonly passes: number
  /** Largest radius of the random search in pixels. */
  readonly window: number
  readonly sharpness: number
  /** Squared colour difference per pixel and picture width or height of distance. */
  readonly across: number
  readonly down: number
  /** The same for the dearest sources of an exploring seed. */
  readonly explore: number
}

/** From this many levels above the finest on, a hole is thick enough to be filled in other ways. */
const MANY_LEVELS = 4

/**
 * Work of `level` (0 is the finest) when `coarsest` is where the run began; `side` is the longer one,
 * `holeShare` the part of the crop that is missing, 0..1.
 */
export const scheduleOf = (
  tuning: Tuning,
  level: number,
  coarsest: number,
  side: number,
  holeShare: number,
): LevelSchedule => {
  const share = coarsest === 0 ? 0 : level / coarsest
  const blend = (fine: number, coarse: number): number => fine + (coarse - fine) * share
  const rest = {
    sharpness: blend(tuning.fineSharpness, tuning.coarseSharpness),
    // The more is missing, the further away its like must lie.
    across: blend(tuning.fineAcross, tuning.coarseAcross) * Math.max(0, 1 - 2 * holeShare),
    down: blend(tuning.fineDown, tuning.coarseDown),
    // Structure is chosen on coarse levels; on fine ones, and in holes that need few, a price would
    // only cost quality.
    explore: tuning.exploreCost * share ** 2 * Math.min(1, coarsest / MANY_LEVELS),
  }
  if (level === coarsest) {
    return {
      rounds: tuning.coarseRounds,
      passes: tuning.coarsePasses,
      window: Math.min(side, tuning.coarseWindow),
      ...rest,
    }
  }
  const rounds = level === 0 ? tuning.fineRounds : tuning.middleRounds
  return { rounds, passes: tuning.finePasses, window: Math.min(side, tuning.window), ...rest }
}

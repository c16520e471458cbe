/** The knobs for thin holes (scratches, dust, text): a short run close to the hole. */
import type { Tuning } from './tuning.ts'

/**
 * What is missing lies within a few pixels of what is known, so one level or two, started layer by
 * layer from the rim, find in a few passes what wide holes need a pyramid and many rounds for.
 * Votes that follow the best patches make up for the rounds left out. Known colours on all sides pull
 * every match towards their mean, so a source's texture excuses more than elsewhere.
 */
export const THIN: Partial<Tuning> = {
  richness: 48,
  coarsestHalfThickness: 6,
  fewestSources: 800,
  onionPasses: 2,
  coarseRounds: 2,
  middleRounds: 2,
  fineRounds: 1,
  coarsePasses: 2,
  coarseSharpness: 1.5,
  fineSharpness: 1.5,
  blendCycles: 3,
  exploreCost: 0,
}

/** Made-up outcomes for the reports' own tests. */
import type { Outcome } from '../types.ts'

/** One engine's fill of a picture of that name; only its perceptual distance tells it from others. */
export const outcomeOf = (id: string, engine: string, score: number | 'broken'): Outcome => ({
  job: { id, set: 's', picture: id, family: 'object', truth: true },
  engine,
  scores: {
    broken: score === 'broken',
    perceptual: score === 'broken' ? 9 : score,
    psnr: undefined,
    ssim: undefined,
    seam: 1,
    colour: undefined,
    sharpness: 1,
  },
  ms: undefined,
  peak: undefined,
})

/** Soft masks as differential diffusion: a pixel half masked is let go half way through the run. */
import { blendKept, keptAt } from '../image/differential.ts'
import { meanLatent } from '../image/mask.ts'
import type { Planes } from '../image/planes.ts'
import type { Extras } from '../loop/sample-input.ts'

/**
 * After each step the sample is put back where the mask has not let go yet, as noisy as the next step
 * expects it; after the last it stays as it is.
 * @param change one plane of the picture's size, 0..1, 1 to be painted anew
 */
export const softBlend = (change: Planes, factor: number): NonNullable<Extras['blend']> => {
  const small = meanLatent(change, factor).data
  return ({ step, steps, sample, original, noise, scheduler }) =>
    step + 1 < steps
      ? blendKept(
          sample,
          scheduler.addNoise(original, noise, step + 1),
          keptAt(small, step + 1, steps),
        )
      : sample
}

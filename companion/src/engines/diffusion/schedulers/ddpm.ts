/** DDPM (Ho et al. 2020): the noisy way back that training itself describes. */
import { InlayError } from '@inlay/shared'
import { alphasCumprod, PLAIN_BETAS } from './betas.ts'
import { clipOf } from './clip.ts'
import type { SchedulerConfig } from './config.ts'
import { blend, cleanShares, predictionOf } from './prediction.ts'
import type { Run, Scheduler } from './scheduler.ts'
import { beginOf, wholeTimesteps } from './timesteps.ts'
import { addScaled, mix2 } from './vectors.ts'
import { alphaNoise, sigmaOfAlpha } from './with-alphas.ts'

export const ddpm = (config: SchedulerConfig, run: Run): Scheduler => {
  const alphas = alphasCumprod(config, PLAIN_BETAS)
  const prediction = predictionOf(config)
  const clip = clipOf(config, run.batch ?? 1, true)
  const deviation = deviationOf(config)
  const timesteps = wholeTimesteps(config, run.steps).slice(beginOf(run.steps, run.strength))

  return {
    timesteps,
    sigmas: [...timesteps.map((t) => sigmaOfAlpha(alphas[t]!)), 0],
    initNoiseSigma: 1,
    stochastic: timesteps.some((t) => t > 0),
    scaleModelInput: (sample) => sample,
    addNoise: alphaNoise(alphas, timesteps),
    step(output, step, sample, noise) {
      const timestep = timesteps[step]!
      const next = timesteps[step + 1]
      const alpha = alphas[timestep]!
      const left = next === undefined ? 1 : alphas[next]!
      const kept = alpha / left
      const shares = cleanShares(prediction, Math.sqrt(alpha), Math.sqrt(1 - alpha))
      const denoised = blend(shares, sample, output)
      clip?.(denoised)
      const moved = mix2(
        (Math.sqrt(left) * (1 - kept)) / (1 - alpha),
        denoised,
        (Math.sqrt(kept) * (1 - left)) / (1 - alpha),
        sample,
      )
      if (timestep > 0) addScaled(moved, deviation(alpha, left), noise())
      return { sample: moved, denoised }
    },
  }
}

/** Of the fresh noise, from the picture's share before and after the step. */
const deviationOf = (config: SchedulerConfig): ((alpha: number, left: number) => number) => {
  const small = (alpha: number, left: number): number =>
    Math.sqrt(Math.max(((1 - left) / (1 - alpha)) * (1 - alpha / left), 1e-20))
  switch (config.variance_type ?? 'fixed_small') {
    case 'fixed_small':
    case 'fixed_small_log':
      return small
    case 'fixed_large':
      return (alpha, left) => Math.sqrt(1 - alpha / left)
    default:
      throw new InlayError(
        'contract_mismatch',
        `DDPM with ${config.variance_type} variance is none of ours; choose another scheduler.`,
      )
  }
}

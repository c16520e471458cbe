/** Latent consistency models (Luo et al. 2023): to the clean sample at once, then part of the way back. */
import { alphasCumprod, STABLE_DIFFUSION_BETAS } from './betas.ts'
import { clipOf } from './clip.ts'
import type { SchedulerConfig } from './config.ts'
import { distilledTimesteps } from './distilled.ts'
import { blend, cleanShares, predictionOf } from './prediction.ts'
import type { Run, Scheduler } from './scheduler.ts'
import { beginOf } from './timesteps.ts'
import { mix2 } from './vectors.ts'
import { alphaNoise, sigmaOfAlpha } from './with-alphas.ts'

/** Standard deviation of the data the boundary condition assumes. */
const DATA = 0.5

export const lcm = (config: SchedulerConfig, run: Run): Scheduler => {
  const alphas = alphasCumprod(config, STABLE_DIFFUSION_BETAS)
  const prediction = predictionOf(config)
  const clip = clipOf(config, run.batch ?? 1, false)
  const scaling = config.timestep_scaling ?? 10
  const timesteps = distilledTimesteps(config, run.steps).slice(beginOf(run.steps, run.strength))

  return {
    timesteps,
    sigmas: [...timesteps.map((t) => sigmaOfAlpha(alphas[t]!)), 0],
    initNoiseSigma: 1,
    stochastic: timesteps.length > 1,
    scaleModelInput: (sample) => sample,
    addNoise: alphaNoise(alphas, timesteps),
    step(output, step, sample, noise) {
      const timestep = timesteps[step]!
      const alpha = alphas[timestep]!
      const shares = cleanShares(prediction, Math.sqrt(alpha), Math.sqrt(1 - alpha))
      const predicted = blend(shares, sample, output)
      clip?.(predicted)
      const scaled = (timestep * scaling) ** 2 + DATA ** 2
      const denoised = mix2(
        (timestep * scaling) / Math.sqrt(scaled),
        predicted,
        DATA ** 2 / scaled,
        sample,
      )
      const next = timesteps[step + 1]
      if (next === undefined) return { sample: denoised, denoised }
      const left = alphas[next]!
      return { sample: mix2(Math.sqrt(left), denoised, Math.sqrt(1 - left), noise()), denoised }
    },
  }
}

/** Trajectory consistency distillation (Zheng et al. 2024): a jump along the path, then some noise. */
import { alphasCumprod, STABLE_DIFFUSION_BETAS } from './betas.ts'
import type { SchedulerConfig } from './config.ts'
import { distilledTimesteps } from './distilled.ts'
import { blend, cleanShares, noiseShares, predictionOf } from './prediction.ts'
import type { Run, Scheduler } from './scheduler.ts'
import { beginOf } from './timesteps.ts'
import { mix2, mix3 } from './vectors.ts'
import { alphaNoise, sigmaOfAlpha } from './with-alphas.ts'

export const tcd = (config: SchedulerConfig, run: Run): Scheduler => {
  const alphas = alphasCumprod(config, STABLE_DIFFUSION_BETAS)
  const prediction = predictionOf(config)
  const eta = run.eta ?? 0.3
  const timesteps = distilledTimesteps(config, run.steps).slice(beginOf(run.steps, run.strength))

  return {
    timesteps,
    sigmas: [...timesteps.map((t) => sigmaOfAlpha(alphas[t]!)), sigmaOfAlpha(alphas[0]!)],
    initNoiseSigma: 1,
    stochastic: eta > 0 && timesteps.length > 1,
    scaleModelInput: (sample) => sample,
    addNoise: alphaNoise(alphas, timesteps),
    step(output, step, sample, noise) {
      const alpha = alphas[timesteps[step]!]!
      const next = timesteps[step + 1]
      // torch multiplies whole numbers by a fraction in single precision.
      const jump = Math.floor(Math.fround(Math.fround(1 - eta) * (next ?? 0)))
      const reached = alphas[jump]!
      const [a, s] = [Math.sqrt(alpha), Math.sqrt(1 - alpha)]
      const denoised = blend(cleanShares(prediction, a, s), sample, output)
      const [ofSample, ofOutput] = noiseShares(prediction, a, s)
      const along = Math.sqrt(1 - reached)
      const jumped = mix3(
        Math.sqrt(reached),
        denoised,
        along * ofSample,
        sample,
        along * ofOutput,
        output,
      )
      if (eta === 0 || next === undefined) return { sample: jumped, denoised }
      const left = alphas[next]! / reached
      return { sample: mix2(Math.sqrt(left), jumped, Math.sqrt(1 - left), noise()), denoised }
    },
  }
}

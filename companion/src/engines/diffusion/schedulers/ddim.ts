/** DDIM (Song et al. 2021): deterministic at eta 0, the ancestor of the others. */
import { alphasCumprod, PLAIN_BETAS, trainStepsOf } from './betas.ts'
import { clipOf } from './clip.ts'
import type { SchedulerConfig } from './config.ts'
import { blend, cleanShares, noiseShares, predictionOf } from './prediction.ts'
import type { Run, Scheduler } from './scheduler.ts'
import { beginOf, wholeTimesteps } from './timesteps.ts'
import { mix2, mix3 } from './vectors.ts'
import { alphaNoise, sigmaOfAlpha } from './with-alphas.ts'

export const ddim = (config: SchedulerConfig, run: Run): Scheduler => {
  const trained = trainStepsOf(config)
  const alphas = alphasCumprod(config, PLAIN_BETAS)
  const final = (config.set_alpha_to_one ?? true) ? 1 : alphas[0]!
  const prediction = predictionOf(config)
  const clip = clipOf(config, run.batch ?? 1, true)
  const eta = run.eta ?? 0
  const jump = Math.floor(trained / run.steps)
  const timesteps = wholeTimesteps(config, run.steps).slice(beginOf(run.steps, run.strength))
  const after = (timestep: number): number => (timestep >= jump ? alphas[timestep - jump]! : final)

  return {
    timesteps,
    sigmas: [...timesteps.map((t) => sigmaOfAlpha(alphas[t]!)), sigmaOfAlpha(final)],
    initNoiseSigma: 1,
    stochastic: eta > 0,
    scaleModelInput: (sample) => sample,
    addNoise: alphaNoise(alphas, timesteps),
    step(output, step, sample, noise) {
      const timestep = timesteps[step]!
      const alpha = alphas[timestep]!
      const next = after(timestep)
      const [a, s] = [Math.sqrt(alpha), Math.sqrt(1 - alpha)]
      const denoised = blend(cleanShares(prediction, a, s), sample, output)
      const [ofSample, ofOutput] = noiseShares(prediction, a, s)
      clip?.(denoised)
      const spread = eta * Math.sqrt(((1 - next) / (1 - alpha)) * (1 - alpha / next))
      const along = Math.sqrt(1 - next - spread * spread)
      const moved = mix3(
        Math.sqrt(next),
        denoised,
        along * ofSample,
        sample,
        along * ofOutput,
        output,
      )
      return { sample: eta > 0 ? mix2(1, moved, spread, noise()) : moved, denoised }
    },
  }
}

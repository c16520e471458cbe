/** Euler's method on sigmas (Karras et al. 2022, algorithm 2), plain and ancestral. */
import { alphasAboveZero, PLAIN_BETAS, trainStepsOf } from './betas.ts'
import type { SchedulerConfig } from './config.ts'
import { blend, type Prediction, predictionOf, type Shares } from './prediction.ts'
import { type Run, type Scheduler, stepped } from './scheduler.ts'
import { type Curve, curveOf, interpolate, sigmasAlong, timestepOf, trainSigmas } from './sigmas.ts'
import { beginOf, leading, linspace, trailing } from './timesteps.ts'
import { addScaled, mix2, scale } from './vectors.ts'

/** Timesteps and sigmas of the whole schedule; sigmas are one more, the last the clean end. */
interface Levels {
  readonly timesteps: readonly number[]
  readonly sigmas: readonly number[]
}

export const euler = (config: SchedulerConfig, run: Run): Scheduler => {
  const prediction = predictionOf(config)
  const { timesteps, sigmas, shared } = prepare(config, run, curveOf(config))
  return {
    ...shared,
    timesteps,
    stochastic: false,
    step(output, step, sample) {
      const sigma = sigmas[step]!
      const shares = cleanAt(prediction, sigma)
      const moved = towards(shares, sample, output, sigmas[step + 1]! / sigma)
      return stepped(moved, () => blend(shares, sample, output))
    },
  }
}

/** Each step goes further down than asked and comes back up with fresh noise. */
export const eulerAncestral = (config: SchedulerConfig, run: Run): Scheduler => {
  const prediction = predictionOf(config, ['epsilon', 'v_prediction'])
  const { timesteps, sigmas, shared } = prepare(config, run, null)
  return {
    ...shared,
    timesteps,
    stochastic: true,
    step(output, step, sample, noise) {
      const [from, to] = [sigmas[step]!, sigmas[step + 1]!]
      const up = Math.sqrt((to ** 2 * (from ** 2 - to ** 2)) / from ** 2)
      const down = Math.sqrt(to ** 2 - up ** 2)
      const shares = cleanAt(prediction, from)
      const moved = towards(shares, sample, output, down / from)
      addScaled(moved, up, noise())
      return stepped(moved, () => blend(shares, sample, output))
    },
  }
}

/** `rest` of the way from the clean latents to the sample, in one pass over both. */
const towards = (
  [ofSample, ofOutput]: Shares,
  sample: Float32Array,
  output: Float32Array,
  rest: number,
): Float32Array => mix2(rest + (1 - rest) * ofSample, sample, (1 - rest) * ofOutput, output)

const cleanAt = (prediction: Prediction, sigma: number): Shares => {
  switch (prediction) {
    case 'epsilon':
      return [1, -sigma]
    case 'sample':
      return [0, 1]
    case 'v_prediction':
      return [1 / (sigma ** 2 + 1), -sigma / Math.sqrt(sigma ** 2 + 1)]
  }
}

const prepare = (config: SchedulerConfig, run: Run, curve: Curve | null) => {
  const levels = levelsOf(config, run.steps, curve)
  const begin = beginOf(run.steps, run.strength)
  const sigmas = levels.sigmas.slice(begin)
  const most = levels.sigmas.reduce((a, b) => Math.max(a, b))
  const leadingSpaced = config.timestep_spacing === 'leading'
  const shared = {
    sigmas,
    initNoiseSigma: leadingSpaced ? Math.sqrt(most ** 2 + 1) : most,
    scaleModelInput: (sample: Float32Array, step: number) =>
      scale(1 / Math.sqrt(sigmas[step]! ** 2 + 1), sample),
    addNoise: (original: Float32Array, noise: Float32Array, step: number) =>
      mix2(1, original, sigmas[step]!, noise),
  }
  return { timesteps: levels.timesteps.slice(begin), sigmas, shared }
}

const levelsOf = (config: SchedulerConfig, steps: number, curve: Curve | null): Levels => {
  const table = trainSigmas(alphasAboveZero(config, PLAIN_BETAS))
  const logs = table.map(Math.log)
  let timesteps = spaced(config, steps)
  let sigmas =
    config.interpolation_type === 'log_linear' && curve === null
      ? linspace(logs[logs.length - 1]!, logs[0]!, steps + 1).map(Math.exp)
      : timesteps.map((timestep) => interpolate(table, timestep))
  if (curve) {
    const least = config.sigma_min ?? sigmas[steps - 1]!
    sigmas = sigmasAlong(curve, least, config.sigma_max ?? sigmas[0]!, steps)
    timesteps = sigmas.map((sigma) => timestepOf(sigma, logs))
  }
  sigmas = [...sigmas, config.final_sigmas_type === 'sigma_min' ? table[0]! : 0].map(Math.fround)
  const continuous =
    config.timestep_type === 'continuous' && config.prediction_type === 'v_prediction'
  return {
    timesteps: (continuous
      ? sigmas.slice(0, steps).map((sigma) => 0.25 * Math.log(sigma))
      : timesteps
    ).map(Math.fround),
    // Log-linear levels bring their own last one, which is not quite clean.
    sigmas: sigmas.slice(0, steps + 1),
  }
}

/** Not rounded to whole steps: Euler's networks take fractions. */
const spaced = (config: SchedulerConfig, steps: number): number[] => {
  const trained = trainStepsOf(config)
  switch (config.timestep_spacing ?? 'linspace') {
    case 'linspace':
      return linspace(0, trained - 1, steps)
        .reverse()
        .map(Math.fround)
    case 'leading':
      return leading(steps, Math.floor(trained / steps), config.steps_offset ?? 0)
    case 'trailing':
      return trailing(trained, trained / steps)
  }
}

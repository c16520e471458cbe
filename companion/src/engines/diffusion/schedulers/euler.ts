/** Euler's and Heun's methods on sigmas (Karras et al. 2022, algorithms 1 and 2), and Euler ancestral. */
import { alphasAboveZero, type BetaDefaults, PLAIN_BETAS, trainStepsOf } from './betas.ts'
import { clipOf } from './clip.ts'
import type { SchedulerConfig } from './config.ts'
import { blend, type Prediction, predictionOf, type Shares } from './prediction.ts'
import { type Run, type Scheduler, stepped } from './scheduler.ts'
import { type Curve, curveOf, interpolate, sigmasAlong, timestepOf, trainSigmas } from './sigmas.ts'
import { beginOf, leading, linspace, trailing } from './timesteps.ts'
import { addScaled, mix2, mix3, scale } from './vectors.ts'

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

/**
 * Goes each step twice: on with the slope at its start, then again with the mean of both ends'. The
 * second visits are steps of their own, so there are nearly twice as many as were asked for.
 */
export const heun = (config: SchedulerConfig, run: Run): Scheduler => {
  const prediction = predictionOf(config)
  const clip = clipOf(config, run.batch ?? 1, false)
  const { timesteps, sigmas, shared } = prepare(
    {
      ...config,
      final_sigmas_type: 'zero',
      interpolation_type: 'linear',
      timestep_type: 'discrete',
    },
    run,
    curveOf(config),
    STABLE_DIFFUSION_ENDS,
    true,
  )
  /** What the first visit leaves for the second. */
  let first: { readonly sample: Float32Array; readonly slope: Float32Array } | null = null
  return {
    ...shared,
    timesteps,
    stochastic: false,
    step(output, step, sample) {
      const sigma = sigmas[step]!
      const denoised = blend(cleanAt(prediction, sigma), sample, output)
      clip?.(denoised)
      const slope = mix2(1 / sigma, sample, -1 / sigma, denoised)
      if (first === null) {
        first = { sample, slope }
        return { sample: mix2(1, sample, sigmas[step + 1]! - sigma, slope), denoised }
      }
      const half = (sigma - sigmas[step - 1]!) / 2
      const moved = mix3(1, first.sample, half, first.slope, half, slope)
      first = null
      return { sample: moved, denoised }
    },
  }
}

/** Heun's betas in diffusers, which are no curve of Stable Diffusion's but its ends. */
const STABLE_DIFFUSION_ENDS: BetaDefaults = { start: 0.00085, end: 0.012, schedule: 'linear' }

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

const prepare = (
  config: SchedulerConfig,
  run: Run,
  curve: Curve | null,
  betas = PLAIN_BETAS,
  twice = false,
) => {
  const once = levelsOf(config, run.steps, curve, betas)
  const levels = twice ? doubled(once) : once
  const cut = beginOf(run.steps, run.strength) * (twice ? 2 : 1)
  const begin = Math.min(cut, levels.timesteps.length)
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

/** All levels twice but the first and the clean end. */
const doubled = ({ timesteps, sigmas }: Levels): Levels => ({
  timesteps: timesteps.flatMap((timestep, i) => (i === 0 ? [timestep] : [timestep, timestep])),
  sigmas: sigmas.flatMap((sigma, i) =>
    i === 0 || i === sigmas.length - 1 ? [sigma] : [sigma, sigma],
  ),
})

const levelsOf = (
  config: SchedulerConfig,
  steps: number,
  curve: Curve | null,
  betas: BetaDefaults,
): Levels => {
  const table = trainSigmas(alphasAboveZero(config, betas))
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

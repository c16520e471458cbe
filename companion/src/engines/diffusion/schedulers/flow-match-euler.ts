/** Euler's method for flow matching (Esser et al. 2024): FLUX and Stable Diffusion 3. */
import { expected, InlayError } from '@inlay/shared'
import { calculateShift } from '../flux/shift.ts'
import { trainStepsOf } from './betas.ts'
import type { SchedulerConfig } from './config.ts'
import { type Run, type Scheduler, stepped } from './scheduler.ts'
import { curveOf, sigmasAlong } from './sigmas.ts'
import { flowBegin, linspace } from './timesteps.ts'
import { mix2 } from './vectors.ts'

/** The network predicts noise minus picture, whatever `prediction_type` says. */
export const flowMatchEuler = (config: SchedulerConfig, run: Run): Scheduler => {
  const trained = trainStepsOf(config)
  const inverted = config.invert_sigmas ?? false
  const levels = levelsOf(config, run)
    .map(Math.fround)
    .map((sigma) => (inverted ? Math.fround(1 - sigma) : sigma))
    .slice(flowBegin(run.steps, run.strength))
  const timesteps = levels.map((sigma) => Math.fround(sigma * trained))
  const sigmas = [...levels, inverted ? 1 : 0]
  const stochastic = config.stochastic_sampling ?? false

  return {
    timesteps,
    sigmas,
    initNoiseSigma: 1,
    stochastic,
    scaleModelInput: (sample) => sample,
    addNoise: (original, noise, step) => mix2(1 - sigmas[step]!, original, sigmas[step]!, noise),
    step(output, step, sample, noise) {
      const [sigma, next] = [sigmas[step]!, sigmas[step + 1]!]
      const clean = (): Float32Array => mix2(1, sample, -sigma, output)
      if (!stochastic) return stepped(mix2(1, sample, next - sigma, output), clean)
      const denoised = clean()
      return { sample: mix2(1 - next, denoised, next, noise()), denoised }
    },
  }
}

/** The schedule before it is rounded to single precision, falling from about 1. */
const levelsOf = (config: SchedulerConfig, run: Run): number[] => {
  const shifted = plainLevels(config, run).map(shiftOf(config, run))
  const stretched = config.shift_terminal ? stretch(shifted, config.shift_terminal) : shifted
  const curve = curveOf(config)
  if (!curve) return stretched
  return sigmasAlong(curve, stretched[stretched.length - 1]!, stretched[0]!, stretched.length)
}

/** Evenly from the first training step's sigma to the last's, unless the run brings its own. */
const plainLevels = (config: SchedulerConfig, run: Run): number[] => {
  if (run.sigmas) {
    if (run.sigmas.length === run.steps) return run.sigmas.map(Math.fround)
    throw new RangeError(expected(`${run.steps} numbers`, 'sigmas', run.sigmas))
  }
  const trained = trainStepsOf(config)
  const shift = staticShift(config)
  const least = config.use_dynamic_shifting ? 1 / trained : shift(1 / trained)
  return linspace(trained, least * trained, run.steps).map((timestep) => timestep / trained)
}

const staticShift = (config: SchedulerConfig) => {
  const shift = config.shift ?? 1
  return (sigma: number): number => (shift * sigma) / (1 + (shift - 1) * sigma)
}

/** More noise for larger pictures: by a fixed factor, or by `mu`, which depends on the size. */
const shiftOf = (config: SchedulerConfig, run: Run): ((sigma: number) => number) => {
  if (!config.use_dynamic_shifting) return staticShift(config)
  const mu = run.mu ?? muOf(config, run)
  const factor = config.time_shift_type === 'linear' ? mu : Math.exp(mu)
  return (sigma) => factor / (factor + (1 / sigma - 1))
}

const muOf = (config: SchedulerConfig, { sequenceLength }: Run): number => {
  if (sequenceLength === undefined) {
    throw new InlayError('contract_mismatch', 'This scheduler shifts by the size of the picture.')
  }
  return calculateShift(
    sequenceLength,
    config.base_image_seq_len ?? 256,
    config.max_image_seq_len ?? 4096,
    config.base_shift ?? 0.5,
    config.max_shift ?? 1.15,
  )
}

/** So that the last level is `terminal`, the first stays. */
const stretch = (sigmas: readonly number[], terminal: number): number[] => {
  const factor = (1 - sigmas[sigmas.length - 1]!) / (1 - terminal)
  return sigmas.map((sigma) => 1 - (1 - sigma) / factor)
}

/** What a run starts from: noise, latents of the picture and of the picture without its hole. */
import { expected, InlayError } from '@inlay/shared'
import type { VaeConstants } from '../model/describe.ts'
import { type LatentDistribution, meanLatents, sampleLatents } from '../model/vae.ts'
import { createNoise } from '../random/create.ts'
import type { Noise } from '../random/noise.ts'
import type { SchedulerConfig } from '../schedulers/config.ts'
import { createScheduler } from '../schedulers/create.ts'
import type { Run, Scheduler } from '../schedulers/scheduler.ts'
import type { SampleInput } from './sample-input.ts'

/** All samples' numbers, one sample after the other. */
export const concat = (parts: readonly Float32Array[]): Float32Array => {
  if (parts.length === 1) return parts[0]!
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export interface Drawn {
  /** Clean latents of the picture; zeros where the run has no use for them. */
  readonly original: Float32Array
  readonly noise: Float32Array
  /** Latents of the picture without its hole; zeros where the run has no use for them. */
  readonly masked: Float32Array
  /** More noise, for schedulers that ask for some. */
  readonly more: () => Float32Array
}

export interface Drawing {
  readonly picture: LatentDistribution | undefined
  readonly masked: LatentDistribution | undefined
  /** True when the reference draws a sample of the picture whether it is needed or not. */
  readonly drawsPicture: boolean
  readonly width: number
  readonly height: number
}

/**
 * Draws in the order diffusers does (image sample, noise, masked image's sample, the scheduler's),
 * from one generator for each seed, so that a batch comes out as its seeds would alone.
 */
export const draw = (
  { seeds, noise: kind }: Pick<SampleInput, 'seeds' | 'noise'>,
  vae: VaeConstants,
  { picture, masked, drawsPicture, width, height }: Drawing,
): Drawn => {
  const shape = [1, vae.channels, height, width]
  const count = vae.channels * height * width
  const sampleOf = (from: LatentDistribution | undefined, noise: Noise): Float32Array => {
    if (from !== undefined) return sampleLatents(from, vae, noise)
    noise.normal(shape)
    return new Float32Array(count)
  }
  // What the reference does not draw is not drawn: the seed's other numbers stay what they are.
  const usualOf = (from: LatentDistribution | undefined): Float32Array =>
    from === undefined ? new Float32Array(count) : meanLatents(from, vae)
  const generators = seeds.map((seed) => createNoise(kind, seed))
  const samples = generators.map((noise) => ({
    original: drawsPicture ? sampleOf(picture, noise) : usualOf(picture),
    noise: noise.normal(shape),
    masked: sampleOf(masked, noise),
  }))
  return {
    original: concat(samples.map((sample) => sample.original)),
    noise: concat(samples.map((sample) => sample.noise)),
    masked: concat(samples.map((sample) => sample.masked)),
    more: () => concat(generators.map((noise) => noise.normal(shape))),
  }
}

/** @throws InlayError invalid_request when strength leaves no step */
export const openScheduler = (
  config: SchedulerConfig,
  input: SampleInput,
  run: Omit<Run, 'steps' | 'strength' | 'batch'> = {},
): Scheduler => {
  const { steps, strength, seeds, scheduler: name, eta } = input
  const own = input.schedulerConfig ?? config
  const base = { ...run, steps, batch: seeds.length, ...(eta !== undefined && { eta }) }
  if (input.from !== undefined) {
    // The share of the schedule that is left, by the timesteps themselves.
    const train = own.num_train_timesteps ?? 1000
    const cutoff = Math.round(train - input.from.denoisingStart * train)
    const { timesteps } = createScheduler(own, base, name)
    const left = timesteps.filter((timestep) => timestep < cutoff).length
    return createScheduler(own, { ...base, strength: (left + 0.5) / steps }, name)
  }
  const scheduler = createScheduler(own, { ...base, strength }, name)
  // PNDM has a step more than were asked for; the reference goes by those.
  const counts = run.sigmas !== undefined || Math.floor(steps * strength) > 0
  if (counts && scheduler.timesteps.length > 0) return scheduler
  throw new InlayError(
    'invalid_request',
    `${expected('more', 'strength', strength)}: of ${steps} steps it leaves none; raise one of the two.`,
  )
}

/** How many of the timesteps run when another model takes the rest. */
export const stepsUntil = (
  { timesteps }: Scheduler,
  config: SchedulerConfig,
  end: number | undefined,
): number => {
  if (end === undefined) return timesteps.length
  const train = config.num_train_timesteps ?? 1000
  const cutoff = Math.round(train - end * train)
  return timesteps.filter((timestep) => timestep >= cutoff).length
}

/** How fast the training noise grows: betas and their products, bit for bit as torch has them. */
import type { SchedulerConfig } from './config.ts'

/** What a scheduler class takes where its configuration says nothing. */
export interface BetaDefaults {
  readonly start: number
  readonly end: number
  readonly schedule: 'linear' | 'scaled_linear'
}

/** Of DDIM, PNDM, Euler, DPM-Solver and UniPC in diffusers. */
export const PLAIN_BETAS: BetaDefaults = { start: 0.0001, end: 0.02, schedule: 'linear' }

/** Of LCM and TCD, which are made for Stable Diffusion only. */
export const STABLE_DIFFUSION_BETAS: BetaDefaults = {
  start: 0.00085,
  end: 0.012,
  schedule: 'scaled_linear',
}

export const trainStepsOf = (config: SchedulerConfig): number => config.num_train_timesteps ?? 1000

/**
 * Share of the picture (by variance) that is left at each training step, falling from nearly 1:
 * float32 values, one for each of `num_train_timesteps`.
 */
export const alphasCumprod = (config: SchedulerConfig, defaults: BetaDefaults): Float32Array => {
  const betas = betasOf(config, defaults)
  return cumprod(config.rescale_betas_zero_snr ? zeroTerminal(betas) : betas)
}

/**
 * The same for schedulers that divide by the last value: with zero terminal SNR it would be 0, and
 * diffusers puts fp16's smallest number there.
 */
export const alphasAboveZero = (config: SchedulerConfig, defaults: BetaDefaults): Float32Array => {
  const alphas = alphasCumprod(config, defaults)
  if (config.rescale_betas_zero_snr) alphas[alphas.length - 1] = 2 ** -24
  return alphas
}

const betasOf = (config: SchedulerConfig, defaults: BetaDefaults): Float32Array => {
  if (config.trained_betas) return Float32Array.from(config.trained_betas)
  const count = trainStepsOf(config)
  const start = config.beta_start ?? defaults.start
  const end = config.beta_end ?? defaults.end
  switch (config.beta_schedule ?? defaults.schedule) {
    case 'linear':
      return linspace(start, end, count)
    case 'scaled_linear':
      return linspace(Math.sqrt(start), Math.sqrt(end), count).map((value) => value * value)
    case 'squaredcos_cap_v2':
      return cosineBetas(count)
  }
}

/** torch.linspace in float32: from both ends to the middle, each value rounded once. */
const linspace = (start: number, end: number, count: number): Float32Array => {
  const [from, to] = [Math.fround(start), Math.fround(end)]
  if (count === 1) return Float32Array.of(from)
  const step = Math.fround(Math.fround(to - from) / (count - 1))
  const half = Math.floor(count / 2)
  return Float32Array.from({ length: count }, (_, i) =>
    i < half ? from + step * i : to - step * (count - i - 1),
  )
}

/** Nichol and Dhariwal 2021, eq. 17, capped at 0.999. */
const cosineBetas = (count: number): Float32Array => {
  const left = (t: number): number => Math.cos((((t + 0.008) / 1.008) * Math.PI) / 2) ** 2
  return Float32Array.from({ length: count }, (_, i) =>
    Math.min(1 - left((i + 1) / count) / left(i / count), 0.999),
  )
}

/** torch multiplies float32 values up in double precision and rounds each product. */
const cumprod = (betas: Float32Array): Float32Array => {
  let product = 1
  return betas.map((beta) => {
    product *= Math.fround(1 - beta)
    return product
  })
}

/** Lin et al. 2023, algorithm 1: the last step keeps nothing of the picture, the first stays. */
const zeroTerminal = (betas: Float32Array): Float32Array => {
  const roots = cumprod(betas).map(Math.sqrt)
  const first = roots[0]!
  const last = roots[roots.length - 1]!
  const stretch = Math.fround(first / Math.fround(first - last))
  const bars = roots.map((root) => {
    const moved = Math.fround(Math.fround(root - last) * stretch)
    return moved * moved
  })
  return bars.map((bar, i) => 1 - Math.fround(i === 0 ? bar : bar / bars[i - 1]!))
}

/** Noise levels in the form x = x0 + sigma n, and the curves along which they may fall. */
import { betaQuantile } from './beta-quantile.ts'
import type { SchedulerConfig } from './config.ts'
import { linspace } from './timesteps.ts'

/** Sigma at each training step, rising, rounded as torch rounds. */
export const trainSigmas = (alphas: Float32Array): Float32Array =>
  alphas.map((alpha) => Math.sqrt(Math.fround(Math.fround(1 - alpha) / alpha)))

/** numpy.interp into a table by (fractional) index. */
export const interpolate = (table: Float32Array, at: number): number => {
  const last = table.length - 1
  if (at <= 0) return table[0]!
  if (at >= last) return table[last]!
  const low = Math.floor(at)
  const from = table[low]!
  return (table[low + 1]! - from) * (at - low) + from
}

/** The training step, fractional, whose sigma this is: linear in log sigma, clamped to the ends. */
export const timestepOf = (sigma: number, logSigmas: Float32Array): number => {
  const log = Math.log(Math.max(sigma, 1e-10))
  let low = -1
  for (let i = 0; i < logSigmas.length && log >= logSigmas[i]!; i++) low = i
  low = Math.min(Math.max(low, 0), logSigmas.length - 2)
  const [from, to] = [logSigmas[low]!, logSigmas[low + 1]!]
  const share = (from - log) / Math.fround(from - to)
  const clamped = Math.min(Math.max(share, 0), 1)
  return (1 - clamped) * low + clamped * (low + 1)
}

export type Curve = 'karras' | 'exponential' | 'beta' | 'lu'

/** The curve a configuration asks for, if any. */
export const curveOf = (config: SchedulerConfig): Curve | null => {
  if (config.use_karras_sigmas) return 'karras'
  if (config.use_lu_lambdas) return 'lu'
  if (config.use_exponential_sigmas) return 'exponential'
  return config.use_beta_sigmas ? 'beta' : null
}

/**
 * `count` sigmas falling from `max` to `min`. Karras et al. 2022, eq. 5 with rho 7; exponential:
 * even steps of log sigma (also Lu's lambdas, with rho 1); beta: Lee et al. 2024 (arXiv 2407.12173),
 * quantiles of Beta(0.6, 0.6).
 */
export const sigmasAlong = (curve: Curve, min: number, max: number, count: number): number[] => {
  switch (curve) {
    case 'karras': {
      const [low, high] = [min ** (1 / 7), max ** (1 / 7)]
      return linspace(0, 1, count).map((ramp) => (high + ramp * (low - high)) ** 7)
    }
    case 'exponential':
    case 'lu':
      return linspace(Math.log(max), Math.log(min), count).map(Math.exp)
    case 'beta':
      return linspace(0, 1, count).map((ramp) => min + betaQuantile(1 - ramp, 0.6) * (max - min))
  }
}

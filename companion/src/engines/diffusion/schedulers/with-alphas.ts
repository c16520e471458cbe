/** What the schedulers share that count in alphas: x = sqrt(alpha) x0 + sqrt(1 - alpha) n. */
import type { Scheduler } from './scheduler.ts'
import { mix2 } from './vectors.ts'

/** Sigma of the form x = x0 + sigma n, for reports. */
export const sigmaOfAlpha = (alpha: number): number => Math.sqrt((1 - alpha) / alpha)

/** `Scheduler.addNoise` by the alpha of each step's timestep. */
export const alphaNoise =
  (alphas: Float32Array, timesteps: readonly number[]): Scheduler['addNoise'] =>
  (original, noise, step) => {
    const alpha = alphas[timesteps[step]!]!
    return mix2(Math.sqrt(alpha), original, Math.sqrt(1 - alpha), noise)
  }

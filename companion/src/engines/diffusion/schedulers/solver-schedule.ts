/** Where the multistep solvers (DPM-Solver, UniPC, DEIS) stop on their way, before the very end. */
import type { SchedulerConfig } from './config.ts'
import { type Curve, curveOf, interpolate, sigmasAlong, timestepOf, trainSigmas } from './sigmas.ts'
import { roundHalfEven, solverTimesteps } from './timesteps.ts'

export interface SolverStops {
  /** One a step, falling; fractional where the configuration's spacing is. */
  readonly timesteps: number[]
  /** Noise level at each of them; the level to end on is the solver's own affair. */
  readonly sigmas: number[]
  readonly curve: Curve | null
  /** Noise of the cleanest training step. */
  readonly cleanest: number
}

export interface SolverChoice {
  /** Training steps that may be visited, of the table of sigmas. */
  readonly last: (table: Float32Array) => number
  /** Whether a stop along this curve is rounded to a training step, or cut off. */
  readonly isRounded: (curve: Curve) => boolean
}

/**
 * @param alphas left of the picture at each training step, as `alphasCumprod` gives them
 * @param steps at least 1
 */
export const solverStops = (
  config: SchedulerConfig,
  steps: number,
  alphas: Float32Array,
  { last, isRounded }: SolverChoice,
): SolverStops => {
  const table = trainSigmas(alphas)
  const cleanest = table[0]!
  const curve = curveOf(config)
  if (curve === null) {
    const timesteps = solverTimesteps(config, steps, last(table))
    const sigmas = timesteps.map((timestep) => interpolate(table, timestep))
    return { timesteps, sigmas, curve, cleanest }
  }
  const logs = table.map(Math.log)
  const round = isRounded(curve) ? roundHalfEven : Math.trunc
  const sigmas = sigmasAlong(curve, cleanest, table[table.length - 1]!, steps)
  const timesteps = sigmas.map((sigma) => round(timestepOf(sigma, logs)))
  return { timesteps, sigmas, curve, cleanest }
}

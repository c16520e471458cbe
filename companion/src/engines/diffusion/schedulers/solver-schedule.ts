/** Where the multistep solvers (DPM-Solver, UniPC, DEIS) stop on their way, and how a run starts there. */
import type { SchedulerConfig } from './config.ts'
import { type Level, levelOf, signalNoise } from './levels.ts'
import type { Run, Scheduler } from './scheduler.ts'
import { type Curve, curveOf, interpolate, sigmasAlong, timestepOf, trainSigmas } from './sigmas.ts'
import { beginOf, roundHalfEven, solverTimesteps } from './timesteps.ts'

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

/** What of a solver's run is fixed before its first step. */
export interface SolverRun {
  /** Steps of the schedule that strength leaves out. */
  readonly begin: number
  /** Before each step, and after the last. */
  readonly levels: readonly Level[]
  /** All of the scheduler that does not step. */
  readonly fixed: Omit<Scheduler, 'stochastic' | 'step'>
}

/** @param whole timesteps and sigmas of the whole schedule, sigmas one more */
export const solverRun = (
  whole: { readonly timesteps: readonly number[]; readonly sigmas: readonly number[] },
  run: Run,
): SolverRun => {
  const begin = beginOf(run.steps, run.strength)
  const levels = whole.sigmas.slice(begin).map(levelOf)
  return {
    begin,
    levels,
    fixed: {
      timesteps: whole.timesteps.slice(begin),
      sigmas: levels.map((level) => level.sigma),
      initNoiseSigma: 1,
      scaleModelInput: (sample) => sample,
      addNoise: signalNoise(levels),
    },
  }
}

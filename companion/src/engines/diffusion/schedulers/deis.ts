/** DEIS (Zhang and Chen 2023), in log rho: the default of many community checkpoints. */
import { alphasCumprod, PLAIN_BETAS, trainStepsOf } from './betas.ts'
import { thresholdOf } from './clip.ts'
import type { SchedulerConfig } from './config.ts'
import type { Level } from './levels.ts'
import { blend, cleanShares, predictionOf } from './prediction.ts'
import type { Run, Scheduler } from './scheduler.ts'
import { solverRun, solverStops } from './solver-schedule.ts'
import { mix2, sum, type Term } from './vectors.ts'

/** Below this many steps the last ones are of lower order. */
const FEW = 15

export const deis = (config: SchedulerConfig, run: Run): Scheduler => {
  const prediction = predictionOf(config)
  const most = config.solver_order ?? 2
  const threshold = thresholdOf(config, run.batch ?? 1)
  const whole = scheduleOf(config, run.steps)
  const { levels, fixed } = solverRun(whole, run)
  const { timesteps } = fixed
  /** Noise as predicted, newest first. */
  let answers: Float32Array[] = []

  const orderOf = (step: number): number => {
    const left = timesteps.length - step
    const cautious = (config.lower_order_final ?? true) && whole.timesteps.length < FEW
    return Math.min(most, step + 1, cautious && left <= 2 ? left : 3)
  }

  return {
    ...fixed,
    stochastic: false,
    step(output, step, sample) {
      const { a, s } = levels[step]!
      const denoised = blend(cleanShares(prediction, a, s), sample, output)
      threshold?.(denoised)
      answers = [mix2(1 / s, sample, -a / s, denoised), ...answers.slice(0, most - 1)]
      const path = levels.slice(step + 1 - orderOf(step), step + 1).reverse()
      const to = levels[step + 1]!
      const moved = sum([
        [to.a / a, sample],
        ...integrals(path, to).map((weight, i): Term => [to.a * weight, answers[i]!]),
      ])
      return { sample: moved, denoised }
    },
  }
}

/**
 * How much of each answer: the integral over sigma of Lagrange's polynomials in log sigma through
 * the levels of `path` (newest first), from the newest to `to`.
 */
const integrals = (path: readonly Level[], to: Level): number[] => {
  const from = path[0]!
  return path.map(({ lambda }, i) => {
    const others = path.filter((_, k) => k !== i).map((level) => -level.lambda)
    const under = others.reduce((product, other) => product * (-lambda - other), 1)
    return (primitive(to.sigma, others) - primitive(from.sigma, others)) / under
  })
}

/** Of the product of (log sigma - other), for none, one or two others. */
const primitive = (sigma: number, others: readonly number[]): number => {
  const log = Math.log(sigma)
  const [c, d] = others
  if (c === undefined) return sigma
  if (d === undefined) return sigma * (log - c - 1)
  return sigma * (log ** 2 - (2 + c + d) * log + 2 + c + d + c * d)
}

const scheduleOf = (config: SchedulerConfig, steps: number) => {
  const stops = solverStops(config, steps, alphasCumprod(config, PLAIN_BETAS), {
    last: () => trainStepsOf(config),
    isRounded: (curve) => curve === 'karras',
  })
  // It never goes all the way: there the logarithm has no end.
  const last = stops.curve ? stops.sigmas[steps - 1]! : stops.cleanest
  return { timesteps: stops.timesteps, sigmas: [...stops.sigmas, last].map(Math.fround) }
}

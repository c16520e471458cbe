/** DPM-Solver and DPM-Solver++ (Lu et al. 2022), orders 1 to 3, as differential equation or with noise. */
import { alphasAboveZero, PLAIN_BETAS, trainStepsOf } from './betas.ts'
import { thresholdOf } from './clip.ts'
import type { SchedulerConfig } from './config.ts'
import { type Algorithm, stepWeights } from './dpm-weights.ts'
import { blend, cleanShares, noiseShares, predictionOf } from './prediction.ts'
import type { Run, Scheduler } from './scheduler.ts'
import { solverRun, solverStops } from './solver-schedule.ts'
import { mix2, sum, type Term } from './vectors.ts'

/** Below this many steps the last ones are of lower order, which keeps them stable. */
const FEW = 15

export const dpmMultistep = (config: SchedulerConfig, run: Run): Scheduler => {
  const prediction = predictionOf(config)
  const algorithm = algorithmOf(config)
  const predictsClean = algorithm.endsWith('++')
  const stochastic = algorithm.startsWith('sde')
  const most = Math.min(config.solver_order ?? 2, algorithm === 'sde-dpmsolver' ? 2 : 3)
  const threshold = thresholdOf(config, run.batch ?? 1)
  const whole = scheduleOf(config, run.steps, predictsClean)
  const { levels, fixed } = solverRun(whole, run)
  const { timesteps } = fixed
  /** Converted answers, newest first. */
  let answers: Float32Array[] = []

  const orderOf = (step: number): number => {
    const left = timesteps.length - step
    const cautious = (config.lower_order_final ?? true) && whole.timesteps.length < FEW
    if (left === 1 && (config.euler_at_final || cautious || whole.endsClean)) return 1
    return Math.min(most, step + 1, left === 2 && cautious ? 2 : 3)
  }

  return {
    ...fixed,
    stochastic,
    step(output, step, sample, noise) {
      const { a, s } = levels[step]!
      const denoised = blend(cleanShares(prediction, a, s), sample, output)
      threshold?.(denoised)
      const ofNoise = (): Float32Array =>
        threshold
          ? mix2(1 / s, sample, -a / s, denoised)
          : blend(noiseShares(prediction, a, s), sample, output)
      answers = [predictsClean ? denoised : ofNoise(), ...answers.slice(0, most - 1)]
      const path = levels.slice(step + 1 - orderOf(step), step + 2).reverse()
      const weights = stepWeights(algorithm, config.solver_type === 'heun', path)
      const moved = sum([
        [weights.sample, sample],
        ...weights.answers.map((weight, i): Term => [weight, answers[i]!]),
        ...(stochastic ? [[weights.noise, noise()] as const] : []),
      ])
      return { sample: moved, denoised }
    },
  }
}

/** "deis" is what another class's file says, which diffusers reads as the default too. */
const algorithmOf = (config: SchedulerConfig): Algorithm => {
  const asked = config.algorithm_type ?? 'dpmsolver++'
  return asked === 'deis' ? 'dpmsolver++' : asked
}

const scheduleOf = (config: SchedulerConfig, steps: number, predictsClean: boolean) => {
  const isCosine = config.beta_schedule === 'squaredcos_cap_v2'
  const stops = solverStops(config, steps, alphasAboveZero(config, PLAIN_BETAS), {
    last: (table) => lastOf(config, table),
    isRounded: (curve) => (curve === 'karras' || curve === 'lu') && !isCosine,
  })
  // The older form divides by the clean end's noise, so it cannot go all the way.
  const endsClean = predictsClean && (config.final_sigmas_type ?? 'zero') === 'zero'
  return {
    timesteps: stops.timesteps.map(Math.trunc),
    sigmas: [...stops.sigmas, endsClean ? 0 : stops.cleanest].map(Math.fround),
    endsClean,
  }
}

/** Steps noisier than `lambda_min_clipped` are not visited (cosine schedules need that). */
const lastOf = (config: SchedulerConfig, table: Float32Array): number => {
  const least = config.lambda_min_clipped
  if (typeof least !== 'number') return trainStepsOf(config)
  return table.filter((sigma) => -Math.log(sigma) >= least).length
}

/** UniPC (Zhao et al. 2023): a multistep predictor, corrected by the next answer once that is known. */
import { alphasAboveZero, PLAIN_BETAS, trainStepsOf } from './betas.ts'
import { thresholdOf } from './clip.ts'
import type { SchedulerConfig } from './config.ts'
import type { Level } from './levels.ts'
import { blend, cleanShares, noiseShares, predictionOf } from './prediction.ts'
import type { Run, Scheduler } from './scheduler.ts'
import { solverRun, solverStops } from './solver-schedule.ts'
import { type UniForm, uniWeights } from './unipc-weights.ts'
import { sum, type Term } from './vectors.ts'

export const unipc = (config: SchedulerConfig, run: Run): Scheduler => {
  const prediction = predictionOf(config)
  const form: UniForm = {
    clean: config.predict_x0 ?? true,
    bh1: config.solver_type === 'bh1',
  }
  const most = config.solver_order ?? 2
  const threshold = thresholdOf(config, run.batch ?? 1)
  const whole = scheduleOf(config, run.steps)
  const { begin, levels, fixed } = solverRun(whole, run)
  const { timesteps } = fixed
  const uncorrected = new Set(config.disable_corrector ?? [])
  /** Converted answers, newest first. */
  let answers: Float32Array[] = []
  /** The sample the last step started from, after its own correction. */
  let last: Float32Array | null = null
  let lastOrder = 1

  /** The level to go to, the one we are at, and as many before as the order needs. */
  const pathTo = (step: number, order: number): Level[] =>
    levels.slice(step - order, step + 1).reverse()

  const correct = (step: number, sample: Float32Array, answer: Float32Array): Float32Array => {
    if (!last || uncorrected.has(begin + step - 1)) return sample
    const weights = uniWeights(form, pathTo(step, lastOrder), true)
    return sum([
      [weights.sample, last],
      [weights.next, answer],
      ...weights.answers.map((weight, i): Term => [weight, answers[i]!]),
    ])
  }

  return {
    ...fixed,
    stochastic: false,
    step(output, step, given) {
      const { a, s } = levels[step]!
      const denoised = blend(cleanShares(prediction, a, s), given, output)
      // diffusers thresholds only where it predicts the clean sample.
      if (form.clean) threshold?.(denoised)
      const answer = form.clean ? denoised : blend(noiseShares(prediction, a, s), given, output)
      const sample = correct(step, given, answer)
      answers = [answer, ...answers.slice(0, most - 1)]
      last = sample
      const left = timesteps.length - step
      lastOrder = Math.min(most, (config.lower_order_final ?? true) ? left : most, step + 1)
      const weights = uniWeights(form, pathTo(step + 1, lastOrder), false)
      const moved = sum([
        [weights.sample, sample],
        ...weights.answers.map((weight, i): Term => [weight, answers[i]!]),
      ])
      return { sample: moved, denoised }
    },
  }
}

const scheduleOf = (config: SchedulerConfig, steps: number) => {
  const stops = solverStops(config, steps, alphasAboveZero(config, PLAIN_BETAS), {
    last: () => trainStepsOf(config),
    isRounded: (curve) => curve === 'karras',
  })
  const least = stops.curve ? stops.sigmas[steps - 1]! : stops.cleanest
  const end = config.final_sigmas_type === 'sigma_min' ? least : 0
  return { timesteps: stops.timesteps, sigmas: [...stops.sigmas, end].map(Math.fround) }
}

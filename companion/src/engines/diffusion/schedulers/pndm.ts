/** PNDM (Liu et al. 2022): four old answers extrapolated; Stable Diffusion 1.5's own default. */
import { alphasCumprod, PLAIN_BETAS, trainStepsOf } from './betas.ts'
import type { SchedulerConfig } from './config.ts'
import { blend, cleanShares, noiseShares, predictionOf } from './prediction.ts'
import { type Run, type Scheduler, stepped } from './scheduler.ts'
import { beginOf, wholeTimesteps } from './timesteps.ts'
import { mix2, sum, type Term } from './vectors.ts'
import { alphaNoise, sigmaOfAlpha } from './with-alphas.ts'

const ORDER = 4

export const pndm = (config: SchedulerConfig, run: Run): Scheduler => {
  const trained = trainStepsOf(config)
  const alphas = alphasCumprod(config, PLAIN_BETAS)
  const final = config.set_alpha_to_one ? 1 : alphas[0]!
  const prediction = predictionOf(config, ['epsilon', 'v_prediction'])
  const jump = Math.floor(trained / run.steps)
  const schedule = scheduleOf(config, trained, run.steps)
  const timesteps = schedule.all.slice(beginOf(run.steps, run.strength))

  /** The last answers, newest last. */
  let answers: Float32Array[] = []
  let held: Float32Array | null = null
  let gathered: Term[] = []

  /** Formula 9 of the paper: along the answer from one timestep to another. */
  const move = (sample: Float32Array, from: number, to: number, answer: Float32Array) => {
    const [alpha, next] = [alphas[from]!, to >= 0 ? alphas[to]! : final]
    const [ofSample, ofAnswer] = noiseShares(prediction, Math.sqrt(alpha), Math.sqrt(1 - alpha))
    const share =
      (alpha - next) / (alpha * Math.sqrt(1 - next) + Math.sqrt(alpha * (1 - alpha) * next))
    return mix2(Math.sqrt(next / alpha) + share * ofSample, sample, share * ofAnswer, answer)
  }

  /** Runge-Kutta: four passes a step, which is how the method starts. */
  const warmUp = (output: Float32Array, step: number, sample: Float32Array): Float32Array => {
    const to = timesteps[step]! - (step % 2 ? 0 : Math.floor(jump / 2))
    const from = schedule.warmUp[step - (step % 4)]!
    let answer = output
    if (step % 4 === 0) {
      answers.push(output)
      held = sample
    }
    if (step % 4 === 3) {
      answer = sum([...gathered, [1 / 6, output]])
      gathered = []
    } else gathered.push([step % 4 === 0 ? 1 / 6 : 1 / 3, output])
    return move(held ?? sample, from, to, answer)
  }

  /** Linear multistep; the second pass goes over the first step again with what it has learned. */
  const multistep = (output: Float32Array, step: number, sample: Float32Array): Float32Array => {
    let from = timesteps[step]!
    let to = from - jump
    if (step === 1) {
      to = from
      from += jump
    } else answers = [...answers.slice(-3), output]
    const [e1, e2, e3, e4] = answers.slice().reverse()
    if (step === 0) held = sample
    if (step === 1 && e1 && !e2) {
      const start = held ?? sample
      held = null
      return move(start, from, to, mix2(0.5, output, 0.5, e1))
    }
    if (!e1 || !e2) return move(sample, from, to, output)
    if (!e3) return move(sample, from, to, mix2(3 / 2, e1, -1 / 2, e2))
    const answer: Term[] = !e4
      ? [
          [23 / 12, e1],
          [-16 / 12, e2],
          [5 / 12, e3],
        ]
      : [
          [55 / 24, e1],
          [-59 / 24, e2],
          [37 / 24, e3],
          [-9 / 24, e4],
        ]
    return move(sample, from, to, sum(answer))
  }

  return {
    timesteps,
    sigmas: [...timesteps.map((t) => sigmaOfAlpha(alphas[t]!)), sigmaOfAlpha(final)],
    initNoiseSigma: 1,
    stochastic: false,
    scaleModelInput: (sample) => sample,
    addNoise: alphaNoise(alphas, timesteps),
    step(output, step, sample) {
      const alpha = alphas[timesteps[step]!]!
      const shares = cleanShares(prediction, Math.sqrt(alpha), Math.sqrt(1 - alpha))
      const advance = step < schedule.warmUp.length ? warmUp : multistep
      return stepped(advance(output, step, sample), () => blend(shares, sample, output))
    },
  }
}

/** Falling timesteps; those of the warm-up by Runge-Kutta stand first, and alone in `warmUp`. */
const scheduleOf = (
  config: SchedulerConfig,
  trained: number,
  steps: number,
): { readonly all: number[]; readonly warmUp: number[] } => {
  const falling = wholeTimesteps(config, steps)
  if (config.skip_prk_steps) {
    // The second timestep comes twice: see `multistep`.
    const [first, second, ...rest] = falling
    if (first === undefined || second === undefined) return { all: [...falling], warmUp: [] }
    return { all: [first, second, second, ...rest], warmUp: [] }
  }
  const half = Math.floor(Math.floor(trained / steps) / 2)
  const pairs = falling
    .slice(0, ORDER)
    .reverse()
    .flatMap((t) => [t, t])
    .map((t, i) => t + (i % 2) * half)
  const warmUp = pairs
    .slice(0, -1)
    .flatMap((t) => [t, t])
    .slice(1, -1)
    .reverse()
  return { all: [...warmUp, ...falling.slice(3)], warmUp }
}

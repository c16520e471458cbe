/** Which of the training steps a run visits, as numpy would count them. */
import { trainStepsOf } from './betas.ts'
import type { SchedulerConfig } from './config.ts'

/** Nearest whole number, halves to the even one, as numpy and IEEE 754 round. */
export const roundHalfEven = (value: number): number => {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

/** numpy.linspace: `count` values, the last exactly `end`. */
export const linspace = (start: number, end: number, count: number): number[] => {
  if (count === 1) return [start]
  const step = (end - start) / (count - 1)
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? end : i * step + start))
}

/** numpy.arange(from, 0, -ratio), rounded, one lower: steps counted from the noisy end. */
export const trailing = (from: number, ratio: number): number[] => {
  const step = from - ratio - from
  const count = Math.ceil(from / ratio)
  return Array.from({ length: count }, (_, i) => roundHalfEven(from + i * step) - 1)
}

/** `count` multiples of `ratio` plus `offset`, falling. */
export const leading = (count: number, ratio: number, offset: number): number[] =>
  Array.from({ length: count }, (_, i) => (count - 1 - i) * ratio + offset)

/** Falling whole timesteps of DDIM and PNDM, "leading" where the configuration is silent. */
export const wholeTimesteps = (config: SchedulerConfig, steps: number): number[] => {
  const trained = trainStepsOf(config)
  switch (config.timestep_spacing ?? 'leading') {
    case 'linspace':
      return linspace(0, trained - 1, steps)
        .map(roundHalfEven)
        .reverse()
    case 'leading':
      return leading(steps, Math.floor(trained / steps), config.steps_offset ?? 0)
    case 'trailing':
      return trailing(trained, trained / steps)
  }
}

/**
 * Falling whole timesteps of the multistep solvers, "linspace" where the configuration is silent:
 * one more is counted and the last, the clean end, left out.
 * @param last the first that is too noisy to be visited, normally the count of training steps
 */
export const solverTimesteps = (config: SchedulerConfig, steps: number, last: number): number[] => {
  switch (config.timestep_spacing ?? 'linspace') {
    case 'linspace':
      return linspace(0, last - 1, steps + 1)
        .map(roundHalfEven)
        .reverse()
        .slice(0, -1)
    case 'leading': {
      const ratio = Math.floor(last / (steps + 1))
      return leading(steps + 1, ratio, config.steps_offset ?? 0).slice(0, -1)
    }
    case 'trailing':
      return trailing(last, trainStepsOf(config) / steps)
  }
}

/**
 * Where the run begins in a schedule of `steps`, as diffusers' Stable Diffusion pipelines cut it;
 * FLUX's and SD3's round the other way (`flowBegin`).
 */
export const beginOf = (steps: number, strength = 1): number =>
  Math.max(steps - Math.min(Math.trunc(steps * strength), steps), 0)

export const flowBegin = (steps: number, strength = 1): number =>
  Math.trunc(Math.max(steps - Math.min(steps * strength, steps), 0))

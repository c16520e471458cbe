/** Noise levels as the multistep solvers see them: x = a x0 + s n with a^2 + s^2 = 1. */
import type { Scheduler } from './scheduler.ts'
import { mix2 } from './vectors.ts'

export interface Level {
  readonly sigma: number
  /** The picture's share. */
  readonly a: number
  /** The noise's share. */
  readonly s: number
  /** Half the logarithm of the signal to noise ratio; infinite at the clean end. */
  readonly lambda: number
}

export const levelOf = (sigma: number): Level => {
  const a = 1 / Math.sqrt(sigma ** 2 + 1)
  return { sigma, a, s: sigma * a, lambda: -Math.log(sigma) }
}

/** `Scheduler.addNoise` by the level of each step. */
export const signalNoise =
  (levels: readonly Level[]): Scheduler['addNoise'] =>
  (original, noise, step) => {
    const { a, s } = levels[step]!
    return mix2(a, original, s, noise)
  }

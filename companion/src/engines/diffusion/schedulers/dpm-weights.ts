/** The weights of one step of DPM-Solver: how much of the sample, of each answer and of fresh noise. */
import type { Level } from './levels.ts'

export type Algorithm = 'dpmsolver' | 'dpmsolver++' | 'sde-dpmsolver' | 'sde-dpmsolver++'

export interface StepWeights {
  readonly sample: number
  /** Of the answers, newest first, as many as the order. */
  readonly answers: readonly number[]
  readonly noise: number
}

/** Weights of the sample, of noise, and of the answer and its first and second differences. */
interface Rule {
  readonly sample: number
  readonly noise: number
  readonly value: number
  /** Second order: at the midpoint, or Heun's; third order takes Heun's. */
  readonly slope: { readonly midpoint: number; readonly heun: number }
  readonly curve: number
}

/** Lu et al. 2022 (arXiv 2206.00927 and 2211.01095), appendices; the noisy ones 2211.01095, 5. */
const ruleOf = (algorithm: Algorithm, from: Level, to: Level, h: number): Rule => {
  switch (algorithm) {
    case 'dpmsolver++': {
      const e = Math.expm1(-h)
      return {
        sample: to.s / from.s,
        noise: 0,
        value: -to.a * e,
        slope: { midpoint: -0.5 * to.a * e, heun: to.a * (e / h + 1) },
        curve: -to.a * ((e + h) / h ** 2 - 0.5),
      }
    }
    case 'dpmsolver': {
      const e = Math.expm1(h)
      return {
        sample: to.a / from.a,
        noise: 0,
        value: -to.s * e,
        slope: { midpoint: -0.5 * to.s * e, heun: -to.s * (e / h - 1) },
        curve: -to.s * ((e - h) / h ** 2 - 0.5),
      }
    }
    case 'sde-dpmsolver++': {
      const e = -Math.expm1(-2 * h)
      return {
        sample: (to.s / from.s) * Math.exp(-h),
        noise: to.s * Math.sqrt(e),
        value: to.a * e,
        slope: { midpoint: 0.5 * to.a * e, heun: to.a * (e / (-2 * h) + 1) },
        curve: to.a * ((e - 2 * h) / (2 * h) ** 2 - 0.5),
      }
    }
    case 'sde-dpmsolver': {
      const e = Math.expm1(h)
      return {
        sample: to.a / from.a,
        noise: to.s * Math.sqrt(Math.expm1(2 * h)),
        value: -2 * to.s * e,
        slope: { midpoint: -to.s * e, heun: -2 * to.s * (e / h - 1) },
        curve: 0,
      }
    }
  }
}

/**
 * @param path the level to go to, the one we are at, and those before it: one more than the order
 */
export const stepWeights = (
  algorithm: Algorithm,
  heun: boolean,
  path: readonly Level[],
): StepWeights => {
  const [to, from, before, first] = path
  if (!to || !from) throw new RangeError('A step goes from one level to another.')
  const h = to.lambda - from.lambda
  const rule = ruleOf(algorithm, from, to, h)
  const { sample, noise, value } = rule
  if (!before) return { sample, noise, answers: [value] }
  const r0 = (from.lambda - before.lambda) / h
  if (!first) {
    const slope = (heun ? rule.slope.heun : rule.slope.midpoint) / r0
    return { sample, noise, answers: [value + slope, -slope] }
  }
  const r1 = (before.lambda - first.lambda) / h
  const [slope, curve] = [rule.slope.heun, rule.curve]
  const late = (slope * (1 + r0 / (r0 + r1)) + curve / (r0 + r1)) / r0
  const early = (slope * (r0 / (r0 + r1)) + curve / (r0 + r1)) / r1
  return { sample, noise, answers: [value + late, -late - early, early] }
}

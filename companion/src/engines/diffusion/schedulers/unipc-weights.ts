/** The weights of one step of UniPC, predicted or corrected. */
import type { Level } from './levels.ts'

export interface UniForm {
  /** Answers are clean samples, not noise. */
  readonly clean: boolean
  /** B(h) = h; otherwise e^h - 1, which is the default. */
  readonly bh1: boolean
}

export interface UniWeights {
  readonly sample: number
  /** Of the answer at the level gone to; 0 when predicting, as it is not known then. */
  readonly next: number
  /** Of the answers at the level we are at and before, newest first. */
  readonly answers: readonly number[]
}

/**
 * Zhao et al. 2023 (arXiv 2302.04867), algorithms 1 and 2.
 * @param path the level to go to, the one we are at, and those before it: one more than the order
 */
export const uniWeights = (
  form: UniForm,
  path: readonly Level[],
  corrected: boolean,
): UniWeights => {
  const [to, from, ...before] = path
  if (!to || !from) throw new RangeError('A step goes from one level to another.')
  const h = to.lambda - from.lambda
  const hh = form.clean ? -h : h
  const grown = Math.expm1(hh)
  const b = form.bh1 ? hh : grown
  const share = form.clean ? to.a : to.s
  const nodes = [...before.map((level) => (level.lambda - from.lambda) / h), 1]
  const rho = corrected ? correctorShares(nodes, hh, b) : predictorShares(nodes, hh, b)
  const answers = [-share * grown, ...before.map(() => 0)]
  before.forEach((_, i) => {
    const weight = (-share * b * rho[i]!) / nodes[i]!
    answers[i + 1]! += weight
    answers[0]! -= weight
  })
  const next = corrected ? -share * b * rho[before.length]! : 0
  answers[0]! -= next
  return { sample: form.clean ? to.s / from.s : to.a / from.a, next, answers }
}

const correctorShares = (nodes: readonly number[], hh: number, b: number): number[] =>
  nodes.length === 1 ? [0.5] : solve(powers(nodes), moments(nodes.length, hh, b))

/** All but the node that is not known yet; order 2 has a fixed answer in the paper's own code. */
const predictorShares = (nodes: readonly number[], hh: number, b: number): number[] => {
  const known = nodes.slice(0, -1)
  if (known.length === 0) return []
  return known.length === 1 ? [0.5] : solve(powers(known), moments(known.length, hh, b))
}

/** Row i holds the nodes to the power i. */
const powers = (nodes: readonly number[]): number[][] =>
  nodes.map((_, i) => nodes.map((node) => node ** i))

const moments = (count: number, hh: number, b: number): number[] => {
  const result: number[] = []
  let phi = Math.expm1(hh) / hh - 1
  let factorial = 1
  for (let i = 1; i <= count; i++) {
    result.push((phi * factorial) / b)
    factorial *= i + 1
    phi = phi / hh - 1 / factorial
  }
  return result
}

/** Gaussian elimination with the largest pivot; at most 3 x 3. */
const solve = (matrix: number[][], right: readonly number[]): number[] => {
  const rows = matrix.map((row, i) => [...row, right[i]!])
  const n = rows.length
  for (let k = 0; k < n; k++) {
    let pivot = k
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(rows[i]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = i
    }
    const top = rows[pivot]!
    rows[pivot] = rows[k]!
    rows[k] = top
    for (let i = 0; i < n; i++) {
      if (i === k) continue
      const factor = rows[i]![k]! / top[k]!
      for (let j = k; j <= n; j++) rows[i]![j]! -= factor * top[j]!
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!)
}

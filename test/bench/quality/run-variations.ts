/** How different variations are from each other, and whether a seed gives the same fill again. */
import { type CasePlan, loadCase } from './cases.ts'
import type { PerceptualMetric } from './measures/perceptual.ts'
import { scorerOf } from './measures/score.ts'
import { mean } from './report/summary.ts'
import type { BenchEngine, Family, Rgb } from './types.ts'

export interface VariationsRow {
  readonly family: Family
  readonly cases: number
  /** Mean perceptual distance between the fills of two seeds. */
  readonly pairwise: number
  /** Mean perceptual distance of those fills from the original. */
  readonly fromTruth: number
  /** The same of the first seed, which takes the best it finds, and of those that explore. */
  readonly first: number
  readonly others: number
  /** The same seed twice gave the same bytes, in every case. */
  readonly reproducible: boolean
}

const SEEDS = [1, 2, 3]

interface Spread {
  readonly family: Family
  readonly pairwise: number
  readonly fromTruth: number
  readonly first: number
  readonly others: number
  readonly reproducible: boolean
}

const spreadOf = async (
  plan: CasePlan,
  original: Rgb,
  ours: BenchEngine,
  metric: PerceptualMetric,
  maskSeed: string,
): Promise<Spread> => {
  const job = await loadCase(plan, original, maskSeed)
  const scorer = scorerOf(job, metric)
  const fill = async (seed: number): Promise<Rgb> => {
    const made = await ours.fill(job, seed)
    if (made === undefined) throw new Error(`${ours.id} made nothing of ${job.id}`)
    return made.image
  }
  const fills: Rgb[] = []
  for (const seed of SEEDS) fills.push(await fill(seed))
  const pairs: number[] = []
  for (let a = 0; a < fills.length; a++) {
    for (let b = a + 1; b < fills.length; b++) {
      pairs.push(await scorer.distance(fills[a]!, fills[b]!))
    }
  }
  const distances: number[] = []
  for (const image of fills) distances.push(await scorer.distance(original, image))
  const again = await fill(SEEDS[0]!)
  return {
    family: plan.family,
    pairwise: mean(pairs) ?? Number.NaN,
    fromTruth: mean(distances) ?? Number.NaN,
    first: distances[0] ?? Number.NaN,
    others: mean(distances.slice(1)) ?? Number.NaN,
    reproducible: Buffer.compare(again.data, fills[0]!.data) === 0,
  }
}

export const runVariations = async (
  plans: readonly CasePlan[],
  ours: BenchEngine,
  metric: PerceptualMetric,
  maskSeed: string,
  say: (text: string) => void,
): Promise<VariationsRow[]> => {
  const spreads: Spread[] = []
  for (const plan of plans) {
    say(`variations: ${plan.picture.name}/${plan.family}`)
    spreads.push(await spreadOf(plan, await plan.picture.load(), ours, metric, maskSeed))
  }
  return [...new Set(spreads.map((s) => s.family))].map((family) => {
    const of = spreads.filter((s) => s.family === family)
    return {
      family,
      cases: of.length,
      pairwise: mean(of.map((s) => s.pairwise)) ?? Number.NaN,
      fromTruth: mean(of.map((s) => s.fromTruth)) ?? Number.NaN,
      first: mean(of.map((s) => s.first)) ?? Number.NaN,
      others: mean(of.map((s) => s.others)) ?? Number.NaN,
      reproducible: of.every((s) => s.reproducible),
    }
  })
}

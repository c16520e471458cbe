/** Cuts regions in two: colours learned from what the prompt says, edges where colours change. */
import { breathe } from '../../../system/breathe.ts'
import { createCut } from './max-flow.ts'
import { fitMixture, type Mixture } from './mixture.ts'
import type { Ground, Prior } from './prior.ts'

export interface RegionCut {
  /** 1 for each region that is in. */
  readonly inside: Uint8Array
  readonly foreground: Mixture
  readonly background: Mixture
}

/** Rounds of learning and cutting. */
const ROUNDS = 4
/** What an edge of average contrast costs for each pixel of its length. */
const SMOOTHNESS = 1.2
/** Most a colour may say for one side. */
const MOST = 12
/** Whole-number capacities for each unit of cost. */
const UNITS = 256
const SURE = 1e9

export const cutRegions = async (
  { regions, contrast }: Ground,
  { fixed, leaning, weight }: Prior,
  signal: AbortSignal,
): Promise<RegionCut> => {
  const { count, size, colour, pairs, contact } = regions
  const falloff = 1 / (2 * meanSquare(contrast, contact))
  let side = leaning.map((value, k) => (fixed[k] !== 0 ? fixed[k]! : value))
  for (let round = 1; ; round++) {
    await breathe(signal)
    const foreground = fitMixture(
      colour,
      size.map((n, k) => n * share(side[k]!)),
    )
    const background = fitMixture(
      colour,
      size.map((n, k) => n * share(-side[k]!)),
    )
    const cut = createCut(count, contrast.length)
    for (let k = 0; k < count; k++) {
      if (fixed[k] !== 0) {
        cut.addTerminals(k, fixed[k] === 1 ? SURE : 0, fixed[k] === -1 ? SURE : 0)
        continue
      }
      const [l, a, b] = [colour[3 * k]!, colour[3 * k + 1]!, colour[3 * k + 2]!]
      const says = background.cost(l, a, b) - foreground.cost(l, a, b)
      const cost = Math.min(MOST, Math.max(-MOST, says)) + weight * leaning[k]!
      const units = Math.round(Math.abs(cost) * Math.sqrt(size[k]!) * UNITS)
      cut.addTerminals(k, cost > 0 ? units : 0, cost > 0 ? 0 : units)
    }
    for (let p = 0; p < contrast.length; p++) {
      const alike = Math.exp(-contrast[p]! * contrast[p]! * falloff)
      const units = Math.round(SMOOTHNESS * contact[p]! * (0.15 + 4 * alike) * UNITS)
      cut.addEdge(pairs[2 * p]!, pairs[2 * p + 1]!, units)
    }
    const inside = cut.solve()
    if (round === ROUNDS) return { inside, foreground, background }
    // What was decided teaches, but the prompt is not forgotten.
    side = side.map((_, k) =>
      fixed[k] !== 0 ? fixed[k]! : 0.75 * (inside[k] === 1 ? 1 : -1) + 0.25 * leaning[k]!,
    )
  }
}

/** -1..1 to a weight: what leans the other way teaches nothing. */
const share = (leaning: number): number => Math.max(0.001, leaning) ** 2

const meanSquare = (contrast: Float32Array, contact: Float32Array): number => {
  let sum = 0
  let weight = 0
  for (let p = 0; p < contrast.length; p++) {
    sum += contrast[p]! * contrast[p]! * contact[p]!
    weight += contact[p]!
  }
  return Math.max(1, weight === 0 ? 1 : sum / weight)
}

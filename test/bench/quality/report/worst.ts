/** The cases where the embedded engine does worst beside its peers: they must stay in sight. */
import type { Outcome } from '../types.ts'
import { OURS } from './summary.ts'
import { number, table } from './table.ts'

const COUNT = 5

/** A net and the truth itself are no rivals of an engine without weights. */
const NO_RIVALS: readonly string[] = [OURS, 'migan', 'original']

export interface Worst {
  /** `set/picture/family`. */
  readonly id: string
  /** Perceptual distance / the best weight-free peer's; infinite when ours is broken. */
  readonly badness: number
}

/** Undefined where the truth is unknown or no peer made an unbroken fill. */
const badness = (outcomes: readonly Outcome[]): number | undefined => {
  const ours = outcomes.find((outcome) => outcome.engine === OURS)?.scores
  if (ours === undefined) return undefined
  if (ours.broken) return Number.POSITIVE_INFINITY
  const rivals = outcomes
    .filter(({ engine, scores }) => !NO_RIVALS.includes(engine) && !scores.broken)
    .map(({ scores }) => scores.perceptual)
    .filter((value): value is number => value !== undefined)
  if (ours.perceptual === undefined || rivals.length === 0) return undefined
  return ours.perceptual / Math.min(...rivals)
}

/** The five worst cases, worst first. */
export const worstOf = (outcomes: readonly Outcome[]): Worst[] => {
  const cases = new Map<string, Outcome[]>()
  for (const outcome of outcomes) {
    const list = cases.get(outcome.job.id)
    if (list === undefined) cases.set(outcome.job.id, [outcome])
    else list.push(outcome)
  }
  return [...cases]
    .map(([id, list]) => ({ id, badness: badness(list) }))
    .filter((one): one is Worst => one.badness !== undefined)
    .sort((a, b) => b.badness - a.badness)
    .slice(0, COUNT)
}

export const worstTable = (outcomes: readonly Outcome[]): string =>
  table(
    ['the worst of ours', 'ours / best peer'],
    worstOf(outcomes).map(({ id, badness: ratio }) => [
      id,
      Number.isFinite(ratio) ? number(ratio, 2) : 'broken',
    ]),
  )

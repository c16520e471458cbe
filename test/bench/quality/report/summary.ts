/** Outcomes boiled down: means per family and engine, and ours against every peer on the same cases. */
import type { Family, Outcome, Scores } from '../types.ts'

export const OURS = 'inlay'

type Measure = Exclude<keyof Scores, 'broken'>

/** One engine over one group of cases; broken fills are counted and left out of every mean. */
export interface EngineSummary {
  readonly engine: string
  readonly fills: number
  readonly broken: number
  readonly perceptual: number | undefined
  readonly psnr: number | undefined
  readonly ssim: number | undefined
  readonly seam: number | undefined
  /** Median. */
  readonly colour: number | undefined
  /** Geometric mean. */
  readonly sharpness: number | undefined
  /** Median milliseconds of the fills, as measured when they were made. */
  readonly ms: number | undefined
  /** Ours / this one in mean perceptual distance, over the cases both filled unbroken. */
  readonly ratio: number | undefined
}

export interface GroupSummary {
  readonly group: string
  readonly cases: number
  readonly engines: readonly EngineSummary[]
}

export interface Summary {
  readonly families: readonly GroupSummary[]
  readonly sets: readonly GroupSummary[]
  readonly all: GroupSummary
  /** Mean over families of ours / peer: every family weighs the same. */
  readonly familyRatios: Readonly<Record<string, number>>
}

export const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((a, b) => a + b, 0) / values.length

export const median = (values: readonly number[]): number | undefined => {
  if (values.length === 0) return undefined
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export const geometricMean = (values: readonly number[]): number | undefined => {
  const logs = mean(values.map(Math.log))
  return logs === undefined ? undefined : Math.exp(logs)
}

const valuesOf = (outcomes: readonly Outcome[], measure: Measure): number[] =>
  outcomes
    .map((outcome) => outcome.scores[measure])
    .filter((value): value is number => value !== undefined && Number.isFinite(value))

/** Ours / peer over the cases both have and neither broke. */
const pairedRatio = (ours: readonly Outcome[], theirs: readonly Outcome[]): number | undefined => {
  const mine = new Map(ours.map((outcome) => [outcome.job.id, outcome.scores]))
  let a = 0
  let b = 0
  for (const { job, scores } of theirs) {
    const own = mine.get(job.id)
    if (own?.perceptual === undefined || scores.perceptual === undefined) continue
    if (own.broken || scores.broken) continue
    a += own.perceptual
    b += scores.perceptual
  }
  return b === 0 ? undefined : a / b
}

const summariseGroup = (
  group: string,
  outcomes: readonly Outcome[],
  engines: readonly string[],
): GroupSummary => {
  const of = (engine: string): Outcome[] => outcomes.filter((o) => o.engine === engine)
  const ours = of(OURS)
  return {
    group,
    cases: new Set(outcomes.map((o) => o.job.id)).size,
    engines: engines.map((engine) => {
      const all = of(engine)
      const whole = all.filter((o) => !o.scores.broken)
      return {
        engine,
        fills: all.length,
        broken: all.length - whole.length,
        perceptual: mean(valuesOf(whole, 'perceptual')),
        psnr: mean(valuesOf(whole, 'psnr')),
        ssim: mean(valuesOf(whole, 'ssim')),
        seam: mean(valuesOf(whole, 'seam')),
        colour: median(valuesOf(whole, 'colour')),
        sharpness: geometricMean(valuesOf(whole, 'sharpness')),
        ms: median(all.map((o) => o.ms).filter((ms): ms is number => ms !== undefined)),
        ratio: engine === OURS ? undefined : pairedRatio(ours, all),
      }
    }),
  }
}

const groupBy = (
  outcomes: readonly Outcome[],
  key: (outcome: Outcome) => string,
  engines: readonly string[],
): GroupSummary[] => {
  const groups = new Map<string, Outcome[]>()
  for (const outcome of outcomes) {
    const list = groups.get(key(outcome))
    if (list === undefined) groups.set(key(outcome), [outcome])
    else list.push(outcome)
  }
  return [...groups].map(([group, list]) => summariseGroup(group, list, engines))
}

export const summarise = (
  outcomes: readonly Outcome[],
  engines: readonly string[],
  families: readonly Family[],
): Summary => {
  const byFamily = families.flatMap((family) => {
    const list = outcomes.filter((o) => o.job.family === family)
    return list.length === 0 ? [] : [summariseGroup(family, list, engines)]
  })
  const familyRatios: Record<string, number> = {}
  for (const engine of engines) {
    const ratios = byFamily
      .map((group) => group.engines.find((e) => e.engine === engine)?.ratio)
      .filter((ratio): ratio is number => ratio !== undefined)
    const average = mean(ratios)
    if (average !== undefined) familyRatios[engine] = average
  }
  return {
    families: byFamily,
    sets: groupBy(outcomes, (o) => o.job.set, engines),
    all: summariseGroup('all', outcomes, engines),
    familyRatios,
  }
}

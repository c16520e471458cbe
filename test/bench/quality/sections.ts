/** The sections of a run beside quality: each gives rows, a table and verdicts. */
import { join } from 'node:path'
import type { Cache } from './cache.ts'
import { planCases } from './cases.ts'
import type { PerceptualMetric } from './measures/perceptual.ts'
import type { Options, Section } from './options.ts'
import {
  bigTable,
  curveTable,
  hybridTable,
  repairTable,
  speedTable,
  threadsTable,
  variationsTable,
} from './report/speed-tables.ts'
import {
  bigVerdicts,
  curveVerdicts,
  hybridVerdicts,
  repairVerdicts,
  speedVerdicts,
  threadsVerdicts,
  variationsVerdicts,
} from './report/speed-verdicts.ts'
import { OURS } from './report/summary.ts'
import type { Verdict } from './report/verdict.ts'
import { runBig } from './run-big.ts'
import { runHybrid } from './run-hybrid.ts'
import { runRepair } from './run-repair.ts'
import { runCurve, runThreads } from './run-scaling.ts'
import { runSpeed } from './run-speed.ts'
import { runVariations } from './run-variations.ts'
import { picturesOf } from './sets.ts'
import type { BenchEngine } from './types.ts'
import {
  curveCases,
  largeWorkloads,
  repairWorkloads,
  smallWorkloads,
  type Workload,
} from './workloads.ts'

export interface SectionResult {
  readonly name: string
  readonly rows: readonly unknown[]
  readonly table: string
  readonly verdicts: readonly Verdict[]
}

export interface SectionContext {
  readonly options: Options
  readonly engines: readonly BenchEngine[]
  readonly cache: Cache
  readonly metric: PerceptualMetric | undefined
  readonly seed: number
  readonly say: (text: string) => void
}

/** Families and pictures whose variations are compared. */
const VARIED = { pictures: 3, families: ['object', 'medium', 'large'] }

const workloadsFor = async (quick: boolean): Promise<Workload[]> => [
  ...(await smallWorkloads()),
  ...(quick ? [] : await largeWorkloads()),
]

const speed = async ({ options, ...context }: SectionContext): Promise<SectionResult> => {
  const { cachedTimes, quick } = options
  const rows = await runSpeed(await workloadsFor(quick), { ...context, cachedTimes })
  return { name: 'speed', rows, table: speedTable(rows), verdicts: speedVerdicts(rows) }
}

const repair = async ({
  options,
  engines,
  metric,
  seed,
  say,
}: SectionContext): Promise<SectionResult> => {
  const workloads = await repairWorkloads(options.quick)
  const rows = await runRepair(workloads, engines, metric, seed, say)
  return { name: 'repair', rows, table: repairTable(rows), verdicts: repairVerdicts(rows) }
}

const curve = async (
  { options, seed, say }: SectionContext,
  ours: BenchEngine,
): Promise<SectionResult> => {
  const rows = await runCurve(curveCases(options.quick ? 0.3 : 4), ours, seed, say)
  return { name: 'curve', rows, table: curveTable(rows), verdicts: curveVerdicts(rows) }
}

const threads = async ({ options, seed, say }: SectionContext): Promise<SectionResult> => {
  const workloads = (await workloadsFor(options.quick)).filter((w) => w.job.family !== 'scratches')
  const counts = [...new Set([1, 2, options.threads])].sort((a, b) => a - b)
  const rows = await runThreads(workloads, counts, seed, say)
  return { name: 'threads', rows, table: threadsTable(rows), verdicts: threadsVerdicts(rows) }
}

const variations = async (
  { options, metric, say }: SectionContext,
  ours: BenchEngine,
): Promise<SectionResult | undefined> => {
  if (metric === undefined) return undefined
  const pictures = ['examples', 'kodak'].flatMap((set) =>
    picturesOf(set).slice(0, Math.min(VARIED.pictures, options.pictures)),
  )
  const plans = planCases(pictures, (family) => VARIED.families.includes(family))
  const rows = await runVariations(plans, ours, metric, options.seed, say)
  return {
    name: 'variations',
    rows,
    table: variationsTable(rows),
    verdicts: variationsVerdicts(rows),
  }
}

const hybrid = async ({
  options,
  metric,
  seed,
  say,
}: SectionContext): Promise<SectionResult | undefined> => {
  if (metric === undefined) return undefined
  const { pictures, threads, seed: maskSeed } = options
  const rows = await runHybrid({ pictures, threads, metric, maskSeed, fillSeed: seed, say })
  return { name: 'hybrid', rows, table: hybridTable(rows), verdicts: hybridVerdicts(rows) }
}

const big = async ({ options, seed, say }: SectionContext): Promise<SectionResult | undefined> => {
  const rows = await runBig(join(options.out, 'big'), seed, say)
  if (rows === undefined) return undefined
  return { name: 'big', rows, table: bigTable(rows), verdicts: bigVerdicts(rows) }
}

/** Runs what the options ask for, in a fixed order. */
export const runSections = async (context: SectionContext): Promise<SectionResult[]> => {
  const { options, engines } = context
  const ours = engines.find((engine) => engine.id === OURS)
  if (ours === undefined) return []
  const wanted = (section: Section): boolean => options.sections.includes(section)
  const results = [
    wanted('speed') ? await speed(context) : undefined,
    wanted('speed') ? await repair(context) : undefined,
    wanted('curve') ? await curve(context, ours) : undefined,
    wanted('threads') ? await threads(context) : undefined,
    wanted('variations') ? await variations(context, ours) : undefined,
    wanted('hybrid') ? await hybrid(context) : undefined,
    wanted('big') ? await big(context) : undefined,
  ]
  return results.filter((result): result is SectionResult => result !== undefined)
}

/** The quality section: every engine fills every case, every fill is scored. */
import { type Cache, caseDigest, fillKey, scoreKey } from './cache.ts'
import { type CasePlan, loadCase } from './cases.ts'
import { isBroken } from './measures/broken.ts'
import type { PerceptualMetric } from './measures/perceptual.ts'
import { scorerOf } from './measures/score.ts'
import type { BenchEngine, Case, Fill, Outcome, Rgb } from './types.ts'

export interface QualityRun {
  readonly plans: readonly CasePlan[]
  readonly engines: readonly BenchEngine[]
  readonly cache: Cache
  readonly metric: PerceptualMetric | undefined
  readonly maskSeed: string
  readonly fillSeed: number
  readonly say: (text: string) => void
  /** Called with each fill, e.g. to keep it for the contact sheet. */
  readonly onFill?: (job: Case, engine: BenchEngine, fill: Fill, outcome: Outcome) => Promise<void>
}

const fillOf = async (
  job: Case,
  caseKey: string,
  engine: BenchEngine,
  { cache, fillSeed }: QualityRun,
): Promise<Fill | undefined> => {
  if (!engine.peer) return engine.fill(job, fillSeed)
  const key = fillKey(caseKey, engine)
  const kept = await cache.readFill(key)
  if (kept !== undefined) return kept
  const fill = await engine.fill(job, fillSeed)
  if (fill !== undefined) await cache.writeFill(key, fill)
  return fill
}

/** Fills and scores everything, pictures in turn; what an engine throws stops the run. */
export const runQuality = async (run: QualityRun): Promise<Outcome[]> => {
  const outcomes: Outcome[] = []
  let loaded: { picture: CasePlan['picture']; image: Rgb } | undefined
  for (const [index, plan] of run.plans.entries()) {
    if (loaded?.picture !== plan.picture) {
      loaded = { picture: plan.picture, image: await plan.picture.load() }
    }
    const job = await loadCase(plan, loaded.image, run.maskSeed)
    const caseKey = caseDigest(job)
    const scorer = scorerOf(job, run.metric)
    run.say(`${index + 1}/${run.plans.length} ${job.id}`)
    for (const engine of run.engines) {
      const fill = await fillOf(job, caseKey, engine, run)
      if (fill === undefined) continue
      const key = scoreKey(job, caseKey, fill, run.metric !== undefined)
      const kept = await run.cache.readScores(key)
      const scores =
        kept === undefined
          ? await scorer.score(fill)
          : { ...kept, broken: isBroken(job.original, fill.image, job.hole) }
      if (kept === undefined) await run.cache.writeScores(key, scores)
      const { id, set, picture, family, truth } = job
      const outcome: Outcome = {
        job: { id, set, picture, family, truth },
        engine: engine.id,
        scores,
        ms: fill.ms,
        peak: fill.peak,
      }
      outcomes.push(outcome)
      await run.onFill?.(job, engine, fill, outcome)
    }
  }
  return outcomes
}

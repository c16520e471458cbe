/**
 * A net alone, PatchMatch alone, and the net guiding PatchMatch: what each is worth by perceptual
 * distance and sharpness, for answers of a real net and of one that is never wrong.
 */
import { createEngines } from '@inlay/companion/engines/registry.ts'
import { type CasePlan, loadCase, planCases } from './cases.ts'
import { answerEngine, type StandIn, storedAnswer, trueAnswer } from './engines/answers.ts'
import { inlayEngine } from './engines/inlay.ts'
import type { PerceptualMetric } from './measures/perceptual.ts'
import { scorerOf } from './measures/score.ts'
import { geometricMean, mean } from './report/summary.ts'
import { picturesOf } from './sets.ts'
import type { BenchEngine, Family, Scores } from './types.ts'

export const WAYS = ['net', 'patchmatch', 'hybrid'] as const
export type Way = (typeof WAYS)[number]

export interface HybridRow {
  /** "photos, a net at a quarter of their size". */
  readonly name: string
  /** Whether the product fills so: a net as fine as the picture is left alone. */
  readonly used: boolean
  readonly cases: number
  readonly perceptual: Readonly<Record<Way, number>>
  /** Geometric means, 1 being as sharp as the surroundings; and that of the original. */
  readonly sharpness: Readonly<Record<Way | 'original', number>>
  readonly seam: Readonly<Record<Way, number>>
}

interface Group {
  readonly name: string
  readonly used: boolean
  readonly standIn: StandIn
  readonly plans: readonly CasePlan[]
}

const PHOTOS: readonly Family[] = ['object', 'thick', 'large']

/** @param pictures at most so many a set */
const groupsOf = (pictures: number): Group[] => {
  const photos = planCases(picturesOf('kodak').slice(0, pictures), (family) =>
    PHOTOS.includes(family),
  )
  const places = planCases(picturesOf('migan').slice(0, pictures), () => true)
  return [
    ...[4, 2].map((detail) => ({
      name: `photos, a net that knows at 1/${detail} of their size`,
      used: true,
      standIn: trueAnswer(detail),
      plans: photos,
    })),
    ...[4, 2, 1].map((detail) => ({
      name:
        detail === 1
          ? 'Places 256, MI-GAN as it is'
          : `Places 256, MI-GAN’s answers at 1/${detail} of their size`,
      used: detail > 1,
      standIn: storedAnswer('migan', detail),
      plans: places,
    })),
  ]
}

export interface HybridRun {
  readonly pictures: number
  readonly threads: number
  readonly metric: PerceptualMetric
  readonly maskSeed: string
  readonly fillSeed: number
  readonly say: (text: string) => void
}

export const runHybrid = async (run: HybridRun): Promise<HybridRow[]> => {
  const engines = createEngines({ patchmatch: { threads: run.threads } })
  const alone = inlayEngine(run.threads)
  const known = new Map<string, Promise<Scores>>()
  const rows: HybridRow[] = []
  try {
    for (const group of groupsOf(run.pictures)) {
      const ways: Record<Way, BenchEngine> = {
        net: answerEngine('net', 'the net', group.standIn),
        patchmatch: alone,
        hybrid: answerEngine('hybrid', 'hybrid', group.standIn, () => engines.open('patchmatch')),
      }
      const scores: Record<Way | 'original', Scores[]> = {
        net: [],
        patchmatch: [],
        hybrid: [],
        original: [],
      }
      for (const plan of group.plans) {
        const job = await loadCase(plan, await plan.picture.load(), run.maskSeed)
        const scorer = scorerOf(job, run.metric)
        run.say(`hybrid: ${group.name}, ${job.id}`)
        const scored = async (engine: BenchEngine): Promise<Scores> => {
          const fill = await engine.fill(job, run.fillSeed)
          if (fill === undefined) throw new Error(`${engine.id} made nothing of ${job.id}`)
          return scorer.score(fill)
        }
        for (const way of WAYS) {
          const again = way === 'patchmatch' ? known.get(job.id) : undefined
          const made = again ?? scored(ways[way])
          if (way === 'patchmatch') known.set(job.id, made)
          scores[way].push(await made)
        }
        scores.original.push(await scorer.score({ image: job.original }))
      }
      if (scores.net.length === 0) continue
      rows.push(rowOf(group, scores))
    }
  } finally {
    await Promise.all([engines.dispose(), alone.dispose?.()])
  }
  return rows
}

const rowOf = (
  { name, used }: Group,
  scores: Readonly<Record<Way | 'original', readonly Scores[]>>,
): HybridRow => {
  const values = (way: Way | 'original', measure: 'perceptual' | 'sharpness' | 'seam'): number[] =>
    scores[way].flatMap((one) => one[measure] ?? [])
  const each = (measure: 'perceptual' | 'seam'): Record<Way, number> => ({
    net: mean(values('net', measure)) ?? Number.NaN,
    patchmatch: mean(values('patchmatch', measure)) ?? Number.NaN,
    hybrid: mean(values('hybrid', measure)) ?? Number.NaN,
  })
  const sharp = (way: Way | 'original'): number =>
    geometricMean(values(way, 'sharpness')) ?? Number.NaN
  return {
    name,
    used,
    cases: scores.net.length,
    perceptual: each('perceptual'),
    seam: each('seam'),
    sharpness: {
      net: sharp('net'),
      patchmatch: sharp('patchmatch'),
      hybrid: sharp('hybrid'),
      original: sharp('original'),
    },
  }
}

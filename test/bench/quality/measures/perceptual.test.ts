import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCase, planCases } from '../cases.ts'
import { hideHole, paste, readRgb } from '../pixels.ts'
import { DATA, METRIC_MODEL, picturesOf } from '../sets.ts'
import { picture } from '../testing.ts'
import { openPerceptualMetric, type PerceptualMetric, perceptualDistance } from './perceptual.ts'
import { scorerOf } from './score.ts'

const present = existsSync(METRIC_MODEL)
if (!present) console.warn(`SKIPPED the perceptual distance's tests: no metric net in ${DATA}`)

describe.skipIf(!present)('perceptual distance', () => {
  let metric: PerceptualMetric
  beforeAll(async () => {
    metric = await openPerceptualMetric(METRIC_MODEL, 1)
  })
  afterAll(() => metric.dispose())

  it('is 0 for equal pictures and grows with the damage', async () => {
    const photo = picture(96, 80, (x, y) => [(x * 7) % 256, (y * 5) % 256, ((x ^ y) * 9) % 256])
    const damaged = (share: number) =>
      picture(96, 80, (x, y) =>
        x < 96 * share ? [90, 90, 90] : [(x * 7) % 256, (y * 5) % 256, ((x ^ y) * 9) % 256],
      )
    const truth = await metric.features(photo)
    const distance = async (share: number): Promise<number> =>
      perceptualDistance(truth, await metric.features(damaged(share)))
    expect(perceptualDistance(truth, await metric.features(photo))).toBeLessThan(1e-9)
    const [little, much] = [await distance(0.2), await distance(0.6)]
    expect(little).toBeGreaterThan(0.05)
    expect(much).toBeGreaterThan(little * 1.5)
  })

  // The 16 pictures give 3.19 on average; the first alone gives the figure below, measured with
  // a separate script written from the README's definition.
  it('scores MI-GAN’s stored fill as measured apart, and a hidden hole as worse', async () => {
    const [plan] = planCases(picturesOf('migan').slice(0, 1), () => true)
    const original = await plan!.picture.load()
    const job = await loadCase(plan!, original, '1')
    const scorer = scorerOf(job, metric)
    const stored = await readRgb(job.stored.migan!)
    const { perceptual } = await scorer.score({ image: paste(original, stored, job.hole) })
    const hidden = await scorer.score({ image: hideHole(original, job.hole) })
    expect(perceptual).toBeCloseTo(5.651, 2)
    expect(hidden.perceptual).toBeGreaterThan(perceptual! * 1.3)
    expect(hidden.broken).toBe(true)
  })
})

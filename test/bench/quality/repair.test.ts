/** Repair on a real photo: as good as it claims, and the same whoever does it. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { maskBounds } from '@inlay/shared'
import { afterAll, describe, expect, it } from 'vitest'
import { inlayEngine } from './engines/inlay.ts'
import { findOpenCv } from './engines/opencv.ts'
import { drawStroke } from './masks/draw.ts'
import { generateMask } from './masks/families.ts'
import { openPerceptualMetric } from './measures/perceptual.ts'
import { scorerOf } from './measures/score.ts'
import { cropRgb, readRgb } from './pixels.ts'
import { METRIC_MODEL } from './sets.ts'
import type { Case, GeneratedFamily } from './types.ts'
import { timedCase } from './workloads.ts'

const photo = cropRgb(
  await readRgb(fileURLToPath(new URL('../../fixtures/coffee.png', import.meta.url))),
  { left: 100, top: 20, width: 440, height: 360 },
)
const damaged = (family: GeneratedFamily): Case =>
  timedCase('coffee', family, photo, generateMask(family, photo, 'repair').mask)

const [one, two] = [inlayEngine(1), inlayEngine(2)]
const whole = inlayEngine(2, {
  engine: {},
  request: { padding: 128 },
})
afterAll(() => Promise.all([one, two, whole].map((engine) => engine.dispose?.())))

describe('a damaged photo', () => {
  it.skipIf(!existsSync(METRIC_MODEL)).each(['scratches', 'text'] as const)(
    'comes nearer to the original than by Telea, and not much less near than by the long way: %s',
    async (family) => {
      const job = damaged(family)
      const metric = await openPerceptualMetric(METRIC_MODEL, 1)
      const scorer = scorerOf(job, metric)
      const telea = findOpenCv().find(({ id }) => id === 'telea')
      const distance = async (engine: typeof one | undefined): Promise<number> => {
        const fill = await engine?.fill(job, 1)
        if (fill === undefined) throw new Error('Expected a fill')
        return (await scorer.score(fill)).perceptual ?? Number.NaN
      }
      const ours = await distance(two)
      const [byTelea, theLongWay] = [await distance(telea), await distance(whole)]
      // Measured: 0.39 and 0.64 of Telea's distance, 1.26 and 1.13 of the long way's.
      expect(ours).toBeLessThan(0.8 * byTelea)
      expect(ours).toBeLessThan(1.4 * theLongWay)
      await metric.dispose()
    },
  )

  it('with a hole among the scratches comes out the same on one thread and on two', async () => {
    const { mask } = generateMask('scratches', photo, 'repair')
    drawStroke(mask, { x: 210, y: 160 }, { x: 260, y: 190 }, 50)
    expect(maskBounds(mask)).not.toBeNull()
    const job = timedCase('coffee', 'scratches', photo, mask)
    const [first, second] = [await one.fill(job, 1), await two.fill(job, 1)]
    expect(Buffer.compare(first!.image.data, second!.image.data)).toBe(0)
  })
})

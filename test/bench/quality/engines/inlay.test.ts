import { afterAll, describe, expect, it } from 'vitest'
import { loadCase, planCases } from '../cases.ts'
import { isBroken } from '../measures/broken.ts'
import { picture } from '../testing.ts'
import type { Case, Picture } from '../types.ts'
import { checkOutside, inlayEngine } from './inlay.ts'

const stripes = picture(120, 90, (x, y) => [
  60 + 8 * (x % 16),
  70 + 6 * (y % 20),
  90 + 4 * ((x + y) % 12),
])
const source: Picture = {
  set: 'made',
  name: 'stripes',
  load: () => Promise.resolve(stripes),
  families: ['object', 'border'],
  stored: {},
}
const [objectPlan, borderPlan] = planCases([source], () => true)
const load = (plan = objectPlan): Promise<Case> => loadCase(plan!, stripes, '1')

describe('inlayEngine', () => {
  const engine = inlayEngine(1)
  afterAll(() => engine.dispose?.())

  it('fills a hole through the real pipeline, the same for the same seed', async () => {
    const job = await load()
    const first = await engine.fill(job, 7)
    const again = await engine.fill(job, 7)
    expect(isBroken(stripes, first!.image, job.hole)).toBe(false)
    expect(Buffer.compare(first!.image.data, again!.image.data)).toBe(0)
    expect(first!.ms).toBeGreaterThan(0)
    expect(first!.total).toBeGreaterThanOrEqual(first!.ms!)
  })

  it('fills a border by expanding the known part back to full size', async () => {
    const job = await load(borderPlan)
    const fill = await engine.fill(job, 7)
    expect(job.expand).toBeDefined()
    expect([fill!.image.width, fill!.image.height]).toEqual([120, 90])
    expect(isBroken(stripes, fill!.image, job.hole)).toBe(false)
  })
})

describe('checkOutside', () => {
  it('stops at a single byte changed outside the hole, and only there', async () => {
    const job = await load()
    const changedAt = (i: number) => {
      const data = job.input.data.slice()
      data[i * 3 + 1]! ^= 1
      return { ...job.input, data }
    }
    expect(() => checkOutside(job, changedAt(job.hole.data.indexOf(255)))).not.toThrow()
    expect(() => checkOutside(job, changedAt(job.hole.data.indexOf(0)))).toThrow(/outside changed/)
    const small = { ...job.input, width: 10 }
    expect(() => checkOutside(job, small)).toThrow(/10x90/)
  })
})

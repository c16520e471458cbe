import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Cache, openCache } from './cache.ts'
import { type CasePlan, planCases } from './cases.ts'
import { originalEngine } from './engines/original.ts'
import { smoothEngine } from './engines/smooth.ts'
import { HOLE_COLOUR } from './measures/broken.ts'
import { runQuality } from './run-quality.ts'
import { grey } from './testing.ts'
import type { BenchEngine, Picture } from './types.ts'

const folder = mkdtempSync(join(tmpdir(), 'inlay-bench-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ramp = grey(80, 60, (x, y) => 20 + 2 * x + (y >> 1))
const picture: Picture = {
  set: 'made',
  name: 'ramp',
  load: () => Promise.resolve(ramp),
  families: ['object', 'border'],
  stored: {},
}
const plans = planCases([picture], () => true)

const run = (engines: BenchEngine[], cache: Cache, list: readonly CasePlan[] = plans) =>
  runQuality({
    plans: list,
    engines,
    cache,
    metric: undefined,
    maskSeed: '1',
    fillSeed: 1,
    say: () => {},
  })

/** Counts how often it is asked. */
const counted = (peer: boolean): BenchEngine & { asked: number } => ({
  ...smoothEngine,
  id: peer ? 'peer' : 'ours',
  peer,
  asked: 0,
  fill(job, seed) {
    this.asked++
    return smoothEngine.fill(job, seed)
  },
})

describe('runQuality', () => {
  it('scores the original as perfect and plain diffusion as right on a ramp', async () => {
    const outcomes = await run([originalEngine, smoothEngine], openCache(join(folder, 'a')))
    expect(outcomes.map((o) => `${o.job.id} ${o.engine}`)).toEqual([
      'made/ramp/object original',
      'made/ramp/object smooth',
      'made/ramp/border original',
      'made/ramp/border smooth',
    ])
    const [truth, smooth] = outcomes
    expect(truth!.scores).toMatchObject({ broken: false, seam: 1, colour: 0 })
    expect(truth!.scores.ssim).toBeCloseTo(1, 6)
    // Laplace continues a plane: within rounding of the truth.
    expect(smooth!.scores.psnr).toBeGreaterThan(45)
  })

  it('asks a peer once and ours every time', async () => {
    const cache = openCache(join(folder, 'b'))
    const peer = counted(true)
    const ours = counted(false)
    const first = await run([peer, ours], cache)
    const second = await run([peer, ours], cache)
    expect([peer.asked, ours.asked]).toEqual([2, 4])
    expect(second.map((o) => o.scores)).toEqual(first.map((o) => o.scores))
  })

  it('shows engines no pixel of the hole', async () => {
    const seen: boolean[] = []
    const spy: BenchEngine = {
      ...originalEngine,
      fill(job) {
        for (let i = 0; i < job.hole.data.length; i++) {
          const colour = Array.from(job.input.data.subarray(i * 3, i * 3 + 3))
          const hidden = colour.every((value, c) => value === HOLE_COLOUR[c])
          const same = colour.every((value, c) => value === ramp.data[i * 3 + c])
          seen.push(job.hole.data[i]! > 0 ? hidden : same)
        }
        return Promise.resolve(undefined)
      },
    }
    expect(await run([spy], openCache(join(folder, 'c')), plans.slice(0, 1))).toEqual([])
    expect(seen).toHaveLength(80 * 60)
    expect(seen.every(Boolean)).toBe(true)
  })
})

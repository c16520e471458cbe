import { createPatchMatchEngine } from '@inlay/companion/engines/patchmatch/engine.ts'
import { afterAll, describe, expect, it } from 'vitest'
import { loadCase, planCases } from '../cases.ts'
import { picture } from '../testing.ts'
import type { Picture, Rgb } from '../types.ts'
import { answerEngine, storedAnswer, trueAnswer } from './answers.ts'

/** A chequered ground, finer than an answer of an eighth of its size can show. */
const original = picture(160, 120, (x, y) => {
  const value = 60 + ((x >> 1) + (y >> 1)) * 1 + 60 * (((x >> 1) + (y >> 1)) % 2)
  return [value, value, 200 - value / 2]
})
const source: Picture = {
  set: 'made',
  name: 'chequers',
  load: () => Promise.resolve(original),
  families: ['large'],
  stored: {},
}
const [plan] = planCases([source], () => true)
const job = await loadCase(plan!, original, '1')

const patches = createPatchMatchEngine({ threads: 1 })
afterAll(() => patches.dispose())

/** Mean difference from the original, and from the pixel to the left, inside the hole. */
const insideOf = ({ data, width }: Rgb) => {
  const sum = { apart: 0, steps: 0, count: 0 }
  for (let i = 1; i < job.hole.data.length; i++) {
    if (job.hole.data[i] === 0 || job.hole.data[i - 1] === 0 || i % width === 0) continue
    sum.apart += Math.abs(data[i * 3]! - original.data[i * 3]!)
    sum.steps += Math.abs(data[i * 3]! - data[i * 3 - 3]!)
    sum.count += 1
  }
  return { apart: sum.apart / sum.count, steps: sum.steps / sum.count }
}

describe('a net that stands in', () => {
  it('gives the truth, or as much of it as its size shows', async () => {
    const exact = await answerEngine('net', 'net', trueAnswer(1)).fill(job, 1)
    expect(insideOf(exact!.image).apart).toBeLessThan(4)
    const coarse = await answerEngine('net', 'net', trueAnswer(8)).fill(job, 1)
    const { apart, steps } = insideOf(coarse!.image)
    expect(apart).toBeGreaterThan(15)
    expect(steps).toBeLessThan(0.6 * insideOf(original).steps)
  })

  it('guides patches that are as sharp as the picture', async () => {
    const alone = await answerEngine('net', 'net', trueAnswer(8)).fill(job, 1)
    const guided = answerEngine('hybrid', 'hybrid', trueAnswer(8), async () => patches)
    const made = await guided.fill(job, 1)
    const [net, hybrid] = [insideOf(alone!.image).steps, insideOf(made!.image).steps]
    expect(hybrid).toBeGreaterThan(1.4 * net)
  })

  it('has nothing to say where no answer is stored', async () => {
    expect(await answerEngine('net', 'net', storedAnswer('migan', 2)).fill(job, 1)).toBeUndefined()
  })
})

/** Tiled autoencoders against the same run whole, on the tiny ones of the oracle. */
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { createInference } from '../../../inference/inference.ts'
import type { GraphFiles } from '../../../inference/messages.ts'
import { readStructure } from '../../../models/onnx/read-structure.ts'
import type { Planes } from '../image/planes.ts'
import { createNoise } from '../random/create.ts'
import { furthest } from '../testing/fixtures.ts'
import { partsOf } from './parts.ts'
import { planSpans } from './plan.ts'
import { combine, correctionOf, errorOf, noCorrection, type Statistics } from './statistics.ts'
import { openTiled } from './tiled-net.ts'

const { signal } = new AbortController()
const PIPELINES = new URL('../../../../../test/fixtures/diffusion/pipelines/', import.meta.url)
const graphOf = (part: string): GraphFiles => ({
  path: new URL(`${part}/model.onnx`, PIPELINES).pathname,
  external: [],
})

/** Bright on one side and dark on the other, so that tiles by themselves would differ. */
const uneven = (channels: number, height: number, width: number): Planes => {
  const data = createNoise('torch-cpu', 1).normal([channels, height, width])
  for (let i = 0; i < data.length; i++) data[i] = data[i]! * 0.3 + (2 * (i % width)) / width - 1
  return { channels, height, width, data }
}

/** A tenth of a level of 8 bits, where the picture goes from -1 to 1. */
const TENTH = 0.1 / 127.5

describe('an autoencoder in tiles', () => {
  const inference = createInference()
  afterAll(() => inference.dispose())

  const runWhole = async (part: string, { channels, height, width, data }: Planes) => {
    const net = await inference.open(graphOf(part))
    const [input, output] = [net.inputs[0]!.name, net.outputs[0]!.name]
    const feed = { type: 'float32' as const, shape: [1, channels, height, width], data }
    const answer = (await net.run({ [input]: feed }, [output], signal))[output]!
    await net.close()
    return answer
  }

  it.each([
    ['sd15-inpaint/vae_decoder', 'decoder', uneven(4, 24, 51)],
    ['sd15-inpaint/vae_encoder', 'encoder', uneven(3, 8 * 16, 8 * 34)],
    ['flux-fill/vae_decoder', 'decoder', uneven(16, 22, 30)],
  ] as const)(
    '%s answers as it does whole, within a tenth of a level',
    async (part, kind, input) => {
      const expected = await runWhole(part, input)
      const tiled = await openTiled(inference, graphOf(part), kind, 8, { tile: 20, halo: 6 })
      const steps: number[] = []
      const actual = await tiled!.run(input, signal, (fraction) => steps.push(fraction))
      await tiled!.close()
      expect([1, actual.channels, actual.height, actual.width]).toEqual(expected.shape)
      expect(furthest(actual.data, Float32Array.from(expected.data, Number))).toBeLessThan(TENTH)
      expect(steps.at(-1)).toBe(1)
      expect(steps.length).toBeGreaterThan(2)
    },
  )

  it('never holds the whole table of attention', async () => {
    const structure = await readStructure(graphOf('sd15-inpaint/vae_decoder').path)
    const { whole } = partsOf(structure, 'decoder') ?? {}
    const softmaxes = whole?.graph.nodes.filter(({ op }) => op === 'Softmax')
    expect(softmaxes).toHaveLength(16)
    expect(structure.nodes.filter(({ op }) => op === 'Softmax')).toHaveLength(1)
  })

  it('would show its tiles if each were by itself', async () => {
    const input = uneven(4, 20, 40)
    const whole = await runWhole('sd15-inpaint/vae_decoder', input)
    const left = input.data.filter((_, i) => i % 40 < 20)
    const half = await runWhole('sd15-inpaint/vae_decoder', { ...input, width: 20, data: left })
    // Far from where the tile was cut, yet many levels off.
    let most = 0
    for (let i = 0; i < 3 * 160 * 96; i++) {
      const [x, row] = [i % 96, Math.floor(i / 96)]
      most = Math.max(
        most,
        Math.abs(Number(whole.data[row * 320 + x]) - Number(half.data[row * 160 + x])),
      )
    }
    expect(most).toBeGreaterThan(20 * TENTH)
  })

  it('is not for graphs of another kind', async () => {
    expect(
      await openTiled(inference, graphOf('sd15-inpaint/text_encoder'), 'decoder', 8),
    ).toBeNull()
    expect(await openTiled(inference, graphOf('sd15-inpaint/vae_encoder'), 'decoder', 8)).toBeNull()
  })

  it('stops when it is told to', async () => {
    const part = 'sd15-inpaint/vae_decoder'
    const tiled = await openTiled(inference, graphOf(part), 'decoder', 8, { tile: 20, halo: 6 })
    const stop = new AbortController()
    const run = tiled!.run(uneven(4, 34, 51), stop.signal, () => stop.abort())
    await expect(run).rejects.toMatchObject({ code: 'cancelled' })
    await tiled!.close()
  })
})

describe('spans', () => {
  it('cover a side once, and see as far as they must', () => {
    const sizes = fc.record({
      size: fc.nat(400),
      halo: fc.nat(12),
      more: fc.integer({ min: 1, max: 60 }),
    })
    fc.assert(
      fc.property(sizes, ({ size, halo, more }) => {
        const tile = 2 * halo + more
        const spans = planSpans(size + 1, { tile, halo })
        let next = 0
        for (const { from, to, coreFrom, coreTo } of spans) {
          expect(coreFrom).toBe(next)
          expect(coreTo).toBeGreaterThan(coreFrom)
          expect(to - from).toBe(Math.min(tile, size + 1))
          expect(from === 0 ? coreFrom : coreFrom - from).toBeGreaterThanOrEqual(
            from === 0 ? 0 : halo,
          )
          expect(to === size + 1 ? halo : to - coreTo).toBeGreaterThanOrEqual(halo)
          next = coreTo
        }
        expect(next).toBe(size + 1)
      }),
    )
  })
})

describe('statistics', () => {
  const of = (values: readonly number[]): Statistics => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length
    const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length
    return { mean: Float32Array.of(mean), variance: Float32Array.of(variance) }
  }

  it('of parts are those of the whole', () => {
    const list = fc.array(fc.float({ min: -50, max: 50, noNaN: true }), {
      minLength: 1,
      maxLength: 30,
    })
    fc.assert(
      fc.property(fc.array(list, { minLength: 1, maxLength: 6 }), (parts) => {
        const whole = of(parts.flat())
        const combined = combine(
          parts.map(of),
          parts.map((part) => part.length),
        )
        expect(combined.mean[0]!).toBeCloseTo(whole.mean[0]!, 3)
        expect(Math.abs(combined.variance[0]! - whole.variance[0]!)).toBeLessThan(
          1e-4 * (1 + whole.variance[0]!),
        )
      }),
    )
  })

  it('are put right by what was wanting', () => {
    const [own, whole] = [of([1, 2, 3]), of([2, 4, 9])]
    expect(errorOf(own, noCorrection(1), whole)).toBeGreaterThan(0.5)
    expect(errorOf(own, correctionOf(own, whole), whole)).toBeLessThan(1e-6)
  })
})

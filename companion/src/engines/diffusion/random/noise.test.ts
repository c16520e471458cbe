/** The generators against torch's own draws and AUTOMATIC1111's documented ones. */
import * as z from '@inlay/shared/zod'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { furthest, readFixture } from '../testing/fixtures.ts'
import { batchNoise, createNoise } from './create.ts'
import { mt19937 } from './mt19937.ts'
import type { NoiseKind } from './noise.ts'

const numbers = z.array(z.number())
const drawSchema = z.union([
  z.object({ all: numbers }),
  z.object({ head: numbers, tail: numbers, sum: z.number(), energy: z.number() }),
])
const runSchema = z.object({
  seed: z.number(),
  half: z.boolean(),
  shapes: z.array(numbers),
  draws: z.array(drawSchema),
})
const fixture = readFixture(
  'noise.json',
  z.object({ 'torch-cpu': z.array(runSchema), philox: z.array(runSchema) }),
)

const check = (actual: Float32Array, draw: z.infer<typeof drawSchema>, tolerance: number): void => {
  if ('all' in draw) {
    expect(furthest(actual, draw.all)).toBeLessThan(tolerance)
    return
  }
  expect(furthest(actual.subarray(0, 8), draw.head)).toBeLessThan(tolerance)
  expect(furthest(actual.subarray(-8), draw.tail)).toBeLessThan(tolerance)
  const sum = actual.reduce((a, b) => a + b, 0)
  const energy = actual.reduce((a, b) => a + b * b, 0)
  expect(Math.abs(sum - draw.sum)).toBeLessThan(tolerance * actual.length)
  expect(Math.abs(energy - draw.energy)).toBeLessThan(tolerance * actual.length)
}

const kinds = ['torch-cpu', 'philox'] as const satisfies NoiseKind[]
const runs = kinds.flatMap((kind) =>
  fixture[kind].map(
    (run) => [`${kind}${run.half ? ' half' : ''} seed ${run.seed}`, kind, run] as const,
  ),
)

describe('draws', () => {
  it.each(runs)('%s, one call after the other', (_, kind, run) => {
    const noise = createNoise(run.half ? 'torch-cpu-half' : kind, run.seed)
    // Half precision exactly; single but for the last bit of torch's vector code.
    const tolerance = 5e-7
    run.shapes.forEach((shape, i) => {
      check(noise.normal(shape), run.draws[i]!, tolerance)
    })
  })

  it('are those in AUTOMATIC1111’s description', () => {
    const drawn = createNoise('philox', 0).normal([4])
    const documented = [-0.92466259, -0.42534415, -2.6438457, 0.14518388]
    expect(furthest(drawn, documented)).toBeLessThan(1e-6)
  })

  it('come from the Mersenne Twister of C++11', () => {
    // [rand.predef]: the 10000th of a default-constructed mt19937 (seed 5489).
    const bits = mt19937(5489)
    for (let i = 1; i < 10_000; i++) bits()
    expect(bits()).toBe(4123659995)
  })

  it('are normal: mean 0, variance 1, finite', () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), fc.constantFrom(...kinds), (seed, kind) => {
        const drawn = createNoise(kind, seed).normal([1, 4, 16, 16])
        const mean = drawn.reduce((a, b) => a + b, 0) / drawn.length
        const variance = drawn.reduce((a, b) => a + b * b, 0) / drawn.length
        expect(drawn.every(Number.isFinite)).toBe(true)
        expect(Math.abs(mean)).toBeLessThan(0.2)
        expect(Math.abs(variance - 1)).toBeLessThan(0.3)
      }),
      { numRuns: 30 },
    )
  })
})

describe('a batch', () => {
  it('holds for each picture what its own seed gives alone', () => {
    const seeds = [7, 8, 9]
    const both = batchNoise(seeds.map((seed) => createNoise('torch-cpu', seed)))
    const alone = seeds.map((seed) => createNoise('torch-cpu', seed))
    for (const size of [20, 3]) {
      const together = both.normal([3, size])
      const parts = alone.flatMap((noise) => [...noise.normal([1, size])])
      expect([...together]).toEqual(parts)
    }
    expect(() => both.normal([2, 4])).toThrow(RangeError)
  })
})

/** Same seed, same bytes: whatever the number of threads, with SIMD or without. */
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { createPatchMatchEngine } from './engine.ts'
import { bytesOf } from './memory.ts'
import { box, fillWith, maskOf, noise, picture } from './testing/pictures.ts'

const engines = [
  { name: 'SIMD inline', engine: createPatchMatchEngine({ threads: 0 }) },
  { name: 'SIMD, 1 thread', engine: createPatchMatchEngine({ threads: 1 }) },
  { name: 'SIMD, 2 threads', engine: createPatchMatchEngine({ threads: 2 }) },
  { name: 'SIMD, 4 threads', engine: createPatchMatchEngine({ threads: 4 }) },
  { name: 'SIMD, 8 threads', engine: createPatchMatchEngine({ threads: 8 }) },
  { name: 'plain inline', engine: createPatchMatchEngine({ threads: 0, kernel: 'plain' }) },
  { name: 'plain, 3 threads', engine: createPatchMatchEngine({ threads: 3, kernel: 'plain' }) },
]
afterAll(async () => {
  await Promise.all(engines.map(({ engine }) => engine.dispose()))
})

describe('a hole large enough for many bands', () => {
  const image = picture(
    320,
    260,
    3,
    (x, y, c) => (noise(x >> 2, y >> 3, c) >> 1) + (noise(x, y) >> 3),
  )
  const hole = maskOf(
    320,
    260,
    (x, y) => (x - 160) ** 2 + (y - 130) ** 2 < 80 ** 2 || box(0, 40, 60, 9)(x, y),
  )
  it.each(engines.slice(1))('$name', async ({ engine }) => {
    const reference = await fillWith(engines[0]!.engine, image, hole, { seed: 3 })
    for (let i = 0; i < 2; i++) {
      const filled = await fillWith(engine, image, hole, { seed: 3 })
      expect(Buffer.compare(bytesOf(filled), bytesOf(reference))).toBe(0)
    }
  })
})

describe('sources held to a small corner', () => {
  const image = picture(300, 240, 3, (x, y, c) => noise(x >> 1, y >> 2, c))
  const hole = maskOf(300, 240, box(30, 40, 120, 90))
  const source = maskOf(300, 240, box(250, 190, 40, 36))
  it.each(engines.slice(1))('$name', async ({ engine }) => {
    const reference = await fillWith(engines[0]!.engine, image, hole, { seed: 3, source })
    const filled = await fillWith(engine, image, hole, { seed: 3, source })
    expect(Buffer.compare(bytesOf(filled), bytesOf(reference))).toBe(0)
  })
})

/** Any small crop: size, channels, depth, grain of the texture, holes, excluded sources. */
const crop = fc.record({
  width: fc.integer({ min: 1, max: 70 }),
  height: fc.integer({ min: 1, max: 70 }),
  channels: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
  bits: fc.constantFrom(8 as const, 16 as const),
  grain: fc.integer({ min: 0, max: 4 }),
  clear: fc.integer({ min: 0, max: 3 }),
  boxes: fc.array(fc.tuple(fc.nat(69), fc.nat(69), fc.nat(40), fc.nat(40)), {
    minLength: 1,
    maxLength: 4,
  }),
  excluded: fc.option(fc.tuple(fc.nat(69), fc.nat(69), fc.nat(30), fc.nat(30)), { nil: undefined }),
  seed: fc.nat(0xffff_ffff),
})

it('SIMD and plain agree byte for byte on any small crop', async () => {
  const [simd, , , , , plain] = engines
  await fc.assert(
    fc.asyncProperty(crop, async (c) => {
      const scale = c.bits === 16 ? 257 : 1
      const image = picture(
        c.width,
        c.height,
        c.channels,
        (x, y, k) =>
          k === c.channels - 1 && k % 2 === 1
            ? noise(x >> 3, y >> 3) < c.clear * 40
              ? 0
              : 65535
            : noise(x >> c.grain, y >> c.grain, k) * scale + (scale > 1 ? noise(x, y) : 0),
        c.bits,
      )
      const hole = maskOf(c.width, c.height, (x, y) => c.boxes.some((b) => box(...b)(x, y)))
      const { excluded } = c
      const more = {
        seed: c.seed,
        ...(excluded === undefined
          ? {}
          : { source: maskOf(c.width, c.height, (x, y) => !box(...excluded)(x, y)) }),
      }
      const outcome = (engine: typeof simd): Promise<unknown> =>
        fillWith(engine!.engine, image, hole, more).then(
          ({ data }) => data,
          (error: unknown) => String(error),
        )
      expect(await outcome(plain)).toEqual(await outcome(simd))
    }),
    { numRuns: 150 },
  )
})

/** Many crops at once: the same bytes as one by one, whoever fills them. */
import { InlayError, type Mask, type PixelImage } from '@inlay/shared'
import { afterAll, describe, expect, it } from 'vitest'
import type { EngineInput } from '../../engine.ts'
import { createPatchMatchEngine } from '../engine.ts'
import { bytesOf } from '../memory.ts'
import {
  box,
  changedOutside,
  inputOf,
  maskOf,
  noise,
  picture,
  quietHooks,
} from '../testing/pictures.ts'

const engines = [
  { name: 'SIMD inline', engine: createPatchMatchEngine({ threads: 0 }) },
  { name: 'SIMD, 1 thread', engine: createPatchMatchEngine({ threads: 1 }) },
  { name: 'SIMD, 2 threads', engine: createPatchMatchEngine({ threads: 2 }) },
  { name: 'SIMD, 4 threads', engine: createPatchMatchEngine({ threads: 4 }) },
  { name: 'plain inline', engine: createPatchMatchEngine({ threads: 0, kernel: 'plain' }) },
  { name: 'plain, 2 threads', engine: createPatchMatchEngine({ threads: 2, kernel: 'plain' }) },
]
afterAll(async () => {
  await Promise.all(engines.map(({ engine }) => engine.dispose()))
})

const texture = (shift: number) => (x: number, y: number, c: number) =>
  (noise((x + shift) >> 2, y >> 3, c) >> 1) + (noise(x, y) >> 3)

const scratch = (width: number, height: number): Mask =>
  maskOf(width, height, (x, y) => Math.abs(x - y) < 3 && x > 6 && x < width - 6)

const input = (image: PixelImage, hole: Mask, more: Partial<EngineInput> = {}): EngineInput =>
  inputOf(image, hole, { seed: 5, ...more })

/** Every shape a crop may have: sizes, depths, alpha, masks, thin or not, nothing to do. */
const CROPS: readonly EngineInput[] = [
  input(picture(90, 70, 3, texture(0)), scratch(90, 70), { thin: true }),
  input(picture(64, 80, 3, texture(9)), maskOf(64, 80, box(20, 20, 21, 30))),
  input(picture(70, 64, 3, texture(4)), maskOf(70, 64, box(20, 20, 30, 24)), { guide: 4 }),
  input(
    picture(61, 59, 4, (x, y, c) => texture(3)(x, y, c) * 257, 16),
    scratch(61, 59),
    {
      thin: true,
      source: maskOf(61, 59, (x) => x < 50),
      known: maskOf(61, 59, (_, y) => y > 4),
    },
  ),
  input(
    picture(40, 40, 1, texture(2)),
    maskOf(40, 40, () => false),
  ),
  input(picture(5, 33, 2, texture(7)), maskOf(5, 33, box(1, 10, 2, 6)), { thin: true }),
  input(picture(150, 120, 3, texture(1)), scratch(150, 120), { thin: true, seed: 6 }),
]

describe('fillAll', () => {
  it.each(engines)('gives what fill gives, in order: $name', async ({ engine }) => {
    const together = await engine.fillAll?.(CROPS, quietHooks())
    expect(together?.length).toBe(CROPS.length)
    for (const [i, crop] of CROPS.entries()) {
      const alone = await engines[0]!.engine.fill(crop, quietHooks())
      const filled = together![i]!
      expect(filled.channels).toBe(crop.image.channels)
      expect(Buffer.compare(bytesOf(filled), bytesOf(alone)), `crop ${i}`).toBe(0)
      expect(changedOutside(crop.image, filled, crop.hole)).toBe(0)
    }
  })

  it('does less for a thin hole than for any', async () => {
    const [thin] = CROPS
    const usual = await engines[0]!.engine.fill({ ...thin!, thin: false }, quietHooks())
    const short = await engines[0]!.engine.fill(thin!, quietHooks())
    expect(Buffer.compare(bytesOf(usual), bytesOf(short))).not.toBe(0)
  })

  it('tells rising progress up to the end', async () => {
    const told: number[] = []
    const hooks = quietHooks({ onProgress: (fraction) => told.push(fraction) })
    await engines[0]!.engine.fillAll?.(CROPS, hooks)
    expect(told.at(-1)).toBe(1)
    expect(told).toEqual([...told].sort((a, b) => a - b))
  })

  it.each(engines)('fails as a whole when one crop has no source: $name', async ({ engine }) => {
    const covered = input(
      picture(30, 30, 3, texture(0)),
      maskOf(30, 30, () => true),
    )
    const failure = await engine
      .fillAll?.([...CROPS, covered], quietHooks())
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(InlayError)
    expect(failure).toMatchObject({ code: 'mask_covers_everything' })
    // The next job finds every thread at rest.
    const after = await engine.fill(CROPS[1]!, quietHooks())
    expect(changedOutside(CROPS[1]!.image, after, CROPS[1]!.hole)).toBe(0)
  })

  it.each(engines)('stops when cancelled and can be used again: $name', async ({ engine }) => {
    const stop = new AbortController()
    const hooks = quietHooks({ signal: stop.signal, onProgress: () => stop.abort() })
    const many = Array.from({ length: 40 }, (_, i) => ({ ...CROPS[6]!, seed: i }))
    await expect(engine.fillAll?.(many, hooks)).rejects.toMatchObject({ code: 'cancelled' })
    const filled = await engine.fillAll?.(CROPS.slice(0, 2), quietHooks())
    expect(filled?.length).toBe(2)
  })
})

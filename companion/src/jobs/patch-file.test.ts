import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Patch, PatchRegion } from '../pipeline/patch.ts'
import { decodePatchFile, encodePatchFile } from './patch-file.ts'

const regionOf = (
  channels: 1 | 3,
  depth: 8 | 16,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
  seed: number,
): PatchRegion => {
  const length = width * height * channels
  const data = depth === 16 ? new Uint16Array(length) : new Uint8Array(length)
  data.forEach((_, i) => {
    data[i] = (i * 40_503 + seed) & (depth === 16 ? 0xffff : 0xff)
  })
  const mask = new Uint8Array(width * height).map((_, i) => (i * 37 + seed) & 0xff)
  return {
    bounds: { left, top, width, height },
    pixels: { width, height, channels, data },
    mask: { width, height, data: mask },
  }
}

/** Plain arrays in place of Buffers, which no test would find equal. */
const bare = (patch: Patch): Patch => ({
  ...patch,
  regions: patch.regions.map(({ bounds, pixels, mask }) => ({
    bounds,
    pixels: {
      ...pixels,
      data: pixels.data instanceof Uint16Array ? pixels.data : new Uint8Array(pixels.data),
    },
    mask: { ...mask, data: new Uint8Array(mask.data) },
  })),
})

test('a patch comes back from disk as it was, at either depth, in any number of pieces', () => {
  const side = fc.integer({ min: 1, max: 9 })
  const bounds = fc.record({
    left: fc.integer({ min: 0, max: 60_000 }),
    top: fc.integer({ min: 0, max: 60_000 }),
    width: side,
    height: side,
  })
  fc.assert(
    fc.property(
      fc.array(bounds, { minLength: 1, maxLength: 40 }),
      fc.constantFrom<1 | 3>(1, 3),
      fc.constantFrom<8 | 16>(8, 16),
      fc.constantFrom<'keep' | 'fill'>('keep', 'fill'),
      fc.integer({ min: 0, max: 0xffff_ffff }),
      (places, channels, depth, alphaRule, seed) => {
        const patch: Patch = {
          index: 2,
          seed,
          bounds: { left: 0, top: 0, width: 65_000, height: 65_000 },
          alphaRule,
          regions: places.map((place, i) => regionOf(channels, depth, place, i)),
        }
        // As readFile gives it: a Buffer somewhere within a larger one.
        const file = Buffer.concat([Buffer.from([0]), encodePatchFile(patch)]).subarray(1)
        expect(bare(decodePatchFile(file))).toEqual(patch)
      },
    ),
    { numRuns: 60 },
  )
})

test('ten thousand specks are one small file', () => {
  const regions = Array.from({ length: 10_000 }, (_, i) =>
    regionOf(3, 8, { left: (i % 1000) * 60, top: i, width: 3, height: 3 }, i),
  )
  const bounds = { left: 0, top: 0, width: 60_000, height: 3 }
  const bytes = encodePatchFile({ index: 0, seed: 1, bounds, alphaRule: 'keep', regions })
  expect(bytes.length).toBeLessThan(600_000)
  expect(decodePatchFile(bytes).regions).toHaveLength(10_000)
})

test('a damaged file is named, not guessed at', () => {
  const bounds = { left: 0, top: 0, width: 4, height: 4 }
  const bytes = encodePatchFile({
    index: 0,
    seed: 1,
    bounds,
    alphaRule: 'keep',
    regions: [regionOf(3, 8, bounds, 1)],
  })
  for (let length = 0; length < bytes.length; length += 7) {
    expect(() => decodePatchFile(bytes.subarray(0, length))).toThrow(
      expect.objectContaining({ code: 'envelope_invalid' }),
    )
  }
})

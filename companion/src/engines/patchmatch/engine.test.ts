/** The engine as the pipeline meets it: what it fills, where it looks, what it leaves alone. */
import { InlayError, type Mask, type PixelImage } from '@inlay/shared'
import { afterAll, describe, expect, it } from 'vitest'
import { differing } from '../../pipeline/testing/pictures.ts'
import { createPatchMatchEngine } from './engine.ts'
import {
  box,
  changedOutside,
  fillWith,
  inputOf,
  maskOf,
  noise,
  picture,
  quietHooks,
} from './testing/pictures.ts'

const engine = createPatchMatchEngine({ threads: 2 })
/** Without the blend every filled pixel is a copy, which can be checked. */
const copier = createPatchMatchEngine({ threads: 2, tuning: { blendCycles: 0 } })
const inline = createPatchMatchEngine({ threads: 0, tuning: { blendCycles: 0 } })
afterAll(() => Promise.all([engine, copier, inline].map((each) => each.dispose())))

/** Every filled pixel must be a pixel of the picture that was allowed as source. */
const expectCopies = (
  before: PixelImage,
  after: PixelImage,
  hole: Mask,
  allowed: (i: number) => boolean,
): void => {
  const { channels } = before
  const pixel = (image: PixelImage, i: number): string =>
    image.data.subarray(i * channels, (i + 1) * channels).join(',')
  const known = new Set<string>()
  for (let i = 0; i < hole.data.length; i++) {
    if (hole.data[i] === 0 && allowed(i)) known.add(pixel(before, i))
  }
  for (let i = 0; i < hole.data.length; i++) {
    if (hole.data[i] !== 0) expect(known.has(pixel(after, i)), `pixel ${i}`).toBe(true)
  }
}

const stripes = (x: number, y: number, c: number): number => ((x + y) % 8 < 4 ? 200 : 40) + c * 5

describe('what it fills', () => {
  it('reproduces a plain colour exactly', async () => {
    const image = picture(60, 50, 3, (_x, _y, c) => 40 + 50 * c)
    const hole = maskOf(60, 50, box(20, 15, 18, 20))
    const filled = await fillWith(engine, image, hole)
    expect(filled.data).toEqual(image.data)
  })

  it('reproduces a periodic texture exactly', async () => {
    const image = picture(96, 96, 3, stripes)
    const hole = maskOf(96, 96, box(36, 36, 24, 24))
    const before = {
      ...image,
      data: image.data.map((v, i) => (hole.data[Math.floor(i / 3)] ? 0 : v)),
    }
    const filled = await fillWith(engine, before, hole)
    expect(filled.data).toEqual(image.data)
  })

  it('continues a straight edge through the hole within two pixels', async () => {
    const image = picture(96, 96, 1, (_x, y) => (y < 48 ? 30 : 220))
    const hole = maskOf(96, 96, box(34, 34, 28, 28))
    const filled = await fillWith(engine, image, hole)
    const wrong = [...filled.data].filter(
      (v, i) => v !== image.data[i] && Math.abs(Math.floor(i / 96) - 47.5) > 2,
    )
    expect(wrong).toHaveLength(0)
  })

  it('keeps a smooth gradient within 24 levels', async () => {
    const image = picture(96, 96, 3, (x, y) => 40 + x + y)
    const hole = maskOf(96, 96, box(40, 40, 16, 16))
    const filled = await fillWith(engine, image, hole)
    const worst = Math.max(...filled.data.map((v, i) => Math.abs(v - image.data[i]!)))
    expect(worst).toBeLessThanOrEqual(24)
  })

  it('copies 16-bit samples whole', async () => {
    const image = picture(40, 40, 3, (x, y, c) => noise(x % 7, y % 5, c) * 257 - c, 16)
    const hole = maskOf(40, 40, box(14, 14, 10, 10))
    const filled = await fillWith(copier, image, hole)
    expect(filled.data).toBeInstanceOf(Uint16Array)
    expectCopies(image, filled, hole, () => true)
    expect(changedOutside(image, filled, hole)).toBe(0)
  })
})

describe('what it leaves alone', () => {
  it.each([1, 2, 3, 4] as const)('bytes outside the hole, %i channels', async (channels) => {
    const image = picture(50, 41, channels, (x, y, c) => noise(x >> 2, y >> 1, c))
    const hole = maskOf(50, 41, (x, y) => (x - 25) ** 2 + (y - 20) ** 2 < 90)
    const filled = await fillWith(engine, image, hole)
    expect(changedOutside(image, filled, hole)).toBe(0)
    expect(filled.data).not.toEqual(image.data)
  })

  it('returns an untouched copy when the hole is empty', async () => {
    const image = picture(9, 9, 3, noise)
    const filled = await fillWith(
      engine,
      image,
      maskOf(9, 9, () => false),
    )
    expect(filled.data).toEqual(image.data)
    expect(filled.data).not.toBe(image.data)
  })

  it('does not touch its input', async () => {
    const image = picture(40, 40, 3, noise)
    const copy = image.data.slice()
    await fillWith(engine, image, maskOf(40, 40, box(10, 10, 9, 9)))
    expect(image.data).toEqual(copy)
  })
})

describe('where it may look', () => {
  it('never takes a transparent pixel, nor is guided by its colour', async () => {
    const poison = 255
    const clear = (x: number): boolean => x < 20
    const image = picture(64, 48, 4, (x, y, c) =>
      c === 3 ? (clear(x) ? 0 : 255) : clear(x) ? poison : noise(x >> 1, y >> 1) % 200,
    )
    const hole = maskOf(64, 48, box(16, 14, 20, 18))
    const copied = await fillWith(copier, image, hole)
    expectCopies(image, copied, hole, (i) => !clear(i % 64))
    const filled = await fillWith(engine, image, hole)
    const other = {
      ...image,
      data: image.data.map((v, i) => (clear((i >> 2) % 64) && i % 4 < 3 ? 0 : v)),
    }
    const again = await fillWith(engine, other, hole)
    for (let i = 0; i < hole.data.length; i++) {
      if (hole.data[i] === 0) continue
      expect(again.data.subarray(i * 4, i * 4 + 4)).toEqual(filled.data.subarray(i * 4, i * 4 + 4))
    }
  })

  it('takes nothing where `source` is 0', async () => {
    const allowed = (i: number): boolean => i % 64 >= 40
    const image = picture(64, 48, 3, (x, y, c) =>
      x >= 40 ? 100 + (noise(x, y, c) % 50) : noise(x, y, c) % 60,
    )
    const hole = maskOf(64, 48, box(12, 14, 20, 18))
    const source = maskOf(64, 48, (x) => x >= 40)
    const filled = await fillWith(copier, image, hole, { source })
    expectCopies(image, filled, hole, allowed)
  })

  it('finds sources that are few and far', async () => {
    const image = picture(3200, 2000, 1, noise)
    const allowed = box(3180, 1980, 8, 8)
    const source = maskOf(3200, 2000, allowed)
    const hole = maskOf(3200, 2000, box(20, 30, 5, 5))
    const filled = await fillWith(copier, image, hole, { source })
    expectCopies(image, filled, hole, (i) => allowed(i % 3200, Math.floor(i / 3200)))
    // The last resort, the nearest pixel, would paint one colour.
    const seen = new Set(filled.data.filter((_, i) => hole.data[i] !== 0))
    expect(seen.size).toBeGreaterThan(5)
  })

  it('treats what `known` leaves out like transparency', async () => {
    const paint = (poison: number): PixelImage =>
      picture(64, 48, 3, (x, y) => (x < 20 ? poison : noise(x >> 1, y >> 1) % 200))
    const hole = maskOf(64, 48, box(16, 14, 20, 18))
    const known = maskOf(64, 48, (x) => x >= 20)
    const [white, black] = [paint(255), paint(0)]
    const one = await fillWith(engine, white, hole, { known })
    const two = await fillWith(engine, black, hole, { known })
    for (let i = 0; i < hole.data.length; i++) {
      if (hole.data[i] === 0) continue
      expect(two.data.subarray(i * 3, i * 3 + 3)).toEqual(one.data.subarray(i * 3, i * 3 + 3))
    }
    const copied = await fillWith(copier, white, hole, { known })
    expectCopies(white, copied, hole, (i) => i % 64 >= 20)
  })

  it('says so when not one pixel may serve', async () => {
    const image = picture(20, 20, 3, noise)
    const all = maskOf(20, 20, () => true)
    await expect(fillWith(engine, image, all)).rejects.toMatchObject({
      code: 'mask_covers_everything',
    })
    const hole = maskOf(20, 20, box(0, 0, 10, 20))
    const source = maskOf(20, 20, box(0, 0, 10, 20))
    await expect(fillWith(engine, image, hole, { source })).rejects.toMatchObject({
      code: 'mask_covers_everything',
    })
  })
})

describe('odd shapes', () => {
  const cases: readonly (readonly [string, number, number, (x: number, y: number) => boolean])[] = [
    ['one pixel of a 2x1 picture', 2, 1, (x) => x === 0],
    ['one pixel of a 1x9 picture', 1, 9, (_x, y) => y === 4],
    ['the middle of a 200x1 picture', 200, 1, (x) => x > 80 && x < 120],
    ['the middle of a 1x200 picture', 1, 200, (_x, y) => y > 80 && y < 120],
    ['a 5x5 picture but one corner', 5, 5, (x, y) => x + y > 0],
    ['one pixel of a 5x5 picture', 5, 5, (x, y) => x === 2 && y === 2],
    ['one pixel in a corner', 40, 30, (x, y) => x === 0 && y === 0],
    ['whole rows', 50, 40, (_x, y) => y >= 15 && y < 25],
    ['whole columns', 50, 40, (x) => x >= 20 && x < 31],
    ['a frame on all four borders', 60, 50, (x, y) => !box(12, 11, 34, 27)(x, y)],
    ['everything but a strip narrower than a patch', 60, 50, (x) => x < 28 || x > 30],
    ['everything but one pixel', 60, 50, (x, y) => x !== 31 || y !== 17],
    ['every second pixel', 33, 31, (x, y) => (x + y) % 2 === 0],
    ['a diagonal line', 90, 70, (x, y) => x === y],
    ['two far corners', 120, 90, (x, y) => box(0, 0, 14, 9)(x, y) || box(100, 80, 20, 10)(x, y)],
    ['the right half', 61, 47, (x) => x > 30],
  ]
  it.each(cases)('%s', async (_name, width, height, inside) => {
    const image = picture(width, height, 3, (x, y, c) => noise(x >> 2, y >> 2, c))
    const hole = maskOf(width, height, inside)
    const blended = await fillWith(engine, image, hole)
    expect(changedOutside(image, blended, hole)).toBe(0)
    for (const each of [copier, inline]) {
      const filled = await fillWith(each, image, hole)
      expect(changedOutside(image, filled, hole)).toBe(0)
      expectCopies(image, filled, hole, () => true)
    }
  })
})

describe('variations', () => {
  // Stripes across on the left, stripes down on the right: the hole may be made of either.
  const image = picture(260, 160, 1, (x, y) => {
    const grain = noise(x, y) >> 3
    return ((x < 130 ? y : x) % 8 < 4 ? 60 : 160) + grain
  })
  const hole = maskOf(260, 160, box(90, 40, 80, 80))
  const alike = createPatchMatchEngine({ threads: 2, tuning: { exploreCost: 0 } })
  const bold = createPatchMatchEngine({ threads: 2, tuning: { exploreCost: 8000 } })
  afterAll(() => Promise.all([alike.dispose(), bold.dispose()]))

  it('every eighth seed takes the best it finds, as if none explored', async () => {
    for (const seed of [1, 9, 4294967289]) {
      const one = await fillWith(engine, image, hole, { seed })
      expect(one.data).toEqual((await fillWith(alike, image, hole, { seed })).data)
    }
  })

  it('the seeds between make other pictures, not other noise', async () => {
    /** How much of the hole has stripes across, 0..1. */
    const across = ({ data }: PixelImage): number => {
      let [down, right] = [0, 0]
      for (let y = 40; y < 119; y++) {
        for (let x = 90; x < 169; x++) {
          const i = y * 260 + x
          down += Math.abs(data[i + 260]! - data[i]!)
          right += Math.abs(data[i + 1]! - data[i]!)
        }
      }
      return down / (down + right)
    }
    const spread = async (which: typeof engine): Promise<number> => {
      const shares: number[] = []
      for (const seed of [1, 2, 3, 4]) {
        shares.push(across(await fillWith(which, image, hole, { seed })))
      }
      return Math.max(...shares) - Math.min(...shares)
    }
    const wide = await spread(bold)
    const narrow = await spread(alike)
    expect(wide).toBeGreaterThan(2 * narrow)
    const usual = await fillWith(engine, image, hole, { seed: 2 })
    expect(usual.data).not.toEqual((await fillWith(alike, image, hole, { seed: 2 })).data)
  })
})

describe('seeds', () => {
  const image = picture(128, 128, 3, (x, y, c) => noise(Math.floor(x / 5), Math.floor(y / 7), c))
  const hole = maskOf(128, 128, box(40, 40, 48, 48))

  it('the same seed gives the same bytes', async () => {
    const first = await fillWith(engine, image, hole, { seed: 7 })
    const second = await fillWith(engine, image, hole, { seed: 7 })
    expect(second.data).toEqual(first.data)
  })

  it('different seeds differ in most of the hole', async () => {
    const first = await fillWith(engine, image, hole, { seed: 7 })
    const second = await fillWith(engine, image, hole, { seed: 8 })
    expect(differing(first.data, second.data)).toBeGreaterThan(48 * 48 * 3 * 0.5)
  })
})

describe('bad input', () => {
  it.each([
    ['hole', { hole: maskOf(7, 8, () => true) }],
    ['source', { source: maskOf(9, 8, () => true) }],
    ['seed', { seed: -1 }],
    ['image', { image: { width: 8, height: 8, channels: 3 as const, data: new Uint8Array(5) } }],
  ])('names %s', (name, more) => {
    const image = picture(8, 8, 3, noise)
    const hole = maskOf(8, 8, box(2, 2, 2, 2))
    const call = (): unknown => engine.fill(inputOf(image, hole, more), quietHooks())
    expect(call).toThrow(InlayError)
    expect(call).toThrow(name)
  })
})

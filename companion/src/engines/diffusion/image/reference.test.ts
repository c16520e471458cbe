/** Preparing and finishing pictures against Pillow and diffusers, to the byte. */
import { createHash } from 'node:crypto'
import type { Mask } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixture } from '../testing/fixtures.ts'
import { cropRegion } from './crop.ts'
import { blendKept, keptAt } from './differential.ts'
import { cut, resizeAndCrop, resizeAndFill } from './fit.ts'
import { binaryMask, maskedImage, maskLatent, meanLatent } from './mask.ts'
import { applyOverlay } from './overlay.ts'
import { type Bytes, type Filter, resizePillow } from './pillow.ts'
import { fromPlanes, toPlanes } from './tensor.ts'

const pair = z.tuple([z.number(), z.number()])
const four = z.tuple([z.number(), z.number(), z.number(), z.number()])
const digest = { sha: z.string(), head: z.array(z.number()) }
const filter = z.enum(['nearest', 'box', 'bilinear', 'hamming', 'bicubic', 'lanczos'])
const fixture = readFixture(
  'images.json',
  z.object({
    resize: z.array(z.object({ channels: z.number(), size: pair, filter, ...digest })),
    box: z.array(z.object({ box: four, size: pair, filter, ...digest })),
    fit: z.array(
      z.object({ channels: z.number(), size: pair, mode: z.enum(['fill', 'crop']), ...digest }),
    ),
    region: z.array(
      z.object({ size: pair, box: four, target: pair, pad: z.number(), region: four }),
    ),
    overlay: z.array(
      z.object({ seed: z.number(), region: four.nullable(), size: pair.optional(), ...digest }),
    ),
    tensor: z.record(z.string(), z.object(digest)),
  }),
)

/** The made-up pictures of test/oracle/images.py. */
const made = (width: number, height: number, channels: number, seed: number): Bytes => {
  let x = seed
  const data = Uint8Array.from({ length: width * height * channels }, () => {
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff
    return (x >> 16) & 255
  })
  return { width, height, channels, data }
}

const block = (width: number, height: number, [x0, y0, x1, y1]: readonly number[]): Mask => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    return x >= x0! && x < x1! && y >= y0! && y < y1! ? 255 : 0
  }),
})

const check = (
  actual: Uint8Array | Float32Array,
  { sha, head }: { readonly sha: string; readonly head: readonly number[] },
  what: string,
): void => {
  const bytes = new Uint8Array(actual.buffer, actual.byteOffset, actual.byteLength)
  expect([...bytes.subarray(0, 12)], what).toEqual(head)
  expect(createHash('sha256').update(bytes).digest('hex'), what).toBe(sha)
}

describe('resizing is Pillow’s', () => {
  it.each<Filter>(['nearest', 'box', 'bilinear', 'hamming', 'bicubic', 'lanczos'])('%s', (name) => {
    const cases = fixture.resize.filter((each) => each.filter === name)
    expect(cases.length).toBeGreaterThan(10)
    for (const each of cases) {
      const image = made(37, 29, each.channels, 7)
      const { data } = resizePillow(image, ...each.size, each.filter)
      check(data, each, `${each.channels} channels to ${each.size.join(' x ')}`)
    }
  })

  it('of a part, of fractions, of nothing but an edge', () => {
    for (const each of fixture.box) {
      const [left, top, right, bottom] = each.box
      const box = { left, top, right, bottom }
      const { data } = resizePillow(made(37, 29, 3, 7), ...each.size, each.filter, box)
      check(data, each, `${each.box} ${each.filter}`)
    }
  })

  it('refuses sides that are none', () => {
    expect(() => resizePillow(made(4, 4, 1, 1), 0, 4, 'box')).toThrow('Expected 1 or more for side')
  })
})

it('other shapes are filled and cut as diffusers does', () => {
  for (const each of fixture.fit) {
    const fit = each.mode === 'fill' ? resizeAndFill : resizeAndCrop
    const { data } = fit(made(37, 29, each.channels, 7), ...each.size)
    check(data, each, `${each.mode} ${each.channels} ${each.size}`)
  }
})

describe('the region around a mask', () => {
  it('is diffusers’', () => {
    for (const each of fixture.region) {
      const region = cropRegion(block(...each.size, each.box), ...each.target, each.pad)
      expect([region.left, region.top, region.right, region.bottom]).toEqual(each.region)
    }
  })

  it('holds the mask and lies inside the picture', () => {
    const side = fc.integer({ min: 1, max: 60 })
    fc.assert(
      fc.property(
        side,
        side,
        side,
        side,
        fc.nat(20),
        fc.infiniteStream(fc.nat()),
        (w, h, tw, th, pad, more) => {
          const next = (below: number): number => more.next().value % below
          const [x0, y0] = [next(w), next(h)]
          const mask = block(w, h, [x0, y0, x0 + 1 + next(w - x0), y0 + 1 + next(h - y0)])
          const region = cropRegion(mask, tw, th, pad)
          expect(region.left).toBeGreaterThanOrEqual(0)
          expect(region.top).toBeGreaterThanOrEqual(0)
          expect(region.right).toBeLessThanOrEqual(w)
          expect(region.bottom).toBeLessThanOrEqual(h)
          mask.data.forEach((value, i) => {
            if (value === 0) return
            const [x, y] = [i % w, Math.floor(i / w)]
            expect(
              x >= region.left && x < region.right && y >= region.top && y < region.bottom,
            ).toBe(true)
          })
        },
      ),
      { numRuns: 300 },
    )
  })

  it('does not exist for an empty mask', () => {
    expect(() => cropRegion(block(8, 8, [0, 0, 0, 0]), 8, 8)).toThrow('The mask is empty')
  })
})

describe('overlay', () => {
  it('is diffusers’', () => {
    for (const each of fixture.overlay) {
      const original = made(40, 32, 3, each.seed)
      const [left, top, right, bottom] = each.region ?? [0, 0, 0, 0]
      const result =
        each.region && each.size
          ? applyOverlay(
              block(40, 32, [9, 7, 30, 20]),
              original,
              made(...each.size, 3, each.seed + 30),
              { left, top, right, bottom },
            )
          : applyOverlay(made(40, 32, 1, each.seed + 20), original, made(40, 32, 3, each.seed + 10))
      check(result.data, each, `seed ${each.seed} region ${each.region} ${each.size}`)
    }
  })

  it('keeps every byte where the mask is 0 and takes every byte where it is 255', () => {
    const [original, done] = [made(9, 7, 3, 5), made(9, 7, 3, 6)]
    const mask = made(9, 7, 1, 7)
    const hard = { ...mask, data: mask.data.map((value) => (value < 128 ? 0 : 255)) }
    applyOverlay(hard, original, done).data.forEach((value, i) => {
      const from = hard.data[Math.floor(i / 3)] === 0 ? original : done
      expect(value).toBe(from.data[i])
    })
  })
})

describe('tensors', () => {
  const [image, mask] = [toPlanes(made(48, 32, 3, 3)), binaryMask(made(48, 32, 1, 4))]

  it('are those of diffusers', () => {
    const { tensor } = fixture
    check(image.data, tensor.image!, 'image')
    check(mask.data, tensor.mask!, 'mask')
    check(maskedImage(image, mask).data, tensor.masked!, 'masked')
    check(maskLatent(mask).data, tensor.latent!, 'latent')
    const data = Float32Array.from(
      { length: 3 * 24 * 20 },
      (_, i) => Math.fround(Math.sin(i * 0.37)) * Math.fround(1.2),
    )
    check(fromPlanes({ width: 20, height: 24, channels: 3, data }).data, tensor.decoded!, 'decoded')
  })

  it('come back as the bytes they were', () => {
    const bytes = made(48, 32, 3, 9)
    expect(fromPlanes(toPlanes(bytes)).data).toEqual(bytes.data)
  })

  it('keep a soft mask soft', () => {
    const half = { width: 16, height: 8, channels: 1, data: new Float32Array(128) }
    half.data.fill(1, 0, 64)
    expect([...meanLatent(half).data]).toEqual([0.5, 0.5])
    expect([...meanLatent(mask).data].every((value) => value >= 0 && value <= 1)).toBe(true)
  })
})

it('cut is Pillow’s crop', () => {
  const image = made(6, 5, 3, 1)
  const part = cut(image, { left: 1, top: 2, right: 4, bottom: 5 })
  expect([part.width, part.height]).toEqual([3, 3])
  expect([...part.data.subarray(0, 9)]).toEqual([...image.data.subarray(39, 48)])
})

describe('differential diffusion', () => {
  it('lets go earlier of what is to change more', () => {
    const change = Float32Array.of(0, 0.25, 0.5, 1)
    const kept = [0, 1, 2, 3].map((step) => [...keptAt(change, step, 4)])
    expect(kept).toEqual([
      [1, 1, 1, 0],
      [1, 1, 1, 0],
      [1, 1, 0, 0],
      [1, 0, 0, 0],
    ])
  })

  it('puts the original back in every channel', () => {
    const [sample, original] = [Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6, 7, 8)]
    expect([...blendKept(sample, original, Float32Array.of(1, 0))]).toEqual([5, 2, 7, 4])
  })
})

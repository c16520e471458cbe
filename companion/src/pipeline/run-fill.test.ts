/** The fill from bytes to patches: what changes, and what stays byte for byte. */
import { boundsContain } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { encodeComposite, encodePatch } from './encode.ts'
import { changes, decoded, fill } from './testing/fills.ts'
import { box, boxMask, fileOf, noisePicture, smoothPicture } from './testing/pictures.ts'
import { meanEngine, offsetEngine, ruleEngine } from './testing/test-engines.ts'

const DEPTHS = [8, 16] as const
const CHANNELS = [1, 2, 3, 4] as const

describe('outside the mask', () => {
  it('every byte is the same after one fill, through a file, at every depth and channel count', async () => {
    for (const channels of CHANNELS) {
      for (const depth of DEPTHS) {
        const picture = noisePicture(61, 47, channels, depth)
        const mask = boxMask(61, 47, [box(20, 15, 13, 9)])
        const { source, patches } = await fill(await fileOf(picture), mask, meanEngine())
        const after = await decoded(await encodeComposite(source, patches[0]!))
        const { outside, inside } = changes(picture, after, mask)
        expect(outside).toBe(-1)
        expect(inside).toBeGreaterThan(50)
        expect(source.pixels.data).toEqual(picture.data)
      }
    }
  })

  it('every byte is the same after ten fills in a row through real files', async () => {
    for (const [format, channels, depth] of [
      ['png', 4, 8],
      ['png', 3, 16],
      ['tiff', 4, 16],
      ['webp', 4, 8],
      ['avif', 3, 8],
    ] as const) {
      const picture = noisePicture(90, 70, channels, depth)
      const touched = boxMask(90, 70, [])
      let file = await fileOf(picture, format)
      for (let round = 0; round < 10; round++) {
        const mask = boxMask(90, 70, [box(round * 7, round * 5, 11, 9)], 100 + 15 * round)
        for (let i = 0; i < mask.data.length; i++) touched.data[i]! |= mask.data[i]!
        const { source, patches } = await fill(file, mask, meanEngine(), { seed: round })
        file = await encodeComposite(source, patches[0]!)
      }
      const { outside, inside } = changes(picture, await decoded(file), touched)
      expect(outside).toBe(-1)
      expect(inside).toBeGreaterThan(1000)
    }
  })

  it('holds with grow and feather for what lies beyond their reach', async () => {
    const picture = noisePicture(80, 60, 3)
    const mask = boxMask(80, 60, [box(35, 25, 8, 8)])
    const { source, patches, report } = await fill(await fileOf(picture), mask, meanEngine(), {
      grow: 4,
      feather: 6,
    })
    const after = await decoded(await encodeComposite(source, patches[0]!))
    const reach = boxMask(80, 60, [box(25, 15, 28, 28)])
    const { outside, inside } = changes(picture, after, reach)
    expect(outside).toBe(-1)
    expect(inside).toBeGreaterThan(8 * 8 * 3)
    expect(boundsContain(box(25, 15, 28, 28), report.variations[0]!.bounds)).toBe(true)
  })
})

describe('inside the mask', () => {
  it('255 is fully the fill, softer values part of it', async () => {
    const picture = noisePicture(40, 30, 3)
    const mask = boxMask(40, 30, [box(10, 10, 9, 9)])
    mask.data[10 * 40 + 10] = 51
    const engine = ruleEngine(() => 200)
    const { source, patches } = await fill(await fileOf(picture), mask, engine, {
      colourMatch: false,
      grain: false,
    })
    const after = await decoded(await encodeComposite(source, patches[0]!))
    const at = (x: number, y: number): number => after.data[(y * 40 + x) * 3]!
    expect(at(14, 14)).toBe(200)
    const was = picture.data[(10 * 40 + 10) * 3]!
    expect(at(10, 10)).toBe(Math.round((51 * 200 + 204 * was) / 255))
    expect(patches[0]!.bounds).toEqual(box(10, 10, 9, 9))
  })

  it('the patch laid over the picture is the composite', async () => {
    const picture = noisePicture(40, 30, 3)
    const mask = boxMask(40, 30, [box(10, 10, 9, 9)], 130)
    const { source, patches } = await fill(await fileOf(picture), mask, meanEngine())
    const [patch] = patches
    if (patch === undefined) throw new Error('Expected a patch')
    const composite = await decoded(await encodeComposite(source, patch))
    const layer = await decoded(await encodePatch(patch, source))
    const { left, top, width } = patch.bounds
    for (let i = 0; i < layer.width * layer.height; i++) {
      const at = ((top + Math.floor(i / width)) * 40 + left + (i % width)) * 3
      const alpha = layer.data[4 * i + 3]! / 255
      for (let c = 0; c < 3; c++) {
        const over = alpha * layer.data[4 * i + c]! + (1 - alpha) * picture.data[at + c]!
        expect(Math.abs(composite.data[at + c]! - over)).toBeLessThanOrEqual(0.5 + 1e-9)
      }
    }
  })
})

describe('transparency', () => {
  it('is never a source, and stays, byte for byte', async () => {
    const picture = noisePicture(60, 40, 4)
    for (let i = 0; i < 60 * 40; i++) {
      const clear = i % 60 < 30
      picture.data[4 * i + 3] = clear ? 0 : 255
      // A colour under the transparency that must not get out.
      picture.data.set(clear ? [255, 0, 255] : [20, 200, 20], 4 * i)
    }
    const mask = boxMask(60, 40, [box(20, 10, 20, 20)])
    const engine = meanEngine()
    const { source, patches, report } = await fill(await fileOf(picture), mask, engine)
    // The engine is told twice: no source there, and (by alpha) no colour either.
    expect(engine.calls[0]?.image.channels).toBe(4)
    expect(engine.calls[0]?.source?.data.includes(0)).toBe(true)
    expect(report.variations[0]?.bounds).toEqual(box(30, 10, 10, 20))
    const after = await decoded(await encodeComposite(source, patches[0]!))
    for (let i = 0; i < 60 * 40; i++) {
      const [r, g, b, a] = after.data.subarray(4 * i, 4 * i + 4)
      const clear = i % 60 < 30
      expect(a).toBe(clear ? 0 : 255)
      if (clear) expect([r, g, b]).toEqual([255, 0, 255])
      else expect(Math.abs(g! - 200) + Math.abs(r! - 20)).toBeLessThan(10)
    }
  })

  it('of the picture is kept inside the hole', async () => {
    const picture = noisePicture(30, 30, 4)
    for (let i = 3; i < picture.data.length; i += 4) picture.data[i] = 100 + (i % 100)
    const mask = boxMask(30, 30, [box(10, 10, 8, 8)])
    const { source, patches } = await fill(await fileOf(picture), mask, meanEngine())
    const after = await decoded(await encodeComposite(source, patches[0]!))
    for (let i = 3; i < picture.data.length; i += 4) {
      if (after.data[i] !== picture.data[i]) throw new Error(`Alpha at ${i} changed`)
    }
  })
})

describe('tone', () => {
  it('a fill that is off by a constant comes out without a step, one that is right unchanged', async () => {
    const picture = smoothPicture(300, 220)
    const mask = boxMask(300, 220, [box(90, 60, 100, 80)])
    const meanChange = async (offset: number): Promise<number> => {
      const { source, patches } = await fill(await fileOf(picture), mask, offsetEngine(offset))
      const after = await decoded(await encodeComposite(source, patches[0]!))
      let sum = 0
      for (let i = 0; i < after.data.length; i++) {
        sum += Math.abs(after.data[i]! - picture.data[i]!)
      }
      return sum / (100 * 80 * 3)
    }
    expect(await meanChange(0)).toBe(0)
    expect(await meanChange(14)).toBeLessThan(0.7)
  })
})

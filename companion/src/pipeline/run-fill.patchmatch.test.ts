/** The whole path with the embedded engine: what must hold whatever the engine does. */
import type { FillRequestInput, Mask, PixelImage } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../engines/engine.ts'
import { createEngines } from '../engines/registry.ts'
import { encodeComposite } from './encode.ts'
import type { FillResult } from './run-fill.ts'
import { changes, decoded, fill as fillWith } from './testing/fills.ts'
import { box, boxMask, fileOf, noisePicture, smoothPicture } from './testing/pictures.ts'

const engines = createEngines({ patchmatch: { threads: 2 } })
let engine: Engine

beforeAll(async () => {
  engine = await engines.open('patchmatch')
})

afterAll(() => engines.dispose())

const fill = (
  image: Uint8Array,
  mask: Mask | undefined,
  request: Partial<FillRequestInput> = {},
): Promise<FillResult> => fillWith(image, mask, engine, { seed: 3, ...request })

describe('with the embedded engine', () => {
  it('ten fills in a row change no byte outside, at 8 and 16 bits, alpha included', async () => {
    for (const depth of [8, 16] as const) {
      const picture = noisePicture(120, 90, 4, depth)
      for (let i = 3; i < picture.data.length; i += 16) picture.data[i] = 0
      const touched = boxMask(120, 90, [])
      let file = await fileOf(picture)
      for (let round = 0; round < 10; round++) {
        const mask = boxMask(120, 90, [box(round * 10, round * 7, 14, 11)], 105 + 15 * round)
        for (let i = 0; i < mask.data.length; i++) touched.data[i]! |= mask.data[i]!
        const { source, patches } = await fill(file, mask, { seed: round })
        file = await encodeComposite(source, patches[0]!)
      }
      const after = await decoded(file)
      expect(changes(picture, after, touched).outside).toBe(-1)
      const alpha = after.data.findIndex((value, i) => i % 4 === 3 && value !== picture.data[i])
      expect(alpha).toBe(-1)
    }
  })

  it.each<[string, number, number, ReturnType<typeof box>[]]>([
    ['one pixel', 33, 21, [box(16, 10, 1, 1)]],
    ['a frame', 71, 63, [box(0, 0, 71, 5), box(0, 58, 71, 5), box(0, 0, 5, 63), box(66, 0, 5, 63)]],
    [
      'four corners',
      61,
      57,
      [box(0, 0, 7, 7), box(54, 0, 7, 7), box(0, 50, 7, 7), box(54, 50, 7, 7)],
    ],
    ['whole rows', 64, 48, [box(0, 20, 64, 7)]],
    ['all but a strip', 40, 30, [box(4, 0, 36, 30)]],
    ['smaller than a patch', 3, 2, [box(1, 0, 1, 1)]],
    ['one row', 50, 1, [box(20, 0, 9, 1)]],
    ['one column', 1, 50, [box(0, 20, 1, 9)]],
  ])('fills %s', async (_name, width, height, boxes) => {
    const picture = noisePicture(width, height, 3)
    const mask = boxMask(width, height, boxes)
    const { source, patches } = await fill(await fileOf(picture), mask)
    const after = await decoded(await encodeComposite(source, patches[0]!))
    expect(changes(picture, after, mask).outside).toBe(-1)
  })

  it('never brings out the colour under transparency', async () => {
    const picture = smoothPicture(120, 80)
    const layered: PixelImage = { ...picture, channels: 4, data: new Uint8Array(120 * 80 * 4) }
    for (let i = 0; i < 120 * 80; i++) {
      const clear = i % 120 < 50
      layered.data.set(clear ? [255, 0, 255] : picture.data.subarray(3 * i, 3 * i + 3), 4 * i)
      layered.data[4 * i + 3] = clear ? 0 : 255
    }
    const mask = boxMask(120, 80, [box(40, 20, 30, 40)])
    const { source, patches } = await fill(await fileOf(layered), mask)
    const after = await decoded(await encodeComposite(source, patches[0]!))
    for (let i = 0; i < 120 * 80; i++) {
      if (i % 120 < 50) continue
      const [r, g, b] = after.data.subarray(4 * i, 4 * i + 3)
      const magenta = Math.min(r!, b!) - g!
      if (magenta > 60) throw new Error(`Pixel ${i} is ${r}, ${g}, ${b}`)
    }
    expect(changes(layered, after, mask).outside).toBe(-1)
  })

  it('gives the same bytes for the same seed, and other variations for others', async () => {
    const file = await fileOf(noisePicture(150, 110, 3))
    const mask = boxMask(150, 110, [box(50, 40, 40, 30)])
    const [one, two] = [await fill(file, mask), await fill(file, mask)]
    expect(one.patches[0]?.regions[0]?.pixels.data).toEqual(two.patches[0]?.regions[0]?.pixels.data)
    const three = await fill(file, mask, { operation: 'fill' })
    const pictures = three.patches.map((patch) => patch.regions[0]!.pixels.data.join())
    expect(new Set(pictures).size).toBe(3)
  })

  it('expands a picture on all sides', async () => {
    const picture = smoothPicture(90, 70)
    const expand = { left: 12, top: 8, right: 20, bottom: 5 }
    const { source, patches } = await fill(await fileOf(picture), undefined, {
      operation: 'expand',
      expand,
    })
    const after = await decoded(await encodeComposite(source, patches[0]!))
    expect([after.width, after.height]).toEqual([122, 83])
    for (let y = 0; y < 70; y++) {
      const at = ((y + 8) * 122 + 12) * 3
      expect(after.data.subarray(at, at + 270)).toEqual(
        picture.data.subarray(y * 270, (y + 1) * 270),
      )
    }
    // A slope continued, not black: the new corner is near the old one.
    const corner = after.data[0]! + after.data[1]! + after.data[2]!
    const old = picture.data[0]! + picture.data[1]! + picture.data[2]!
    expect(Math.abs(corner - old)).toBeLessThan(120)
  })
})

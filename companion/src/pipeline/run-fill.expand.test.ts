/** Pictures that are made larger: by pixels, to a shape, with a frame, with see-through places. */
import { describe, expect, it } from 'vitest'
import { encodeComposite } from './encode.ts'
import { decoded, fill } from './testing/fills.ts'
import { box, boxMask, fileOf, noisePicture, smoothPicture } from './testing/pictures.ts'
import { meanEngine, ruleEngine } from './testing/test-engines.ts'

describe('expand', () => {
  it('fills the new area opaquely and keeps the picture byte for byte', async () => {
    for (const channels of [3, 4] as const) {
      const picture = noisePicture(40, 30, channels)
      const expand = { left: 7, top: 0, right: 3, bottom: 5 }
      const { source, patches, report } = await fill(
        await fileOf(picture),
        undefined,
        ruleEngine(() => 99),
        { operation: 'expand', expand, colourMatch: false, grain: false },
      )
      expect(report.image).toEqual({ width: 40, height: 30, channels, bitDepth: 8 })
      expect(report.canvas).toEqual({ width: 50, height: 35 })
      expect(report.changed_fraction).toBeCloseTo((50 * 35 - 40 * 30) / (50 * 35), 10)
      const after = await decoded(await encodeComposite(source, patches[0]!))
      expect([after.width, after.height]).toEqual([50, 35])
      for (let i = 0; i < 50 * 35; i++) {
        const x = (i % 50) - 7
        const y = Math.floor(i / 50)
        const is = [...after.data.subarray(i * channels, (i + 1) * channels)]
        const from = (y * 40 + x) * channels
        const expected =
          x >= 0 && x < 40 && y < 30
            ? [...picture.data.subarray(from, from + channels)]
            : [99, 99, 99, 255].slice(0, channels)
        if (is.join() !== expected.join()) throw new Error(`Pixel ${i} is ${is}`)
      }
    }
  })

  it('to a shape reports the pixels it added, the picture where its anchor says', async () => {
    const picture = noisePicture(40, 30, 3)
    const expand = { aspect: '2:1', anchor: 'right' } as const
    const { source, patches, report } = await fill(await fileOf(picture), undefined, meanEngine(), {
      operation: 'expand',
      expand,
    })
    expect(report).toMatchObject({
      canvas: { width: 60, height: 30 },
      expansion: { left: 20, top: 0, right: 0, bottom: 0 },
    })
    expect(report.variations[0]?.bounds).toEqual(box(0, 0, 20, 30))
    const after = await decoded(await encodeComposite(source, patches[0]!))
    for (let y = 0; y < 30; y++) {
      const row = after.data.subarray((y * 60 + 20) * 3, (y + 1) * 60 * 3)
      expect(row).toEqual(picture.data.subarray(y * 40 * 3, (y + 1) * 40 * 3))
    }
  })

  it('neither continues a thin frame nor takes its colour, and leaves it as it is', async () => {
    const picture = smoothPicture(200, 150)
    picture.data.fill(0, 200 * 148 * 3)
    const engine = meanEngine()
    const { source, patches, report } = await fill(await fileOf(picture), undefined, engine, {
      operation: 'expand',
      expand: { bottom: 40 },
      grain: false,
    })
    expect(report.notes).toEqual([
      'The picture has a thin frame (bottom); it stays but is not continued. To paint over it, grow the mask by 2.',
    ])
    const [call] = engine.calls
    // The frame is made anew for the engine, so that it meets the picture itself.
    expect([147, 148, 149, 150].map((y) => call!.hole.data[y * 200 + 100])).toEqual([
      0, 255, 255, 255,
    ])
    const after = await decoded(await encodeComposite(source, patches[0]!))
    expect(after.data.subarray(0, 200 * 150 * 3)).toEqual(picture.data)
    const row = (y: number): number => {
      let sum = 0
      for (let x = 0; x < 600; x++) sum += after.data[y * 600 + x]!
      return sum / 600
    }
    expect(Math.abs(row(150) - row(147))).toBeLessThan(12)
    expect(report.changed_fraction).toBeCloseTo(40 / 190, 9)
  })

  it('without pixels fills all that is see-through, soft edges too, and leaves nothing so', async () => {
    // As after turning a photo: clear corners, and a rim that is half clear.
    const picture = noisePicture(60, 40, 4)
    for (let i = 0; i < 60 * 40; i++) {
      const from = (i % 60) + Math.floor(i / 60) - 20
      picture.data[4 * i + 3] = from < 0 ? 0 : from < 2 ? 128 : 255
    }
    const { source, patches, report } = await fill(await fileOf(picture), undefined, meanEngine(), {
      operation: 'expand',
    })
    expect(report).not.toHaveProperty('expansion')
    const after = await decoded(await encodeComposite(source, patches[0]!))
    for (let i = 0; i < 60 * 40; i++) {
      expect(after.data[4 * i + 3]).toBe(255)
      if (picture.data[4 * i + 3] !== 255) continue
      expect(after.data.subarray(4 * i, 4 * i + 3)).toEqual(picture.data.subarray(4 * i, 4 * i + 3))
    }
  })

  it('takes a mask as well, and fills transparent places only where it says so', async () => {
    const picture = noisePicture(40, 30, 4)
    for (let i = 0; i < 40 * 30; i++) picture.data[4 * i + 3] = i % 40 < 10 ? 0 : 255
    const mask = boxMask(40, 30, [box(0, 0, 10, 15)])
    const { source, patches } = await fill(
      await fileOf(picture),
      mask,
      ruleEngine(() => 99),
      { operation: 'expand', expand: { right: 4 }, colourMatch: false, grain: false },
    )
    const after = await decoded(await encodeComposite(source, patches[0]!))
    expect([...after.data.subarray(0, 4)]).toEqual([99, 99, 99, 255])
    const below = 20 * 44 * 4
    expect([...after.data.subarray(below, below + 4)]).toEqual([
      ...picture.data.subarray(20 * 40 * 4, 20 * 40 * 4 + 4),
    ])
  })
})

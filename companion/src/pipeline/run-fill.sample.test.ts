/** Fills held to a sample mask: from files to patches, with a plain engine and with the embedded one. */
import { type FillRequestInput, InlayError, type Mask, type PixelImage } from '@inlay/shared'
import { afterAll, describe, expect, it } from 'vitest'
import type { Engine } from '../engines/engine.ts'
import { createEngines } from '../engines/registry.ts'
import { createPixels } from './crop.ts'
import type { FillResult } from './run-fill.ts'
import { fill as fillWith } from './testing/fills.ts'
import { box, boxMask, fileOf, noisePicture, randomOf } from './testing/pictures.ts'
import { meanEngine, ruleEngine } from './testing/test-engines.ts'

const engines = createEngines({ patchmatch: { threads: 2 } })
afterAll(() => engines.dispose())

const fill = async (
  picture: PixelImage,
  mask: Mask | undefined,
  sample: Mask,
  engine: Engine,
  request: Partial<FillRequestInput> = {},
): Promise<FillResult> => fillWith(await fileOf(picture), mask, engine, request, { sample })

/** Vertical stripes of one colour and its darker shade on the left, noise of another on the right. */
const halves = (width: number, height: number, border: number): PixelImage => {
  const picture = createPixels(width, height, 3, 8)
  const random = randomOf(5)
  for (let i = 0; i < width * height; i++) {
    const x = i % width
    const shade = x < border ? (x % 8 < 4 ? 0 : 60) : Math.floor(random() * 60)
    picture.data.set(x < border ? [190 - shade, 40, 40] : [40, 60, 190 - shade], 3 * i)
  }
  return picture
}

const pixelsOf = ({ patches }: FillResult): PixelImage => {
  const region = patches[0]?.regions[0]
  if (region === undefined) throw new Error('Nothing was filled')
  return region.pixels
}

/** Mean difference of a pixel and the one below it: 0 in stripes, 20 in the noise. */
const roughness = ({ width, channels, data }: PixelImage): number => {
  const row = width * channels
  let sum = 0
  for (let i = row; i < data.length; i++) sum += Math.abs(data[i]! - data[i - row]!)
  return (sum * 3) / (data.length - row)
}

const AS_SAMPLED = { colourMatch: false, grain: false } as const

describe('a sample mask', () => {
  const picture = halves(1000, 300, 600)
  const mask = boxMask(1000, 300, [box(80, 120, 60, 60)])
  const right = boxMask(1000, 300, [box(760, 40, 120, 120)])

  it('comes to the engine as sources, in a window that reaches it; the rest still guides', async () => {
    const engine = meanEngine()
    const { report } = await fill(picture, mask, right, engine)
    expect(report.crops).toHaveLength(1)
    const { bounds } = report.crops[0]!
    expect(bounds.left + bounds.width).toBeGreaterThanOrEqual(880)
    const [call] = engine.calls
    expect(call?.known).toBeUndefined()
    for (let i = 0; i < call!.hole.data.length; i++) {
      const x = bounds.left + (i % bounds.width)
      const y = bounds.top + Math.floor(i / bounds.width)
      const allowed = x >= 760 && x < 880 && y >= 40 && y < 160
      if (call?.source?.data[i] !== (allowed ? 255 : 0)) throw new Error(`${x}, ${y}`)
    }
    expect(report.sample_fraction).toBeCloseTo((120 * 120) / (1000 * 300), 9)
  })

  it('upside down keeps out what is white', async () => {
    const face = boxMask(1000, 300, [box(0, 0, 600, 300)])
    const engine = meanEngine()
    await fill(picture, mask, face, engine, { invertSample: true })
    const { bounds } = (await fill(picture, mask, face, engine, { invertSample: true })).report
      .crops[0]!
    const [call] = engine.calls
    const at = (x: number) => call?.source?.data[150 * bounds.width + x - bounds.left]
    expect([at(599), at(600)]).toEqual([0, 255])
  })

  it('leaves the colours of a fill to be measured all around', async () => {
    // A constant fill, off by 14 from a flat picture: the ring brings it back, whatever is sampled.
    const flat = createPixels(300, 200, 3, 8)
    flat.data.fill(120)
    const off = ruleEngine(() => 134)
    const hole = boxMask(300, 200, [box(40, 40, 60, 60)])
    const far = boxMask(300, 200, [box(220, 120, 40, 40)])
    const fixed = pixelsOf(await fill(flat, hole, far, off, { grain: false }))
    expect(Math.max(...fixed.data) - 120).toBeLessThanOrEqual(1)
  })

  it('holds the embedded engine to it, however far away', async () => {
    const engine = await engines.open('patchmatch')
    const free = await fill(
      picture,
      mask,
      boxMask(1000, 300, [box(0, 0, 1000, 300)]),
      engine,
      AS_SAMPLED,
    )
    expect(roughness(pixelsOf(free))).toBeLessThan(2)
    const held = pixelsOf(await fill(picture, mask, right, engine, AS_SAMPLED))
    expect(roughness(held)).toBeGreaterThan(15)
  })

  it('that is small and far in a large picture is found as well', async () => {
    const large = halves(2400, 1600, 1500)
    const hole = boxMask(2400, 1600, [box(150, 200, 120, 120)])
    const small = boxMask(2400, 1600, [box(2200, 1450, 60, 60)])
    const engine = await engines.open('patchmatch')
    const held = pixelsOf(await fill(large, hole, small, engine, AS_SAMPLED))
    expect(roughness(held)).toBeGreaterThan(15)
  })

  it('is placed with the picture on a larger canvas', async () => {
    const engine = meanEngine()
    const sample = boxMask(200, 100, [box(20, 30, 40, 50)])
    await fill(halves(200, 100, 90), undefined, sample, engine, {
      operation: 'expand',
      expand: { left: 30, top: 20 },
    })
    const [call] = engine.calls
    const found = call?.source?.data.reduce((sum, v) => sum + (v === 0 ? 0 : 1), 0)
    expect(found).toBe(40 * 50)
    expect(call?.source?.data[(30 + 20) * 230 + 20 + 30]).toBe(255)
    expect(call?.source?.data[(30 + 20 - 1) * 230 + 20 + 30]).toBe(0)
  })

  it('is not used, and said so, by an engine that cannot keep to it', async () => {
    const engine = ruleEngine(() => 9, { takesSample: false, name: 'Net' })
    const { report } = await fill(picture, mask, right, engine)
    expect(report.notes).toContain(
      'Net cannot keep to a sample mask; the sample mask was not used.',
    )
    expect(report).not.toHaveProperty('sample_fraction')
    expect(engine.calls[0]).not.toHaveProperty('source')
    const heard = await fill(picture, mask, right, meanEngine())
    expect(heard.report.notes).toEqual([])
  })

  it.each<[string, Mask, string]>([
    ['without white', boxMask(1000, 300, []), 'sample_unusable'],
    ['inside the hole', mask, 'sample_unusable'],
    ['thinner than a patch', boxMask(1000, 300, [box(500, 0, 6, 300)]), 'sample_unusable'],
    ['of another size', boxMask(999, 300, [box(500, 0, 60, 300)]), 'mask_size_mismatch'],
  ])('%s is refused', async (_, sample, code) => {
    const engine = meanEngine()
    const refused = await fill(picture, mask, sample, engine).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(InlayError)
    expect(refused).toMatchObject({ code })
    expect(engine.calls).toHaveLength(0)
  })

  it('that is named but did not come is missing', async () => {
    const file = await fileOf(noisePicture(9, 9, 3))
    const named = { sample: { kind: 'encoded', part: 'sample' } } as const
    const refused = fillWith(file, new Uint8Array(1), meanEngine(), named)
    await expect(refused).rejects.toMatchObject({ code: 'mask_missing' })
  })
})

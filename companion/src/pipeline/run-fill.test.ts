import {
  boundsContain,
  type ErrorCode,
  FillReport,
  FillRequest,
  type FillRequestInput,
  InlayError,
  type Mask,
  type PixelImage,
} from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../engines/engine.ts'
import { decodeSource } from './decode.ts'
import { encodeComposite, encodePatch } from './encode.ts'
import { loadSharp } from './io/sharp.ts'
import { type FillContext, type FillResult, type PipelineEvent, runFill } from './run-fill.ts'
import { box, boxMask, fileOf, maskFile, noisePicture, smoothPicture } from './testing/pictures.ts'
import { meanEngine, offsetEngine, ruleEngine } from './testing/test-engines.ts'

const ENCODED = { kind: 'encoded', part: 'image' } as const
const MASK = { kind: 'encoded', part: 'mask' } as const

const fill = async (
  image: Uint8Array,
  mask: Mask | Uint8Array | undefined,
  engine: Engine,
  request: Partial<FillRequestInput> = {},
  context: Partial<FillContext> = {},
): Promise<FillResult> =>
  runFill(
    FillRequest.parse({ image: ENCODED, ...(mask && { mask: MASK }), seed: 1, ...request }),
    {
      image,
      ...(mask && { mask: mask instanceof Uint8Array ? mask : await maskFile(mask) }),
    },
    {
      engine,
      limits: { maxPixels: 64e6 },
      signal: new AbortController().signal,
      onEvent: () => {},
      ...context,
    },
  )

const decoded = async (file: Uint8Array): Promise<PixelImage> =>
  (await decodeSource(ENCODED, file, { maxPixels: 64e6 })).pixels

/** First sample that changed although its mask is 0, and how many changed where it is not. */
const changes = (
  before: PixelImage,
  after: PixelImage,
  mask: Mask,
): { outside: number; inside: number } => {
  let inside = 0
  let outside = -1
  for (let i = 0; i < before.data.length; i++) {
    if (before.data[i] === after.data[i]) continue
    if (mask.data[Math.floor(i / before.channels)] !== 0) inside++
    else if (outside < 0) outside = i
  }
  return { outside, inside }
}

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

describe('odd places and sizes', () => {
  const cases: [string, number, number, ReturnType<typeof box>[]][] = [
    ['one pixel', 33, 21, [box(16, 10, 1, 1)]],
    ['one pixel in a corner', 33, 21, [box(32, 20, 1, 1)]],
    [
      'all four borders',
      41,
      37,
      [box(0, 10, 3, 5), box(38, 10, 3, 5), box(10, 0, 5, 3), box(10, 34, 5, 3)],
    ],
    [
      'all four corners',
      41,
      37,
      [box(0, 0, 4, 4), box(37, 0, 4, 4), box(0, 33, 4, 4), box(37, 33, 4, 4)],
    ],
    ['a frame', 51, 43, [box(0, 0, 51, 5), box(0, 38, 51, 5), box(0, 0, 5, 43), box(46, 0, 5, 43)]],
    ['whole rows', 64, 48, [box(0, 20, 64, 7)]],
    ['all but one pixel', 9, 7, [box(1, 0, 8, 7), box(0, 1, 9, 6)]],
    ['a picture smaller than a patch', 3, 2, [box(1, 0, 1, 1)]],
    ['one row', 50, 1, [box(20, 0, 9, 1)]],
    ['one column', 1, 50, [box(0, 20, 1, 9)]],
    ['two pixels', 2, 1, [box(0, 0, 1, 1)]],
  ]
  it.each(cases)('%s', async (_name, width, height, boxes) => {
    for (const channels of [1, 4] as const) {
      const picture = noisePicture(width, height, channels)
      for (let i = channels - 1; channels === 4 && i < picture.data.length; i += 4) {
        picture.data[i] = 255
      }
      const mask = boxMask(width, height, boxes)
      const { source, patches } = await fill(await fileOf(picture), mask, meanEngine())
      const after = await decoded(await encodeComposite(source, patches[0]!))
      expect([after.width, after.height]).toEqual([width, height])
      expect(changes(picture, after, mask).outside).toBe(-1)
      expect((await encodePatch(patches[0]!, source)).length).toBeGreaterThan(0)
    }
  })

  it('fills two far holes from two crops, not one giant one', async () => {
    const picture = smoothPicture(1500, 900)
    const mask = boxMask(1500, 900, [box(40, 40, 20, 20), box(1400, 820, 20, 20)])
    const engine = meanEngine()
    const { report, patches, source } = await fill(await fileOf(picture), mask, engine)
    expect(engine.calls.length).toBe(2)
    expect(report.crops.length).toBe(2)
    for (const { image } of engine.calls) expect(image.width * image.height).toBeLessThan(100_000)
    expect(patches[0]!.regions.length).toBe(2)
    const after = await decoded(await encodeComposite(source, patches[0]!))
    const { outside, inside } = changes(picture, after, mask)
    expect(outside).toBe(-1)
    expect(inside).toBeGreaterThan(1000)
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

describe('the report and the events', () => {
  it('choose a seed that asks for the best when none is given', async () => {
    const file = await fileOf(noisePicture(40, 30, 3))
    const mask = boxMask(40, 30, [box(10, 10, 5, 5)])
    for (let i = 0; i < 5; i++) {
      const { report } = await fill(file, mask, meanEngine(), { seed: undefined, variations: 2 })
      expect(report.seed % 8).toBe(1)
      expect(report.variations.map(({ seed }) => seed)).toEqual([report.seed, report.seed + 1])
    }
  })

  it('say what happened, in order', async () => {
    const events: PipelineEvent[] = []
    const picture = noisePicture(400, 300, 3, 16)
    const mask = boxMask(400, 300, [box(20, 15, 13, 9)])
    const { report, patches } = await fill(
      await fileOf(picture),
      mask,
      meanEngine(),
      { operation: 'fill', prompt: 'a dog', seed: 4294967295 },
      { onEvent: (event) => events.push(event) },
    )
    expect(FillReport.parse(report)).toEqual(report)
    expect(report.image).toEqual({ width: 400, height: 300, channels: 3, bitDepth: 16 })
    expect(report.changed_fraction).toBeCloseTo((13 * 9) / 120000, 10)
    expect(report.variations.map(({ seed }) => seed)).toEqual([4294967295, 0, 1])
    expect(patches.map(({ index }) => index)).toEqual([0, 1, 2])
    expect(report.peak_memory).toBeGreaterThan(20e6)
    expect(report.total).toBeGreaterThan(0)
    for (const stage of ['decode', 'mask', 'context', 'engine', 'colour', 'seam'] as const) {
      expect(report.times[stage]).toBeGreaterThanOrEqual(0)
    }
    expect(report.notes.join()).toContain('does not read prompts')

    expect(events[0]).toEqual({ type: 'started', seed: 4294967295, engine: 'test' })
    const fractions = events.flatMap((event) => (event.type === 'progress' ? [event.fraction] : []))
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect(fractions.at(-1)).toBe(1)
    expect(events.filter((event) => event.type === 'variation').length).toBe(3)
  })

  it('show coarse looks of fills that take their time, when wanted', async () => {
    const file = await fileOf(noisePicture(400, 300, 3, 16))
    const mask = boxMask(400, 300, [box(20, 15, 13, 9)])
    const quick = meanEngine()
    const slow: Engine = {
      ...quick,
      fill: async (input, hooks) => {
        await new Promise((resolve) => setTimeout(resolve, 300))
        return quick.fill(input, hooks)
      },
    }
    for (const wantPreviews of [true, false]) {
      const pngs: Uint8Array[] = []
      const onEvent = (event: PipelineEvent): void => {
        if (event.type === 'preview') pngs.push(event.png)
      }
      await fill(file, mask, slow, {}, { onEvent, wantPreviews })
      expect(pngs.length).toBe(wantPreviews ? 1 : 0)
      if (pngs[0] === undefined) continue
      const sharp = await loadSharp()
      const header = await sharp(pngs[0]).metadata()
      expect(header.format).toBe('png')
      expect(Math.max(header.width, header.height)).toBe(256)
    }
  })

  it('draw a seed when none is given, and name it', async () => {
    const file = await fileOf(noisePicture(30, 30, 3))
    const mask = boxMask(30, 30, [box(10, 10, 5, 5)])
    const request = FillRequest.parse({ image: ENCODED, mask: MASK })
    const inputs = { image: file, mask: await maskFile(mask) }
    const seeds = new Set<number>()
    for (let i = 0; i < 3; i++) {
      const { report } = await runFill(request, inputs, {
        engine: meanEngine(),
        limits: { maxPixels: 1e6 },
        signal: new AbortController().signal,
        onEvent: () => {},
      })
      expect(report.variations[0]?.seed).toBe(report.seed)
      seeds.add(report.seed)
    }
    expect(seeds.size).toBe(3)
  })

  it('ask whether a mask of most of the picture is the wrong way round', async () => {
    const file = await fileOf(noisePicture(30, 30, 3))
    const mask = boxMask(30, 30, [box(10, 10, 5, 5)])
    const inverted = await fill(file, mask, meanEngine(), { invertMask: true })
    expect(inverted.report.notes.join()).toContain('97% of the picture')
    expect(inverted.report.changed_fraction).toBeCloseTo(875 / 900, 10)
  })
})

describe('what goes wrong', () => {
  const picture = noisePicture(40, 30, 3)
  const mask = boxMask(40, 30, [box(10, 10, 9, 9)])

  const codeOf = async (work: Promise<unknown>): Promise<ErrorCode | undefined> => {
    const error: unknown = await work.then(
      () => undefined,
      (reason) => reason,
    )
    return error instanceof InlayError ? error.code : undefined
  }

  it('has a name', async () => {
    const file = await fileOf(picture)
    const other = boxMask(41, 30, [box(10, 10, 9, 9)])
    const all = boxMask(40, 30, [box(0, 0, 40, 30)])
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>')
    const only = ruleEngine(() => 0, { operations: ['remove'] })
    const engine = meanEngine()
    const cases: [ErrorCode, () => Promise<unknown>][] = [
      ['mask_missing', () => fill(file, undefined, engine)],
      ['mask_empty', () => fill(file, boxMask(40, 30, []), engine)],
      ['mask_size_mismatch', () => fill(file, other, engine)],
      ['mask_covers_everything', () => fill(file, all, engine)],
      ['mask_unreadable', () => fill(file, svg, engine)],
      ['image_unreadable', () => fill(svg, mask, engine)],
      ['image_too_large', () => fill(file, mask, engine, {}, { limits: { maxPixels: 1199 } })],
      ['engine_unavailable', () => fill(file, mask, only, { operation: 'fill' })],
      ['invalid_request', () => fill(file, undefined, engine, { operation: 'expand' })],
      [
        'invalid_request',
        () => fill(file, undefined, engine, { operation: 'expand', expand: { aspect: '4:3' } }),
      ],
      [
        'image_too_large',
        () =>
          fill(
            file,
            undefined,
            engine,
            { operation: 'expand', expand: { left: 100 } },
            { limits: { maxPixels: 1300 } },
          ),
      ],
    ]
    for (const [code, work] of cases) expect(await codeOf(work())).toBe(code)
    expect(engine.calls.length).toBe(0)
  })

  it('in an engine is engine_failed, with its cause', async () => {
    const file = await fileOf(picture)
    const broken: Engine = {
      ...meanEngine(),
      fill: () => Promise.reject(new Error('out of luck')),
    }
    const failed = fill(file, mask, broken)
    expect(await codeOf(failed)).toBe('engine_failed')
    await expect(failed).rejects.toHaveProperty('cause.message', 'out of luck')
    const wrong: Engine = { ...meanEngine(), fill: async () => noisePicture(3, 3, 3) }
    expect(await codeOf(fill(file, mask, wrong))).toBe('engine_failed')
    const honest: Engine = {
      ...meanEngine(),
      fill: () => Promise.reject(new InlayError('mask_covers_everything')),
    }
    expect(await codeOf(fill(file, mask, honest))).toBe('mask_covers_everything')
  })

  it('cancels before, between and inside stages', async () => {
    const file = await fileOf(picture)
    const gone = new AbortController()
    gone.abort()
    expect(await codeOf(fill(file, mask, meanEngine(), {}, { signal: gone.signal }))).toBe(
      'cancelled',
    )
    for (const word of ['Reading', 'mask', 'Filling', 'Matching', 'seam', 'grain']) {
      const controller = new AbortController()
      const onEvent = (event: PipelineEvent): void => {
        if (event.type === 'progress' && event.stage.includes(word)) controller.abort()
      }
      const work = fill(file, mask, meanEngine(), {}, { signal: controller.signal, onEvent })
      expect([word, await codeOf(work)]).toEqual([word, 'cancelled'])
    }
    // An engine that never answers does not hold the fill up.
    const stuck: Engine = { ...meanEngine(), fill: () => new Promise(() => {}) }
    const controller = new AbortController()
    const work = fill(file, mask, stuck, {}, { signal: controller.signal })
    setTimeout(() => controller.abort(), 20)
    expect(await codeOf(work)).toBe('cancelled')
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

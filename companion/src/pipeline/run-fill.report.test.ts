/** What a fill tells: its report, its events in order, its seeds, its looks; and how it fails. */
import { type ErrorCode, FillReport, InlayError } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../engines/engine.ts'
import { loadSharp } from './io/sharp.ts'
import type { PipelineEvent } from './run-fill.ts'
import { codeOf, fill } from './testing/fills.ts'
import { box, boxMask, fileOf, noisePicture } from './testing/pictures.ts'
import { meanEngine, ruleEngine } from './testing/test-engines.ts'

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
    const seeds = new Set<number>()
    for (let i = 0; i < 3; i++) {
      const { report } = await fill(file, mask, meanEngine(), { seed: undefined })
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

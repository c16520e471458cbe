import { FillRequest, type FillRequestInput, type Mask, type PixelImage } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../engines/engine.ts'
import { decodeSource } from './decode.ts'
import { encodeComposite } from './encode.ts'
import { type FillResult, type PipelineEvent, runFill } from './run-fill.ts'
import { box, boxMask, fileOf, maskFile, noisePicture } from './testing/pictures.ts'
import { meanEngine, ruleEngine } from './testing/test-engines.ts'

const ENCODED = { kind: 'encoded', part: 'image' } as const

export const fill = async (
  image: Uint8Array,
  mask: Mask | undefined,
  engine: Engine,
  request: Partial<FillRequestInput> = {},
  events: PipelineEvent[] = [],
): Promise<FillResult> =>
  runFill(
    FillRequest.parse({
      image: ENCODED,
      ...(mask && { mask: { kind: 'encoded', part: 'mask' } }),
      seed: 1,
      ...request,
    }),
    { image, ...(mask && { mask: await maskFile(mask) }) },
    {
      engine,
      limits: { maxPixels: 64e6 },
      signal: new AbortController().signal,
      onEvent: (event) => events.push(event),
    },
  )

const decoded = async (file: Uint8Array): Promise<PixelImage> =>
  (await decodeSource(ENCODED, file, { maxPixels: 64e6 })).pixels

describe('runFill', () => {
  it('changes nothing outside the mask, through a file, at every depth and channel count', async () => {
    for (const channels of [1, 2, 3, 4] as const) {
      for (const depth of [8, 16] as const) {
        const picture = noisePicture(61, 47, channels, depth)
        const mask = boxMask(61, 47, [box(20, 15, 13, 9)])
        const { source, patches } = await fill(await fileOf(picture), mask, meanEngine())
        const after = await decoded(await encodeComposite(source, patches[0]!))
        let changed = 0
        for (let i = 0; i < picture.data.length; i++) {
          const inside = mask.data[Math.floor(i / channels)] !== 0
          if (after.data[i] !== picture.data[i]) {
            expect(inside).toBe(true)
            changed++
          }
        }
        expect(changed).toBeGreaterThan(50)
        expect(source.pixels.data).toEqual(picture.data)
      }
    }
  })

  it('reports', async () => {
    const events: PipelineEvent[] = []
    const picture = noisePicture(400, 300, 3)
    const mask = boxMask(400, 300, [box(20, 15, 13, 9)])
    const { report, patches } = await fill(
      await fileOf(picture),
      mask,
      ruleEngine(() => 5),
      { operation: 'fill' },
      events,
    )
    expect(patches.length).toBe(3)
    expect(report.changed_fraction).toBeCloseTo((13 * 9) / 120000, 10)
    expect(report.variations[2]).toEqual({ index: 2, seed: 3, bounds: box(20, 15, 13, 9) })
  })
})

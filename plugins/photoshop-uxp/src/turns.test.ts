/**
 * Photoshop and its panel stand still while the plugin's own code runs: no turn of it is longer than
 * 50 ms, reading, sending, placing, previewing, enlarging and selecting. Counted, not timed.
 */
import { fileURLToPath } from 'node:url'
import type { decodeEnvelope, encodeEnvelope, ResultPixels } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Counted, countWork } from '../../../test/hosts/photoshop/count-work.ts'
import type { PixelDocument } from '../../../test/hosts/photoshop/document.ts'
import type { PhotoshopHost } from './host/host.ts'
import type { Surroundings } from './host/modal.ts'
import type { picture } from './host/picture.ts'
import {
  documentOf,
  edges,
  english,
  newLayer,
  PhotoshopDouble,
  scenery,
  softSelection,
} from './testing/desk.ts'
import { resultFor } from './testing/results.ts'

const here = fileURLToPath(new URL('.', import.meta.url))

const SOURCE = `
  export { createHost } from './host/index.ts'
  export { picture } from './host/picture.ts'
  export { decodeEnvelope, encodeEnvelope } from '@inlay/shared'
`

/** One loop over all of it in one turn is too long: more than 50 ms at a tick a pixel. */
const [WIDTH, HEIGHT] = [400, 340]
const MOST = 50

interface Exported {
  createHost(photoshop: object, options: object): PhotoshopHost
  picture: typeof picture
  decodeEnvelope: typeof decodeEnvelope
  encodeEnvelope: typeof encodeEnvelope
}

const start = async (change?: (code: string) => string) => {
  const counted = await countWork<Exported>(SOURCE, here, change)
  const { exported } = counted
  const open = (document: PixelDocument) => {
    const { module } = new PhotoshopDouble([document])
    const host = exported.createHost(module, { timers: counted.timers, bandPixels: 4e6 })
    const around: Surroundings = {
      photoshop: module,
      timers: counted.timers,
      bandPixels: 4e6,
      life: '',
      say: english,
    }
    return { host, around }
  }
  return { counted, exported, open }
}

let counted: Counted<Exported>
let exported: Exported
let open: Awaited<ReturnType<typeof start>>['open']

beforeAll(async () => {
  const started = await start()
  counted = started.counted
  exported = started.exported
  open = started.open
})
afterAll(() => counted.close())

const SELECTION = edges(4, 3, WIDTH - 8, HEIGHT - 6)

/** Large, soft, see-through at its sides: every loop has something to do. */
const scene = (bits: 8 | 16) => {
  const island = newLayer({ pixels: scenery(edges(2, 2, WIDTH - 4, HEIGHT - 4), bits) })
  const selection = softSelection(SELECTION, bits === 16 ? 32768 : 255)
  const layers = [island]
  return documentOf({ width: WIDTH, height: HEIGHT, layers, selection }, { bits })
}

const short = async (what: string): Promise<void> => {
  expect(await counted.longest(), what).toBeLessThan(MOST)
}

describe('no turn is longer than 50 ms', () => {
  it.each([8, 16] as const)('from the capture to the layer, %i bits', async (bits) => {
    const { host } = open(scene(bits))
    const captured = await host.capture({ operation: 'remove', from: 'all visible' })
    await short('capture')
    const { request, parts } = captured
    const sent = exported.encodeEnvelope({ header: { request }, parts })
    expect(exported.decodeEnvelope(sent).parts.size).toBe(2)
    await short('sending')
    const results = [resultFor(captured), resultFor(captured, 1)]
    await counted.longest()
    await host.preview(captured, results[0] ?? 'before', 640)
    await short('preview')
    await host.place(captured, results, { name: 'x' })
    await short('place')
    await host.place(captured, results.slice(1), { name: 'y', as: 'raster' })
    await short('place as raster')
  })

  it('for the empty area inside the canvas, and for more canvas', async () => {
    const document = scene(8)
    document.state = { ...document.state, selection: null }
    const { host } = open(document)
    await host.capture({ operation: 'expand', from: 'all visible' })
    await short('the empty area')
    const expand = { left: 60, top: 40, right: 0, bottom: 0 }
    const captured = await host.capture({ operation: 'expand', from: 'all visible', expand })
    await host.preview(captured, 'ground', 640)
    await short('more canvas')
  })

  it('to select the subject, of a picture that is made smaller too', async () => {
    const document = scene(8)
    const { host, around } = open(document)
    for (const most of [1e9, 5e4]) {
      const { bounds, step, image } = await exported.picture(around, {}, most)
      await short('the picture')
      const data = new Uint8Array(image.width * image.height).map((_, i) => i % 256)
      await counted.longest()
      await host.select(document.id, { bounds, step, data })
      await short('its mask')
    }
  })

  it('to enlarge a selection', async () => {
    const { host } = open(scene(8))
    const captured = await host.captureForUpscale()
    await short('capture')
    const { width, height } = captured.bounds
    const data = new Uint8Array(width * height * 3)
    await host.placeUpscaled(captured, { width, height, channels: 3, data })
    await short('place')
  })
})

describe('the count', () => {
  it('notices loops that let nobody in', async () => {
    const broken = await start((code) => {
      const unsliced = code.replace(/\bSLICE = 12\b/, 'SLICE = 1e9')
      if (unsliced === code) throw new Error('There is no SLICE to break.')
      return unsliced
    })
    try {
      const { host } = broken.open(scene(8))
      const captured = await host.capture({ operation: 'remove', from: 'all visible' })
      expect(await broken.counted.longest()).toBeGreaterThan(MOST)
      await host.preview(captured, 'before', 640)
      expect(await broken.counted.longest()).toBeGreaterThan(MOST)
      const result: ResultPixels = resultFor(captured)
      await broken.counted.longest()
      await host.place(captured, [result], { name: 'x' })
      expect(await broken.counted.longest()).toBeGreaterThan(MOST)
    } finally {
      broken.counted.close()
    }
  })
})

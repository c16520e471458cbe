/** What is read: the crop, its pixels to the bit, the mask to the level, and no more. */
import { boundsOf, type Timers } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import type { PixelDocument } from '../../../../test/hosts/photoshop/document.ts'
import { cut } from '../../../../test/hosts/photoshop/raster.ts'
import {
  documentOf,
  edges,
  newLayer,
  openDesk,
  rasterOf,
  scenery,
  softSelection,
} from '../testing/desk.ts'
import type { Capture, CaptureAsk } from './host.ts'

const FILL: CaptureAsk = { operation: 'fill', from: 'all visible' }

const read = async (
  document: PixelDocument,
  ask: CaptureAsk = FILL,
  unknowns = {},
): Promise<Capture> => {
  const { double, host } = openDesk([document], unknowns)
  const captured = await host.capture(ask)
  expect(double.gate.offences).toEqual([])
  expect(double.leaks).toBe(0)
  return captured
}

describe('pixels', () => {
  it('are the document’s own to the bit, 8 bits, opaque as RGB', async () => {
    const document = documentOf({ selection: softSelection(edges(20, 15, 40, 30)) })
    const { image, parts, request, target } = await read(document)
    const wanted = document.composite().data.filter((_, i) => i % 4 !== 3)
    expect(Array.from(image.data)).toEqual(Array.from(wanted))
    expect(request.image).toMatchObject({ width: 96, height: 80, channels: 3, bitDepth: 8 })
    expect(parts.image?.length).toBe(96 * 80 * 3)
    expect(target).toMatchObject({ area: boundsOf({ width: 96, height: 80 }), notes: [] })
  })

  it('use the full range in 16 bits', async () => {
    const selection = softSelection(edges(20, 15, 40, 30))
    const document = documentOf({ selection }, { bits: 16 })
    const { image, parts } = await read(document)
    const own = document.composite().data.filter((_, i) => i % 4 !== 3)
    expect(Array.from(image.data)).toEqual(Array.from(own, (v) => Math.round((v * 65535) / 32768)))
    expect(parts.image?.length).toBe(96 * 80 * 6)
  })

  it('are padded where Photoshop trims, with alpha', async () => {
    // Nothing is painted in the first and last bands, nor at the sides.
    const at = edges(13, 21, 50, 30)
    const layer = newLayer({ name: 'island', pixels: scenery(at, 8) })
    const document = documentOf({
      layers: [layer],
      selection: softSelection(edges(20, 25, 20, 20)),
    })
    for (const [from, emptyPixels] of [
      ['all visible', 'throws'],
      ['all visible', 'gives nothing'],
      ['active layer', 'throws'],
      ['active layer', 'gives nothing'],
    ] as const) {
      const { image } = await read(document, { ...FILL, from }, { emptyPixels })
      expect(image.channels).toBe(4)
      expect(Array.from(image.data)).toEqual(Array.from(document.composite().data))
    }
  })

  it('come from the active layer alone when asked', async () => {
    const low = newLayer({ name: 'low', pixels: scenery(edges(0, 0, 96, 80), 8) })
    const paint = rasterOf(edges(10, 10, 60, 50), 4, 8, (_x, _y, c) => (c === 3 ? 255 : 9))
    const top = newLayer({ name: 'top', pixels: paint })
    const selection = softSelection(edges(20, 15, 40, 30))
    const document = documentOf({ layers: [top, low], active: low, selection })
    const { image } = await read(document, { ...FILL, from: 'active layer' })
    const own = low.pixels?.data.filter((_, i) => i % 4 !== 3) ?? []
    expect(Array.from(image.data)).toEqual(Array.from(own))
  })

  it('may go through sRGB, and come back within two levels', async () => {
    const selection = softSelection(edges(20, 15, 40, 30))
    const document = documentOf({ selection }, { profile: 'Adobe RGB (1998)' })
    const own = await read(document)
    const converted = await read(document, { ...FILL, colours: 'sRGB' })
    expect(own.target.profile).toBe('Adobe RGB (1998)')
    expect(converted.target.profile).toBe('sRGB IEC61966-2.1')
    const far = converted.image.data.filter((v, i) => Math.abs(v - (own.image.data[i] ?? 0)) > 5)
    expect(far.length).toBeGreaterThan(500)
  })
})

describe('the mask', () => {
  it('is the selection to the last level, within the canvas', async () => {
    const selection = softSelection(edges(-12, -7, 60, 40))
    const document = documentOf({ selection })
    const { parts } = await read(document)
    const wanted = cut(selection, edges(0, 0, 96, 80)).data
    expect(Array.from(parts.mask ?? [])).toEqual(Array.from(wanted))
  })

  it('keeps its finer samples where a selection has 16 bits', async () => {
    // The faintest levels of 16 bits are less than one of 8.
    const selection = rasterOf(
      edges(20, 15, 40, 30),
      1,
      16,
      (x, y) => ((x * y * 29) % 32769) >> (x % 12),
    )
    const document = documentOf({ selection }, { bits: 16 })
    const { parts, fineMask } = await read(document, FILL, { selectionBits: 16 })
    const wanted = cut(selection, edges(0, 0, 96, 80)).data
    expect(Array.from(fineMask?.data ?? [])).toEqual(Array.from(wanted))
    const levels = Array.from(wanted, (v) =>
      v === 0 ? 0 : Math.max(1, Math.round((v * 255) / 32768)),
    )
    expect(Array.from(parts.mask ?? [])).toEqual(levels)
  })

  it('is read in quick mask mode too, which comes back', async () => {
    const selection = softSelection(edges(20, 15, 40, 30))
    const document = documentOf({ selection })
    document.state = { ...document.state, quickMask: true }
    const before = document.state
    const { parts } = await read(document)
    expect(Array.from(parts.mask ?? [])).toEqual(
      Array.from(cut(selection, edges(0, 0, 96, 80)).data),
    )
    expect(document.state).toBe(before)
    expect(document.history.length).toBe(1)
  })

  it('may be a single pixel of a single level', async () => {
    const selection = rasterOf(edges(95, 79, 1, 1), 1, 8, () => 1)
    const { parts } = await read(documentOf({ selection }))
    expect(parts.mask?.at(-1)).toBe(1)
    expect(parts.mask?.filter((v) => v > 0).length).toBe(1)
  })

  it('may come from elsewhere: Select subject', async () => {
    const document = documentOf()
    const data = new Uint8Array(10 * 8).fill(200)
    const bounds = { left: 4, top: 6, width: 10, height: 8 }
    const { parts } = await read(document, { ...FILL, mask: { bounds, data } })
    expect(parts.mask?.[6 * 96 + 4]).toBe(200)
    const { host } = openDesk([document])
    await host.select(document.id, { bounds, data })
    expect(document.state.selection?.edges).toEqual(edges(4, 6, 10, 8))
    expect(document.history.map(({ name }) => name)).toEqual(['Open', 'Inlay: select subject'])
  })
})

describe('the empty area', () => {
  it('is what is not opaque, and needs no selection', async () => {
    const layer = newLayer({ name: 'photo', pixels: scenery(edges(0, 10, 4000, 30), 8) })
    const document = documentOf({ width: 4000, height: 40, layers: [layer] })
    const small = documentOf({ layers: [newLayer({ pixels: scenery(edges(0, 0, 70, 80), 8) })] })
    for (const emptyPixels of ['throws', 'gives nothing'] as const) {
      const ask: CaptureAsk = { operation: 'expand', from: 'all visible' }
      const { request, parts, image } = await read(small, ask, { emptyPixels })
      expect(request).not.toHaveProperty('mask')
      expect(parts).not.toHaveProperty('mask')
      expect(image.channels).toBe(4)
      const { target } = await read(document, ask, { emptyPixels })
      expect(target.area).toEqual({ left: 0, top: 0, width: 4000, height: 40 })
    }
  })
})

describe('the look at the document', () => {
  it('is plain data, and told of when it may have changed', async () => {
    const document = documentOf(
      { selection: softSelection(edges(-4, 1, 20, 20)) },
      { resolution: 300 },
    )
    let waiting: (() => void)[] = []
    const timers: Timers = {
      now: () => 0,
      after: (_ms, run) => {
        waiting.push(run)
        return () => {
          waiting = waiting.filter((one) => one !== run)
        }
      },
    }
    const pass = (): void => {
      for (const run of waiting.splice(0)) run()
    }
    const documents = [document, documentOf()]
    const { double, host } = openDesk(documents, {}, { timers })
    expect(host.look()).toMatchObject({
      id: document.id,
      width: 96,
      height: 80,
      resolution: 300,
      mode: 'rgb',
      bitDepth: 8,
      profile: 'sRGB IEC61966-2.1',
      problem: null,
      selection: { left: -4, top: 1, width: 20, height: 20 },
      activeLayer: { name: 'Background' },
    })
    let told = 0
    const stop = await host.watch(() => {
      told++
    })
    for (let i = 0; i < 5; i++) double.tell('select')
    expect(told).toBe(0)
    pass()
    expect(told).toBe(1)
    double.tell('select')
    await stop()
    double.tell('select')
    pass()
    expect(told).toBe(1)
  })

  it('makes previews that a panel can show', async () => {
    const document = documentOf({ selection: softSelection(edges(20, 15, 40, 30)) }, { bits: 16 })
    const { double, host } = openDesk([document])
    const captured = await host.capture(FILL)
    const url = await host.preview(captured, 'before', 48)
    expect(url).toMatch(/^data:image\/jpeg;base64,\/9j\//)
    expect(double.leaks).toBe(0)
    expect(document.history.length).toBe(1)
  })
})

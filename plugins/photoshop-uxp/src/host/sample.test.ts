/** Sampling the active layer, whatever it is made of: its own look, and no trace of having looked. */
import { describe, expect, it } from 'vitest'
import type { LayerState } from '../../../../test/hosts/photoshop/document.ts'
import type { Raster } from '../../../../test/hosts/photoshop/raster.ts'
import {
  documentOf,
  edges,
  english,
  newLayer,
  openDesk,
  rasterOf,
  softSelection,
} from '../testing/desk.ts'
import { resultFor } from '../testing/results.ts'
import type { CaptureAsk } from './host.ts'

const ASK: CaptureAsk = { operation: 'remove', from: 'active layer' }
const CANVAS = edges(0, 0, 96, 80)

/** One level everywhere, opaque. */
const plain = (level: number): Raster =>
  rasterOf(CANVAS, 4, 8, (_x, _y, c) => (c < 3 ? level : 255))

const selection = softSelection(edges(20, 15, 40, 30))
const above = newLayer({ name: 'above', pixels: plain(250) })
const ground = newLayer({ name: 'ground', pixels: plain(9) })

/** The one level that is read, and what the reading left behind. */
const sample = async (active: LayerState, layers: readonly LayerState[], quickMask = false) => {
  const document = documentOf({ layers, active, selection })
  document.state = { ...document.state, quickMask }
  const before = document.state
  const { double, host } = openDesk([document])
  const captured = await host.capture(ASK)
  expect(document.state).toBe(before)
  expect(document.history.length).toBe(1)
  expect(double.gate.offences).toEqual([])
  expect(double.leaks).toBe(0)
  const levels = new Set(captured.image.data)
  return { document, double, host, captured, levels: [...levels].filter((v) => v !== 255) }
}

describe.each(['smartObject', 'text', 'solidColor'] as const)('a layer of kind %s', (kind) => {
  it('is read as pixels, and stays what it is', async () => {
    const layer = newLayer({ name: 'it', kind, pixels: plain(120) })
    for (const quickMask of [false, true]) {
      const { levels, captured } = await sample(layer, [above, layer, ground], quickMask)
      expect(levels).toEqual([120])
      expect(captured.target.layerId).toBe(layer.id)
    }
  })

  it('gets its result above it, as one state of the history', async () => {
    const layer = newLayer({ name: 'it', kind, pixels: plain(120) })
    const { document, host, captured } = await sample(layer, [above, layer, ground])
    await host.place(captured, [resultFor(captured)], { name: 'x' })
    expect(document.state.layers.map(({ name }) => name)).toEqual(['above', 'x', 'it', 'ground'])
    expect(document.history.map(({ name }) => name)).toEqual(['Open', 'Inlay: x'])
    expect(document.find(layer.id)).toBe(layer)
  })

  it('leaves no trace at a cancel, whenever it comes', async () => {
    const layer = newLayer({ name: 'it', kind, pixels: plain(120) })
    for (let at = 0, isDone = false; !isDone; at++) {
      const document = documentOf({ layers: [above, layer], active: layer, selection })
      const before = document.state
      const { double, host } = openDesk([document])
      double.gate.beforeCall = (index) => {
        if (index === at) double.gate.cancel()
      }
      isDone = await host.capture(ASK).then(
        () => true,
        (error) => {
          expect(error).toMatchObject({ code: 'cancelled' })
          return false
        },
      )
      expect(document.state).toBe(before)
      expect([document.history.length, double.leaks]).toEqual([1, 0])
    }
  })
})

describe('a group', () => {
  const inner = newLayer({ name: 'inner', pixels: plain(77) })
  const group = (some: Partial<LayerState> = {}): LayerState =>
    newLayer({ name: 'group', kind: 'group', children: [inner], ...some })

  it('is read as it looks alone, deep inside another one, hidden or not', async () => {
    for (const visible of [true, false]) {
      const active = group({ visible })
      const outer = group({ children: [above, active, ground], visible })
      const { levels, captured } = await sample(active, [above, outer, ground])
      expect(levels).toEqual([77])
      expect(captured.target.groupIds).toEqual([outer.id])
    }
  })

  it('or a text without a pixel says so', async () => {
    const text = newLayer({ name: 'T', kind: 'text' })
    await expect(sample(text, [text, ground])).rejects.toMatchObject({ code: 'layer_unusable' })
    const active = group({ children: [] })
    await expect(sample(active, [active, ground])).rejects.toMatchObject({
      code: 'layer_unusable',
    })
  })
})

describe('an adjustment', () => {
  it('is read with what it adjusts and nothing above, and that is said', async () => {
    const active = newLayer({ name: 'levels', kind: 'levels' })
    const { levels, captured } = await sample(active, [above, active, ground])
    expect(levels).toEqual([9])
    expect(english({ all: captured.target.notes })).toContain('all that lies below it')
  })
})

/** What stands in the document after placing: the layer, its mask, one history state, nothing else. */
import { describe, expect, it } from 'vitest'
import { allLayers, type LayerState } from '../../../../test/hosts/photoshop/document.ts'
import { cut, type Edges } from '../../../../test/hosts/photoshop/raster.ts'
import {
  documentOf,
  edges,
  newLayer,
  openDesk,
  rasterOf,
  scenery,
  softSelection,
} from '../testing/desk.ts'
import { resultFor } from '../testing/results.ts'

const SELECTED: Edges = edges(20, 15, 40, 30)

/** Soft to the last level, with a hole in its middle and a second spot apart from it. */
const withHole = () => {
  const soft = softSelection(SELECTED)
  const spot = softSelection(edges(64, 50, 12, 10))
  return rasterOf(edges(20, 15, 56, 45), 1, 8, (x, y) => {
    const inHole = x >= 36 && x < 44 && y >= 27 && y < 33
    return inHole
      ? 0
      : (cut(soft, edges(x, y, 1, 1)).data[0] ?? 0) + (cut(spot, edges(x, y, 1, 1)).data[0] ?? 0)
  })
}

const softDocument = (bits: 8 | 16 = 8) => documentOf({ selection: withHole() }, { bits })

const names = (layers: readonly LayerState[]): string[] => allLayers(layers).map(({ name }) => name)

describe('a placed layer', () => {
  it.each([8, 16] as const)('is the result beneath the selection, in %i bits', async (bits) => {
    const document = softDocument(bits)
    const before = document.state
    const { double, host } = openDesk([document])
    const captured = await host.capture({ operation: 'remove', from: 'all visible' })
    const result = resultFor(captured)
    const placed = await host.place(captured, [result], { name: 'a red  kite\n' })

    expect(document.history.map(({ name }) => name)).toEqual(['Open', 'Inlay: a red kite'])
    expect(names(document.state.layers)).toEqual(['a red kite', 'Background'])
    const [layer] = document.state.layers
    expect(layer?.id).toBe(placed.layerId)
    expect(placed.notes).toEqual([])
    // Every pixel opaque, each colour as it was sent.
    const full = bits === 16 ? 32768 : 255
    const at = layer?.pixels?.edges
    expect(at).toEqual(
      edges(
        20 + result.bounds.left - 20,
        15 + result.bounds.top - 15,
        result.bounds.width,
        result.bounds.height,
      ),
    )
    const expected = Array.from(result.pixels.data, (value, i) => {
      if (i % 4 === 3) return full
      return bits === 16 ? Math.round((value * 32768) / 65535) : value
    })
    expect(Array.from(layer?.pixels?.data ?? [])).toEqual(expected)
    // The mask is the selection to the last level.
    const selection = before.selection
    if (selection === null || layer?.mask == null || at === undefined) throw new Error('no mask')
    const wanted = cut(selection, at).data
    const found = Array.from(cut(layer.mask.raster, at).data, (v) =>
      bits === 16 ? Math.round((v * 255) / 32768) : v,
    )
    expect(found).toEqual(Array.from(wanted))
    expect(new Set(wanted).size).toBeGreaterThan(60)
    const hole = cut(layer.mask.raster, edges(36, 27, 8, 6)).data
    expect(Math.max(...hole)).toBe(0)
    // Nothing else has changed: the very same objects are still there.
    expect(document.state.layers.slice(1)).toEqual(before.layers)
    expect(document.state.layers[1]).toBe(before.layers[0])
    expect(document.state.selection).toBe(before.selection)
    document.undo()
    expect(document.state).toBe(before)
    expect(double.gate.offences).toEqual([])
    expect(double.leaks).toBe(0)
  })

  it('lies above the active layer, in its group, whatever Photoshop does with new layers', async () => {
    for (const newLayerGoes of ['above the active', 'on top'] as const) {
      const low = newLayer({ name: 'low', pixels: scenery(edges(0, 0, 96, 80), 8) })
      const clipped = newLayer({ name: 'clipped', isClipped: true })
      const group = newLayer({ name: 'group', kind: 'group', children: [clipped, low] })
      const top = newLayer({ name: 'top' })
      const document = documentOf({
        layers: [top, group],
        active: low,
        selection: softSelection(SELECTED),
      })
      const { double, host } = openDesk([document], { newLayer: newLayerGoes })
      const captured = await host.capture({ operation: 'fill', from: 'all visible' })
      await host.place(captured, [resultFor(captured)], { name: 'new' })
      // Above what is clipped to the layer, which would else be clipped to ours.
      expect(names(document.state.layers)).toEqual(['top', 'group', 'new', 'clipped', 'low'])
      expect(double.gate.offences).toEqual([])
    }
  })

  it('keeps its numbers in a document whose profile nobody knows', async () => {
    const selection = softSelection(SELECTED)
    const document = documentOf({ selection }, { profile: 'My camera' })
    const { double, host } = openDesk([document])
    const captured = await host.capture({ operation: 'fill', from: 'all visible' })
    const result = resultFor(captured)
    const placed = await host.place(captured, [result], { name: 'x' })
    const data = Array.from(document.find(placed.layerId)?.pixels?.data ?? [])
    expect(data.filter((_, i) => i % 4 !== 3)).toEqual(
      Array.from(result.pixels.data).filter((_, i) => i % 4 !== 3),
    )
    expect(double.gate.offences).toEqual([])
  })

  it('comes as a group of variations, one of them visible', async () => {
    const document = softDocument()
    const { double, host } = openDesk([document])
    const captured = await host.capture({ operation: 'fill', from: 'all visible' })
    const results = [0, 1, 2].map((index) => resultFor(captured, index))
    const placed = await host.place(captured, results, { name: 'kite', chosen: 1 })
    expect(names(document.state.layers)).toEqual([
      'kite',
      'kite 1',
      'kite 2',
      'kite 3',
      'Background',
    ])
    const shown = () =>
      allLayers(document.state.layers).flatMap((one) => (one.visible ? [one.name] : []))
    expect(shown()).toEqual(['kite', 'kite 2', 'Background'])
    expect(document.history.length).toBe(2)
    const [first, second] = placed.layerIds.map((id) => document.find(id)?.pixels?.data)
    expect(first?.[0]).toBe(results[0]?.pixels.data[0])
    expect(second?.[1]).toBe(results[1]?.pixels.data[1])
    const next = await host.showVariation(placed, 2)
    expect(next.chosen).toBe(2)
    expect(shown()).toEqual(['kite', 'kite 3', 'Background'])
    expect(double.gate.offences).toEqual([])
  })

  it('may be a Smart Object with the mask outside, or one plain raster', async () => {
    for (const as of ['smart object', 'raster'] as const) {
      const document = softDocument()
      const { double, host } = openDesk([document])
      const captured = await host.capture({ operation: 'fill', from: 'all visible' })
      const result = resultFor(captured)
      const placed = await host.place(captured, [result], { name: 'kite', as })
      const layer = document.find(placed.layerId)
      expect(layer?.kind).toBe(as === 'raster' ? 'pixel' : 'smartObject')
      expect(layer?.mask === null).toBe(as === 'raster')
      if (as === 'raster') {
        // The faintest pixels are part of it: alpha is the selection.
        const alpha = Array.from(layer?.pixels?.data ?? []).filter((_, i) => i % 4 === 3)
        expect(alpha).toEqual(Array.from(result.pixels.data).filter((_, i) => i % 4 === 3))
      }
      expect(document.history.length).toBe(2)
      expect(double.gate.offences).toEqual([])
    }
  })
})

describe('what the facts leave open', () => {
  it.each([
    { greyProfileNamed: true },
    { greyProfileNamed: false },
    { putDropsSelection: true },
    { putDropsSelection: true, greyProfileNamed: false },
    { maskOutside: 'white' as const },
    { selectionBits: 16 as const },
    { errors: 'become plain' as const },
  ])('does no harm: %j', async (unknowns) => {
    for (const greyProfile of ['Gray Gamma 2.2', 'Dot Gain 20%']) {
      for (const bits of [8, 16] as const) {
        const full = bits === 16 && 'selectionBits' in unknowns ? 32768 : 255
        const selection = softSelection(edges(-10, -5, 60, 50), full)
        const document = documentOf({ selection }, { greyProfile, bits })
        const { double, host } = openDesk([document], unknowns)
        const captured = await host.capture({ operation: 'fill', from: 'all visible' })
        const placed = await host.place(captured, [resultFor(captured)], { name: 'x' })
        expect(placed.notes).toEqual([])
        const layer = document.find(placed.layerId)
        const at = layer?.pixels?.edges
        if (layer?.mask == null || at === undefined) throw new Error('no mask')
        const scale = (bits === 16 ? 32768 : 255) / full
        const wanted = Array.from(cut(selection, at).data, (v) => Math.round(v * scale))
        expect(Array.from(cut(layer.mask.raster, at).data)).toEqual(wanted)
        // Still selected, beyond the canvas too, to the last level.
        const { selection: after } = document.state
        expect(after?.edges).toEqual(selection.edges)
        expect(Array.from(after?.data ?? [])).toEqual(Array.from(selection.data))
        expect(double.gate.offences).toEqual([])
      }
    }
  })
})

describe('an expansion', () => {
  it.each(['moves', 'stays', 'is lost'] as const)(
    'keeps the selection on what was selected when Photoshop’s %s',
    async (selectionOnResize) => {
      const selection = softSelection(edges(-4, 15, 40, 30))
      const document = documentOf({ selection })
      const { double, host } = openDesk([document], { selectionOnResize })
      const expand = { left: 3, top: 5, right: 7, bottom: 9 }
      const ask = { operation: 'expand', from: 'all visible', expand } as const
      const captured = await host.capture(ask)
      await host.place(captured, [resultFor(captured)], { name: 'wider' })
      expect([document.state.width, document.state.height]).toEqual([106, 94])
      expect(document.state.selection?.edges).toEqual(edges(-1, 20, 40, 30))
      expect(Array.from(document.state.selection?.data ?? [])).toEqual(Array.from(selection.data))
      expect(document.history.map(({ name }) => name)).toEqual(['Open', 'Inlay: wider'])
      expect(double.gate.offences).toEqual([])
    },
  )
})

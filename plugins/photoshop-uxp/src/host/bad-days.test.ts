/** What can go wrong in Photoshop: each has its sentence, and the document is as it was. */
import { describe, expect, it } from 'vitest'
import type { PhotoshopDouble } from '../../../../test/hosts/photoshop/photoshop.ts'
import { documentOf, edges, newLayer, openDesk, scenery, softSelection } from '../testing/desk.ts'
import { codeOf, fingerprint, settled } from '../testing/outcome.ts'
import { resultFor } from '../testing/results.ts'
import type { CaptureAsk, PlaceOptions } from './host.ts'

const REMOVE: CaptureAsk = { operation: 'remove', from: 'all visible' }
const EXPAND: CaptureAsk = {
  operation: 'expand',
  from: 'all visible',
  expand: { left: 4, top: 5, right: 6, bottom: 7 },
}

const soft = () => documentOf({ selection: softSelection(edges(20, 15, 40, 30)) })

const WAYS: readonly (readonly [string, CaptureAsk, number, Omit<PlaceOptions, 'name'>])[] = [
  ['one layer', REMOVE, 1, {}],
  ['variations', REMOVE, 2, {}],
  ['a Smart Object', REMOVE, 1, { as: 'smart object' }],
  ['an expansion', EXPAND, 1, { as: 'raster' }],
]

describe.each(WAYS)('placing %s', (_, ask, count, options) => {
  /** Places while `disturb` may act before each call; the code it ended with. */
  const run = async (disturb: (double: PhotoshopDouble, index: number) => void) => {
    const document = soft()
    const { double, host } = openDesk([document], { errors: 'become plain' })
    const captured = await host.capture(ask)
    const results = Array.from({ length: count }, (_unused, index) => resultFor(captured, index))
    const before = fingerprint(document)
    const first = double.gate.calls.length
    double.gate.beforeCall = (index) => disturb(double, index - first)
    const code = await codeOf(host.place(captured, results, { name: 'x', ...options }))
    double.gate.beforeCall = () => {}
    return {
      code,
      document,
      before,
      double,
      host,
      captured,
      results,
      calls: double.gate.calls.length - first,
    }
  }

  it('survives the user’s cancel at every single call', async () => {
    const { code, calls } = await run(() => {})
    expect(code).toBe('done')
    expect(calls).toBeGreaterThan(8)
    for (let at = 0; at < calls; at++) {
      const outcome = await run((double, index) => {
        if (index === at) double.gate.cancel()
      })
      expect(outcome.code).toBe('cancelled')
      expect(fingerprint(outcome.document)).toEqual(outcome.before)
      settled(outcome.double)
    }
  })

  it('survives a full scratch disk at every single call, and can be tried again', async () => {
    const { calls } = await run(() => {})
    for (let at = 0; at < calls; at++) {
      const outcome = await run((_double, index) => {
        if (index !== at) return
        throw new Error('Could not complete the command because the scratch disks are full.')
      })
      expect(outcome.code).toBe('scratch_disk_full')
      expect(fingerprint(outcome.document)).toEqual(outcome.before)
      const { host, captured, results, document } = outcome
      await host.place(captured, results, { name: 'again', ...options })
      expect(document.history.at(-1)?.name).toBe('Inlay: again')
      settled(outcome.double)
    }
  })

  it('stops at the panel’s cancel', async () => {
    const document = soft()
    const { double, host } = openDesk([document])
    const captured = await host.capture(ask)
    const results = Array.from({ length: count }, (_unused, index) => resultFor(captured, index))
    const before = fingerprint(document)
    const { calls } = await run(() => {})
    const first = double.gate.calls.length
    // The last look is before the last result is written.
    for (let at = 1; at < calls / 3; at++) {
      const controller = new AbortController()
      double.gate.beforeCall = (index) => {
        if (index - first === at) controller.abort()
      }
      const placing = host.place(captured, results, { name: 'x', ...options }, controller)
      const code = await codeOf(placing)
      double.gate.beforeCall = () => {}
      if (code !== 'done') expect(fingerprint(document)).toEqual(before)
      if (at === 1) expect(code).toBe('cancelled')
      if (code === 'done') break
    }
    settled(double)
  })
})

describe('reading', () => {
  it('leaves no trace at the user’s cancel, whenever it comes', async () => {
    for (const quickMask of [false, true]) {
      for (let at = 0, code = ''; code !== 'done'; at++) {
        const document = soft()
        document.state = { ...document.state, quickMask }
        const before = fingerprint(document)
        const { double, host } = openDesk([document])
        double.gate.beforeCall = (index) => {
          if (index === at) double.gate.cancel()
        }
        code = await codeOf(host.capture(REMOVE))
        if (code !== 'done') expect(code).toBe('cancelled')
        expect(fingerprint(document)).toEqual(before)
        settled(double)
      }
    }
  })

  it.each(['capture', 'place', 'enlarge'] as const)(
    'at %s quick mask mode is on afterwards, whatever a rollback does with it',
    async (what) => {
      const unknowns = { quickMaskOnRollback: 'stays off' } as const
      for (let at = 0, code = ''; code !== 'done'; at++) {
        const document = soft()
        const { double, host } = openDesk([document], unknowns)
        const captured = await host.capture(REMOVE)
        document.state = { ...document.state, quickMask: true }
        const { layers } = document.state
        const first = double.gate.calls.length
        double.gate.beforeCall = (index) => {
          if (index - first === at) double.gate.cancel()
        }
        const results = [resultFor(captured)]
        if (what === 'capture') code = await codeOf(host.capture(REMOVE))
        else if (what === 'enlarge') code = await codeOf(host.captureForUpscale())
        else code = await codeOf(host.place(captured, results, { name: 'x' }))
        expect(document.state.quickMask).toBe(true)
        if (code !== 'done') expect(document.state.layers).toBe(layers)
        settled(double)
      }
    },
  )

  it('tells a missing document, selection and layer apart', async () => {
    expect(await codeOf(openDesk([]).host.capture(REMOVE))).toBe('document_missing')
    expect(openDesk([]).host.look()).toBeNull()
    expect(await codeOf(openDesk([documentOf()]).host.capture(REMOVE))).toBe('selection_missing')
    const text = newLayer({ name: 'T', kind: 'text' })
    const document = documentOf({ layers: [text], selection: softSelection(edges(0, 0, 9, 9)) })
    const ask: CaptureAsk = { operation: 'remove', from: 'active layer' }
    expect(await codeOf(openDesk([document]).host.capture(ask))).toBe('layer_unusable')
  })

  it('says so when the whole canvas is selected, or nothing of it', async () => {
    const whole = edges(0, 0, 96, 80)
    const full = documentOf({ selection: softSelection(edges(-200, -200, 496, 480)) })
    expect(await codeOf(openDesk([full]).host.capture(REMOVE))).toBe('mask_covers_everything')
    const off = documentOf({ selection: softSelection(edges(100, 0, 20, 20)) })
    expect(await codeOf(openDesk([off]).host.capture(REMOVE))).toBe('mask_empty')
    const ask: CaptureAsk = { operation: 'expand', from: 'all visible' }
    const opaque = documentOf()
    expect(await codeOf(openDesk([opaque]).host.capture(ask))).toBe('mask_empty')
    expect(whole.right).toBe(opaque.state.width)
  })

  it.each([
    [{ mode: 'CMYKColorMode' } as const, 'CMYK'],
    [{ bits: 32 } as const, '32 bits'],
  ])('refuses %j, and a duplicate is made of it when asked', async (options, word) => {
    const selection = softSelection(edges(20, 15, 40, 30))
    const document = documentOf({ selection }, options)
    const { double, host } = openDesk([document])
    expect(host.look()?.problem?.detail).toContain(word)
    expect(await codeOf(host.capture(REMOVE))).toBe('colour_mode_unsupported')
    const before = fingerprint(document)
    const id = await host.convertDuplicate(document.id)
    expect(fingerprint(document)).toEqual(before)
    const copy = double.documentOf(id)
    expect([copy.mode, copy.bits === 32]).toEqual(['RGBColorMode', false])
    expect(copy.state.selection).toEqual(selection)
    expect(host.look()?.id).toBe(id)
    settled(double)
  })

  it('closes the duplicate again when it is cancelled', async () => {
    const document = documentOf(
      { selection: softSelection(edges(9, 9, 9, 9)) },
      { mode: 'CMYKColorMode' },
    )
    for (let at = 0, code = ''; code !== 'done'; at++) {
      const { double, host } = openDesk([document])
      double.gate.beforeCall = (index) => {
        if (index === at) double.gate.cancel()
      }
      code = await codeOf(host.convertDuplicate(document.id))
      if (code === 'done') continue
      expect(code).toBe('cancelled')
      expect(double.documents).toEqual([document])
      settled(double)
    }
  })
})

describe('a document of 100 megapixels', () => {
  it('sends the crop and no more, and places at the far end', async () => {
    const [width, height] = [12_000, 8500]
    const patch = newLayer({ name: 'patch', pixels: scenery(edges(11_400, 8000, 600, 500), 8) })
    const selection = softSelection(edges(11_900, 8450, 100, 50))
    const document = documentOf({ width, height, layers: [patch], selection })
    const { double, host } = openDesk([document], {}, { bandPixels: 4e6 })
    const captured = await host.capture(REMOVE)
    expect(captured.target.area).toEqual({ left: 10_620, top: 7170, width: 1380, height: 1330 })
    expect(captured.parts.image?.length).toBe(1380 * 1330 * 4)
    expect(captured.parts.mask?.length).toBe(1380 * 1330)
    const placed = await host.place(captured, [resultFor(captured)], { name: 'x' })
    const at = document.find(placed.layerId)?.pixels?.edges
    expect([at?.right, at?.bottom]).toEqual([12_000, 8500])
    settled(double)
  })
})

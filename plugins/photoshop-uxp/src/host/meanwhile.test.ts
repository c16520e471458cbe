/** What may happen to a document between asking and applying: the result still finds a place. */
import type { Timers } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import {
  documentOf,
  edges,
  english,
  newLayer,
  openDesk,
  scenery,
  softSelection,
} from '../testing/desk.ts'
import { codeOf, fingerprint, settled } from '../testing/outcome.ts'
import { resultFor } from '../testing/results.ts'
import type { CaptureAsk } from './host.ts'

const REMOVE: CaptureAsk = { operation: 'remove', from: 'all visible' }

const soft = () => documentOf({ selection: softSelection(edges(20, 15, 40, 30)) })

describe('between asking and applying', () => {
  const asked = async (unknowns = {}, timers?: Timers) => {
    const document = soft()
    const other = documentOf()
    const { double, host } = openDesk([document, other], unknowns, timers && { timers })
    const captured = await host.capture(REMOVE)
    return { document, other, double, host, captured, results: [resultFor(captured)] }
  }

  it('the document is closed: it waits, and may go to the one opened again', async () => {
    const { document, double, host, captured, results } = await asked()
    double.close(document.id)
    expect(await codeOf(host.place(captured, results, { name: 'x' }))).toBe('document_closed')
    // In another one it goes above what is active there, whatever layer has the id of ours.
    const layers = ['top', 'active', 'bottom'].map((name) => newLayer({ name }))
    const again = documentOf({ layers, ...(layers[1] && { active: layers[1] }) })
    Object.assign(layers[2] ?? {}, { id: captured.target.layerId })
    double.documents.push(again)
    double.activate(again.id)
    const placed = await host.place(captured, results, { name: 'x', documentId: again.id })
    expect(again.state.layers.map(({ name }) => name)).toEqual(['top', 'x', 'active', 'bottom'])
    expect(placed.notes).toEqual([])
    settled(double)
  })

  it('another document is in front: it goes where it was asked for, and the other stays in front', async () => {
    const { document, other, double, host, captured, results } = await asked()
    double.activate(other.id)
    const before = fingerprint(other)
    await host.place(captured, results, { name: 'x' })
    expect(document.state.layers[0]?.name).toBe('x')
    expect(fingerprint(other)).toEqual(before)
    expect(double.activeId).toBe(other.id)
    settled(double)
  })

  it('the canvas has another size: it asks first', async () => {
    const { document, double, host, captured, results } = await asked()
    const { state } = document
    document.commit('Canvas Size', { ...state, width: 90 })
    expect(await codeOf(host.place(captured, results, { name: 'x' }))).toBe('document_changed')
    expect(document.history.length).toBe(2)
    await host.place(captured, results, { name: 'x', anyway: true })
    expect(document.history.length).toBe(3)
    settled(double)
  })

  it('the layer is deleted: it goes on top, and says so', async () => {
    const { document, double, host, captured, results } = await asked()
    const layers = [newLayer({ name: 'other', pixels: scenery(edges(0, 0, 96, 80), 8) })]
    document.commit('Delete', { ...document.state, layers, activeIds: [] })
    const placed = await host.place(captured, results, { name: 'x' })
    expect(english({ all: placed.notes })).toContain('gone')
    expect(document.state.layers.map(({ name }) => name)).toEqual(['x', 'other'])
    settled(double)
  })

  it.each(['locked', 'hidden'] as const)('its group is %s: it still has a place', async (how) => {
    const inner = newLayer({ name: 'inner', pixels: scenery(edges(0, 0, 96, 80), 8) })
    const group = newLayer({
      name: 'group',
      kind: 'group',
      children: [inner],
      locked: how === 'locked',
      visible: how !== 'hidden',
    })
    const ground = newLayer({ name: 'ground', pixels: scenery(edges(0, 0, 96, 80), 8) })
    const selection = softSelection(edges(20, 15, 40, 30))
    const document = documentOf({ layers: [group, ground], active: inner, selection })
    const { double, host } = openDesk([document])
    const captured = await host.capture(REMOVE)
    const placed = await host.place(captured, [resultFor(captured)], { name: 'x' })
    expect(english({ all: placed.notes })).toContain(how)
    const [top] = document.state.layers
    expect(top?.name).toBe(how === 'locked' ? 'x' : 'group')
    settled(double)
  })

  it('quick mask mode is on: it is left for the moment and comes back', async () => {
    const { document, double, host, captured, results } = await asked()
    document.state = { ...document.state, quickMask: true }
    expect(host.look()).toMatchObject({ quickMask: true, selection: null })
    await host.place(captured, results, { name: 'x' })
    expect(document.state.quickMask).toBe(true)
    expect(document.state.layers[0]?.name).toBe('x')
    settled(double)
  })

  it('the user has selected something else: that stays', async () => {
    const { document, double, host, captured, results } = await asked({ putDropsSelection: true })
    const other = softSelection(edges(-3, 40, 30, 30))
    document.commit('Select', { ...document.state, selection: other })
    await host.place(captured, results, { name: 'x' })
    expect(document.state.selection).toEqual(other)
    document.commit('Deselect', { ...document.state, selection: null })
    await host.place(captured, results, { name: 'y' })
    expect(document.state.selection).toBeNull()
    settled(double)
  })

  it('another plugin is modal: it asks again until that is over', async () => {
    let pauses = 0
    const timers: Timers = {
      now: () => 0,
      after: (_ms, run) => {
        if (++pauses === 3) double.gate.otherPluginIsModal = false
        queueMicrotask(run)
        return () => {}
      },
    }
    const { document, double, host, captured, results } = await asked({}, timers)
    const before = fingerprint(document)
    double.gate.otherPluginIsModal = true
    await host.place(captured, results, { name: 'x' })
    expect(pauses).toBe(3)
    expect(document.history.length).toBe(before.history.length + 1)
    settled(double)
  })
})

/**
 * A PSD in, the plugin in a realm like UXP's, a real companion with the embedded engine, a PSD out,
 * read back by ImageMagick: what was filled is there, and nothing else has moved by a bit.
 */
import { fileURLToPath } from 'node:url'
import { COMPANION_PORTS, type FillRequestInput } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningCompanion, startCompanion } from '../../../test/hosts/companion.ts'
import { allLayers, type PixelDocument } from '../../../test/hosts/photoshop/document.ts'
import { loadPsd, savePsd } from '../../../test/hosts/photoshop/psd-file.ts'
import { cut, type Edges, type Raster } from '../../../test/hosts/photoshop/raster.ts'
import { Realm } from '../../../test/hosts/photoshop/realm.ts'
import type { CaptureAsk, PhotoshopHost, Placed, PlaceOptions } from './host/host.ts'
import { networkDomains } from './manifest.ts'
import {
  edges,
  english,
  newLayer,
  PhotoshopDouble,
  rasterOf,
  softSelection,
} from './testing/desk.ts'
import { hasMagick, makePsd, readPsdByMagick } from './testing/magick.ts'

const photo = fileURLToPath(new URL('../../../test/fixtures/coffee.png', import.meta.url))
const here = fileURLToPath(new URL('.', import.meta.url))

let companion: RunningCompanion
const magick = hasMagick()

beforeAll(async () => {
  companion = await startCompanion()
})
afterAll(() => companion.close())

/** What the realm's bundle gives out. */
interface Loaded {
  fill(ask: CaptureAsk, more: Partial<FillRequestInput>, placing: PlaceOptions): Promise<Placed>
  host: PhotoshopHost
}

/** The plugin without its panel: host and client, as the panel puts them together. */
const SOURCE = `
  import photoshop from 'photoshop'
  import { createClient, createTunnelFetch, hostTimers } from '@inlay/shared'
  import { createHost } from './host/index.ts'
  import { createFetch, createLadder, createRandomBytes } from './transport.ts'
  export const host = createHost(photoshop)
  // Nobody is silent here because the machine is busy with something else.
  const timers = { now: hostTimers.now, after: (ms, run) => hostTimers.after(ms * 20, run) }
  export const start = (baseUrl, token) => {
    const client = createClient({
      baseUrl,
      token,
      fetch: createLadder(
        createFetch((url, init) => fetch(url, init), timers),
        createTunnelFetch(WebSocket, timers),
      ),
      WebSocket,
      timers,
      randomBytes: createRandomBytes((array) => crypto.getRandomValues(array)),
    })
    return async (ask, more, placing) => {
      const capture = await host.capture(ask)
      const { id, report } = await client.fill({ ...capture.request, ...more }, capture.parts)
      const results = []
      for (const { index } of report.variations) results.push(await client.resultPixels(id, index))
      return host.place(capture, results, placing)
    }
  }
`

const openIn = async (
  document: PixelDocument,
  blocked: readonly string[] = [],
): Promise<{ double: PhotoshopDouble; loaded: Loaded; realm: Realm }> => {
  const double = new PhotoshopDouble([document])
  const [port] = COMPANION_PORTS
  const realm = new Realm({
    photoshop: { default: double.module, ...double.module },
    gate: double.gate,
    blocked,
    // The manifest's own list, with the port that this companion has.
    domains: networkDomains().map((domain) => domain.replace(`:${port}`, `:${companion.port}`)),
  })
  const exported = await realm.load(SOURCE, here)
  const fill = exported.start(`http://localhost:${companion.port}`, companion.token)
  return { double, loaded: { host: exported.host, fill }, realm }
}

/** A photo of 200 x 150 as ImageMagick saves it. */
const photoPsd = (bits: 8 | 16, options: readonly string[] = []): Uint8Array =>
  makePsd(photo, ['-resize', '200x150!', '-depth', String(bits), ...options])

const select = (document: PixelDocument, at: Edges): Raster => {
  const selection = softSelection(at)
  document.state = { ...document.state, selection }
  const first = document.history[0]
  if (first !== undefined) document.history[0] = { ...first, state: document.state }
  return selection
}

const SPOT = edges(70, 50, 60, 44)

describe.runIf(magick)('a fill from PSD to PSD', () => {
  it.each([
    [8, 72],
    [16, 300],
  ] as const)('%i bits at %i ppi: pixels, mask, place and history', async (bits, ppi) => {
    const document = loadPsd(photoPsd(bits, ['-units', 'PixelsPerInch', '-density', String(ppi)]))
    expect([document.bits, Math.round(document.resolution)]).toEqual([bits, ppi])
    const selection = select(document, SPOT)
    const before = document.state
    const fileBefore = readPsdByMagick(savePsd(document))
    const { double, loaded } = await openIn(document)

    const placed = await loaded.fill(
      { operation: 'remove', from: 'all visible' },
      { seed: 7 },
      { name: 'Remove' },
    )
    expect(placed.notes).toEqual([])
    expect(document.history.map(({ name }) => name)).toEqual(['Open', 'Inlay: Remove'])
    const layer = document.find(placed.layerId)
    const at = layer?.pixels?.edges
    if (layer?.mask == null || layer.pixels === null || at === undefined)
      throw new Error('no layer')
    const full = bits === 16 ? 32768 : 255
    const alpha = layer.pixels.data.filter((_, i) => i % 4 === 3)
    expect(alpha.every((value) => value === full)).toBe(true)
    const wanted = Array.from(cut(selection, at).data, (v) => Math.round((v * full) / 255))
    expect(Array.from(cut(layer.mask.raster, at).data)).toEqual(wanted)

    const [merged, background, filled, ...more] = readPsdByMagick(savePsd(document))
    expect(more).toEqual([])
    // The layer below is the same to the bit.
    expect(background?.data).toEqual(fileBefore[1]?.data)
    expect(filled).toMatchObject({ label: 'Remove', ...cornerOf(at) })
    // Another program sees our pixels and, as their alpha, the selection.
    const scale = 65535 / full
    let changed = 0
    const wrong: string[] = []
    for (let i = 0; i < wanted.length; i++) {
      const x = at.left + (i % (at.right - at.left))
      const y = at.top + Math.floor(i / (at.right - at.left))
      const read = filled?.data.subarray(i * 4, i * 4 + 4) ?? []
      const pixel = [0, 1, 2].map((c) => Math.round((layer.pixels?.data[i * 4 + c] ?? 0) * scale))
      const mask = Math.round((wanted[i] ?? 0) * scale)
      const same = pixel.every((value, c) => value === read[c])
      if (!same || Math.abs((read[3] ?? 0) - mask) > 1) wrong.push(`${x}, ${y}`)
      const original = (y * 200 + x) * 4
      if (pixel.some((value, c) => value !== background?.data[original + c])) changed++
    }
    expect(wrong).toEqual([])
    // It is a fill, not a copy.
    expect(changed).toBeGreaterThan(wanted.length / 4)
    // What is seen outside of the selection is the same to the bit.
    const [mergedBefore] = fileBefore
    let outside = 0
    for (let y = 0; y < 150; y++) {
      for (let x = 0; x < 200; x++) {
        if (selected(selection, x, y) > 0) continue
        outside++
        const i = (y * 200 + x) * 4
        if (!sameAt(merged?.data, mergedBefore?.data, i)) throw new Error(`changed at ${x}, ${y}`)
      }
    }
    expect(outside).toBeGreaterThan(20_000)
    expect(document.state.selection).toBe(before.selection)
    document.undo()
    expect(document.state).toBe(before)
    expect(double.gate.offences).toEqual([])
  })

  it('stays in the artboard and in the group of the active layer', async () => {
    const source = loadPsd(photoPsd(8))
    const pixels = source.state.layers[0]?.pixels ?? null
    const child = newLayer({ name: 'photo', pixels })
    const group = newLayer({ name: 'group', kind: 'group', children: [child] })
    const board = newLayer({
      name: 'Artboard 1',
      kind: 'group',
      artboard: edges(0, 0, 120, 150),
      children: [group],
    })
    const other = newLayer({
      name: 'Artboard 2',
      kind: 'group',
      artboard: edges(130, 0, 70, 150),
      children: [
        newLayer({
          name: 'red',
          pixels: rasterOf(edges(130, 0, 70, 150), 4, 8, (_x, _y, c) =>
            c === 0 || c === 3 ? 255 : 0,
          ),
        }),
      ],
    })
    const document = loadPsd(photoPsd(8))
    document.state = { ...document.state, layers: [other, board], activeIds: [child.id] }
    document.history = [{ id: 1, name: 'Open', state: document.state }]
    // Reaches over the edge of its artboard.
    select(document, edges(90, 50, 60, 40))
    const { double, loaded } = await openIn(document)
    const ask: CaptureAsk = { operation: 'remove', from: 'all visible' }
    const captured = await loaded.host.capture(ask)
    expect(captured.target.area).toEqual({ left: 0, top: 0, width: 120, height: 150 })
    const placed = await loaded.fill(ask, { seed: 1 }, { name: 'gone' })
    expect(allLayers(document.state.layers).map(({ name }) => name)).toEqual([
      'Artboard 2',
      'red',
      'Artboard 1',
      'group',
      'gone',
      'photo',
    ])
    const made = document.find(placed.layerId)
    expect(made?.pixels?.edges.right).toBe(120)
    const reread = loadPsd(savePsd(document))
    expect(allLayers(reread.state.layers).map(({ name }) => name)).toContain('gone')
    expect(reread.state.layers[1]?.artboard).toEqual(edges(0, 0, 120, 150))
    expect(double.gate.offences).toEqual([])
  })

  it('expands the canvas as part of the same step, the picture untouched in its new place', async () => {
    const document = loadPsd(photoPsd(8))
    const original = document.state.layers[0]?.pixels
    select(document, edges(10, 10, 30, 20))
    const { double, loaded } = await openIn(document)
    const expand = { left: 16, top: 0, right: 40, bottom: 24 }
    const placed = await loaded.fill(
      { operation: 'expand', from: 'all visible', expand },
      { seed: 3 },
      { name: 'wider' },
    )
    expect(document.history.map(({ name }) => name)).toEqual(['Open', 'Inlay: wider'])
    expect([document.state.width, document.state.height]).toEqual([256, 174])
    const background = document.state.layers.at(-1)?.pixels
    if (original == null || background == null) throw new Error('no background')
    const moved = cut(background, edges(16, 0, 200, 150))
    expect(moved.data).toEqual(original.data)
    // The new area is filled wholly, the old one hardly touched by its seam.
    const seen = document.composite()
    const layer = document.find(placed.layerId)
    const inNew = layer?.mask == null ? null : cut(layer.mask.raster, edges(216, 0, 40, 174))
    expect(inNew?.data.every((value) => value === 255)).toBe(true)
    expect(seen.data.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true)
    // The selection stays on what was selected.
    expect(document.state.selection?.edges).toEqual(edges(26, 10, 30, 20))
    const [merged] = readPsdByMagick(savePsd(document))
    expect([merged?.width, merged?.height]).toEqual([256, 174])
    document.undo()
    expect([document.state.width, document.state.height]).toEqual([200, 150])
    expect(double.gate.offences).toEqual([])
  })

  it('goes through the WebSocket where the system keeps UXP from plain http', async () => {
    const document = loadPsd(photoPsd(8))
    select(document, SPOT)
    const { double, loaded, realm } = await openIn(document, ['http://'])
    await loaded.fill({ operation: 'remove', from: 'all visible' }, { seed: 7 }, { name: 'Gone' })
    expect(document.state.layers[0]?.name).toBe('Gone')
    expect(realm.asked.some((url) => url.startsWith('ws://') && url.endsWith('/v1/tunnel'))).toBe(
      true,
    )
    expect(double.gate.offences).toEqual([])
  })

  it('fills a grey document through RGB and comes back grey', async () => {
    const document = loadPsd(photoPsd(16, ['-colorspace', 'Gray']), { profile: 'Gray Gamma 2.2' })
    expect(document.mode).toBe('grayscaleMode')
    select(document, SPOT)
    const { double, loaded } = await openIn(document)
    const ask: CaptureAsk = { operation: 'fill', from: 'all visible' }
    const { notes } = (await loaded.host.capture(ask)).target
    expect(english({ all: notes })).toContain('not RGB')
    const placed = await loaded.fill(ask, { seed: 5, variations: 2 }, { name: 'two' })
    expect(placed.layerIds).toHaveLength(2)
    expect(document.find(placed.layerIds[0] ?? 0)?.pixels?.channels).toBe(2)
    const read = readPsdByMagick(savePsd(document))
    expect(read.map(({ label }) => label)).toContain('two 1')
    expect(double.gate.offences).toEqual([])
  })
})

const cornerOf = (at: Edges) => ({
  left: at.left,
  top: at.top,
  width: at.right - at.left,
  height: at.bottom - at.top,
})

const selected = ({ edges: at, data }: Raster, x: number, y: number): number =>
  x < at.left || y < at.top || x >= at.right || y >= at.bottom
    ? 0
    : (data[(y - at.top) * (at.right - at.left) + x - at.left] ?? 0)

const sameAt = (a: Uint16Array | undefined, b: Uint16Array | undefined, i: number): boolean =>
  a !== undefined &&
  b !== undefined &&
  a[i] === b[i] &&
  a[i + 1] === b[i + 1] &&
  a[i + 2] === b[i + 2] &&
  a[i + 3] === b[i + 3]

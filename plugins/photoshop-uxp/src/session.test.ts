/** From the button to the document and back, with a real companion. */
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningCompanion, startCompanion } from '../../../test/hosts/companion.ts'
import { cut } from '../../../test/hosts/photoshop/raster.ts'
import { documentOf, edges, newLayer, rasterOf, softSelection } from './testing/desk.ts'
import { connect, fill, names, openSession, remove, soft, until } from './testing/session.ts'

let companion: RunningCompanion

beforeAll(async () => {
  companion = await startCompanion()
})
afterAll(() => companion.close())

describe('a session', () => {
  it('asks, shows, places, changes the variation, and makes more', async () => {
    const document = soft()
    const { session, double, link } = openSession(document, await connect(companion))
    const id = session.ask(fill)
    await until(session, id, ['done'])
    expect(document.history.length).toBe(1)
    const before = await session.preview(id, 'before', 64)
    const [one, two] = [await session.preview(id, 0, 64), await session.preview(id, 1, 64)]
    expect(new Set([before, one, two]).size).toBe(3)
    session.queue.choose(id, 1)
    const placed = await session.apply(id, {})
    expect(names(document)).toEqual(['a kite', 'a kite 1', 'a kite 2', 'Background'])
    expect(placed.chosen).toBe(1)
    expect((await session.show(id, 1)).chosen).toBe(0)
    expect(document.find(placed.layerIds[0] ?? 0)?.visible).toBe(true)

    const again = session.more(id) ?? ''
    const job = await until(session, again, ['done'])
    const [first] = session.queue.jobs
    // Seeds that were not tried yet.
    expect(job.report?.seed).toBe(((first?.report?.seed ?? 0) + 2) >>> 0)
    await session.apply(again, { variations: 'chosen', as: 'raster' })
    expect(names(document).filter((name) => name === 'a kite')).toHaveLength(2)
    session.discard(id)
    expect(session.more === undefined || session.queue.jobs.length).toBe(1)
    expect(double.gate.offences).toEqual([])
    link.close()
  })

  it('is enough for a command without a panel, which hears what is wrong', async () => {
    const document = soft()
    const { session, link } = openSession(document, await connect(companion))
    await session.quickly(remove, (id) => session.apply(id, { as: 'smart object' }))
    expect(names(document)).toEqual(['Removed', 'Background'])
    expect(session.queue.jobs).toEqual([])
    document.state = { ...document.state, selection: null }
    const nothing = session.quickly(remove, (id) => session.apply(id, {}))
    await expect(nothing).rejects.toMatchObject({ code: 'selection_missing' })
    link.close()
  })

  it('fills a single pixel in the last corner', async () => {
    const document = documentOf({ selection: rasterOf(edges(95, 79, 1, 1), 1, 8, () => 255) })
    const { session, link } = openSession(document, await connect(companion))
    await session.quickly(remove, (id) => session.apply(id, {}))
    expect(document.state.layers[0]?.pixels?.edges).toEqual(edges(95, 79, 1, 1))
    link.close()
  })

  it('finds its result again after Photoshop was started anew, by its file alone', async () => {
    const path = '/pictures/tea.psd'
    const document = soft({ path })
    const first = openSession(document, await connect(companion))
    const id = first.session.ask(remove)
    await until(first.session, id, ['done'])
    const before = await first.session.preview(id, 'before', 64)
    const shown = await first.session.preview(id, 0, 64)
    first.link.close()

    // Ids are given anew, and another picture of the same size and name has ours.
    const [other, again] = [soft(), soft({ path })]
    Object.assign(other, { id: document.id })
    const link = await connect(companion)
    const { double, session } = openSession([other, again], link, first.store, 'later')
    await until(session, id, ['done'])
    // It looks as it did, though nobody has kept its picture.
    expect(await session.preview(id, 'before', 64)).toBe(before)
    expect(await session.preview(id, 0, 64)).toBe(shown)
    // There is nothing to make more of.
    expect([session.canRepeat(id), session.more(id)]).toEqual([false, null])
    expect(session.documentOf(id)).toBe(again.id)
    await session.apply(id, {})
    expect([names(again), names(other)]).toEqual([['Removed', 'Background'], ['Background']])
    expect(double.gate.offences).toEqual([])
    link.close()

    // What is placed waits for nobody.
    const last = openSession(again, await connect(companion), first.store, 'last')
    expect(last.session.queue.jobs).toEqual([])
    last.link.close()
  })

  it('shows a result alone while its document is closed, and places it once that is open', async () => {
    const document = soft({ path: 'C:\\tea.psd' })
    const first = openSession(document, await connect(companion))
    const id = first.session.ask(remove)
    await until(first.session, id, ['done'])
    first.link.close()
    const other = soft()
    const link = await connect(companion)
    const { double, session } = openSession([other], link, first.store, 'later')
    await until(session, id, ['done'])
    expect(await session.preview(id, 0, 64)).toContain('data:image/jpeg')
    await expect(session.preview(id, 'before', 64)).rejects.toMatchObject({ code: 'not_found' })
    expect(() => session.documentOf(id)).toThrow('closed')
    await expect(session.apply(id, {})).rejects.toMatchObject({ code: 'document_closed' })
    const again = soft({ path: 'C:\\tea.psd' })
    double.documents.push(again)
    await session.apply(id, {})
    expect([names(again), names(other)]).toEqual([['Removed', 'Background'], ['Background']])
    link.close()
  })

  it('selects the subject of the picture', async () => {
    const path = new URL('../../../test/fixtures/astronaut.png', import.meta.url).pathname
    const side = 128
    const rgba = await sharp(path).resize(side, side).ensureAlpha().raw().toBuffer()
    const at = edges(0, 0, side, side)
    const pixels = { edges: at, channels: 4, data: new Uint8Array(rgba) }
    const layers = [newLayer({ name: 'Background', isBackground: true, pixels })]
    const document = documentOf({ width: side, height: side, layers })
    const { session, double, link } = openSession(document, await connect(companion))
    await session.selectSubject()
    const { selection } = document.state
    const { mask, report } = (await link.client()?.segment(
      {
        image: { kind: 'raw', part: 'x', width: side, height: side, channels: 4 },
        subject: true,
        format: 'raw',
      },
      { x: new Uint8Array(rgba) },
    )) ?? { mask: new Uint8Array(), report: undefined }
    expect(report?.selected_fraction).toBeGreaterThan(0.05)
    expect(report?.selected_fraction).toBeLessThan(0.9)
    if (selection === null) throw new Error('nothing is selected')
    expect(Array.from(cut(selection, at).data)).toEqual(Array.from(mask))
    expect(document.history.map(({ name }) => name)).toEqual(['Open', 'Inlay: select subject'])
    expect(double.gate.offences).toEqual([])
    link.close()
  })

  it('enlarges a soft selection by a net into a document of its own, once it has one', async () => {
    const selection = softSelection(edges(30, 25, 30, 24))
    const document = documentOf({ selection }, { resolution: 300, title: 'Kite.psd' })
    const before = document.state
    const { session, link, double } = openSession(document, await connect(companion))
    await expect(session.upscale(2)).rejects.toMatchObject({ code: 'model_missing' })
    expect(double.documents).toEqual([document])
    await companion.installUpscaler()
    const fractions: number[] = []
    const id = await session.upscale(2, { onProgress: (fraction) => fractions.push(fraction) })
    const made = double.documentOf(id)
    expect([made.title, made.resolution]).toEqual(['Kite.psd × 2', 600])
    const [layer, ...more] = made.state.layers
    expect([more, layer?.name]).toEqual([[], 'Enlarged'])
    // This net repeats each pixel.
    const { data } = cut(document.composite(), edges(30, 25, 30, 24))
    const twice = rasterOf(edges(0, 0, 60, 48), 4, 8, (x, y, c) => {
      return data[((y >> 1) * 30 + (x >> 1)) * 4 + c] ?? 0
    })
    expect(Array.from(layer?.pixels?.data ?? [])).toEqual(Array.from(twice.data))
    const mask = layer?.mask?.raster.data ?? []
    expect([Math.min(...mask), Math.max(...mask), mask.length]).toEqual([0, 255, 60 * 48])
    expect(made.history.map(({ name }) => name)).toEqual(['Open', 'Inlay: enlarged'])
    expect(fractions.at(-1)).toBe(1)
    expect(document.state).toBe(before)
    expect(double.gate.offences).toEqual([])
    link.close()
  })
})

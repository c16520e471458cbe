/** From the button to the document and back, with a real companion that may be gone for a while. */
import { InlayError, OWNER_ID } from '@inlay/shared'
import { createLink, DEFAULT_SETTINGS, isUnderWay, type Link } from '@inlay/shared/panel'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningCompanion, startCompanion } from '../../../test/hosts/companion.ts'
import { allLayers, type PixelDocument } from '../../../test/hosts/photoshop/document.ts'
import { cut } from '../../../test/hosts/photoshop/raster.ts'
import { createSession, type FillAsk, type Session } from './session.ts'
import { createStore, type Store } from './storage.ts'
import { documentOf, edges, newLayer, openDesk, rasterOf, softSelection } from './testing/desk.ts'
import { createRandomBytes } from './transport.ts'

let companion: RunningCompanion

beforeAll(async () => {
  companion = await startCompanion()
})
afterAll(() => companion.close())

const randomBytes = createRandomBytes((array) => crypto.getRandomValues(array))

const makeStore = (): Store => {
  const kept = new Map<string, string>()
  return createStore(
    { setItem: async () => {}, getItem: async () => null, removeItem: async () => {} },
    {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
  )
}

/** @param stored null: not paired yet; absent: the owner's own token */
const connect = async (stored?: null): Promise<Link<AbortSignal>> => {
  const link = createLink<AbortSignal>(
    {
      app: 'photoshop',
      name: 'Photoshop',
      fetch: (url, init) => fetch(url, init),
      randomBytes,
      address: `http://localhost:${companion.port}`,
      keep: () => {},
    },
    stored === null ? null : { deviceId: OWNER_ID, token: companion.token },
  )
  await link.look()
  return link
}

const open = async (document: PixelDocument, store = makeStore()) => {
  const desk = openDesk([document], {}, 4e6)
  const link = await connect()
  const controller = () => new AbortController()
  const session = createSession({
    host: desk.host,
    link,
    store,
    randomBytes,
    controller,
    now: () => 1,
  })
  return { ...desk, link, store, session }
}

const remove: FillAsk = {
  from: 'all visible',
  settings: { ...DEFAULT_SETTINGS, operation: 'remove', seed: 4 },
}
const fill: FillAsk = {
  from: 'all visible',
  settings: { ...DEFAULT_SETTINGS, operation: 'fill', prompt: ' a  kite ', variations: 2 },
}

const until = async (session: Session<AbortSignal>, id: string, states: readonly string[]) => {
  for (;;) {
    const job = session.queue.jobs.find(({ record }) => record.id === id)
    if (job !== undefined && states.includes(job.state)) return job
    if (job !== undefined && !isUnderWay(job) && !states.includes(job.state)) {
      throw new Error(`${job.state}: ${job.error?.message}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const soft = () => documentOf({ selection: softSelection(edges(30, 25, 30, 24)) })

const names = (document: PixelDocument) => allLayers(document.state.layers).map(({ name }) => name)

describe('a session', () => {
  it('asks, shows, places, changes the variation, and makes more', async () => {
    const document = soft()
    const { session, double, link } = await open(document)
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
    const { session, link } = await open(document)
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
    const { session, link } = await open(document)
    await session.quickly(remove, (id) => session.apply(id, {}))
    expect(document.state.layers[0]?.pixels?.edges).toEqual(edges(95, 79, 1, 1))
    link.close()
  })

  it('finds its result again after the panel was closed', async () => {
    const document = soft()
    const first = await open(document)
    const id = first.session.ask(remove)
    await until(first.session, id, ['done'])
    first.link.close()
    // Another life of the panel, in the same Photoshop.
    const link = await connect()
    const { host, store } = first
    const controller = () => new AbortController()
    const session = createSession({ host, link, store, randomBytes, controller, now: () => 2 })
    await until(session, id, ['done'])
    await session.apply(id, {})
    expect(names(document)).toEqual(['Removed', 'Background'])
    // Its picture is forgotten, so there is nothing to make more of.
    expect(session.more(id)).toBeNull()
    await expect(session.preview(id, 0, 64)).rejects.toBeInstanceOf(InlayError)
    link.close()
  })

  it('has the results when the companion is gone, and finds them when it is back', async () => {
    const document = soft()
    const before = document.state
    const { session, link, store } = await open(document)
    const [held, left] = [session.ask(remove), session.ask(remove)]
    await until(session, held, ['done'])
    await session.preview(held, 0, 32)
    await until(session, left, ['done'])
    await companion.stop()
    await link.look()
    const failing = session.ask(remove)
    await until(session, failing, ['failed'])
    expect(document.state).toBe(before)
    await session.apply(held, {})
    document.undo()
    link.close()
    // Here it has another port after each start, so that the panel begins anew.
    await companion.startAgain()
    const back = await open(document, store)
    await until(back.session, left, ['done'])
    await back.session.apply(left, {})
    expect(names(document)).toEqual(['Removed', 'Background'])
    back.link.close()
  })

  it('keeps the result of a panel whose leave was taken back', async () => {
    const document = soft()
    const { host } = openDesk([document], {}, 4e6)
    const link = await connect(null)
    const pairUp = async (): Promise<void> => {
      expect(link.state.at).toBe('unpaired')
      await link.pair()
      await link.type(companion.code())
      expect(link.state.at).toBe('ready')
    }
    await pairUp()
    const controller = () => new AbortController()
    const store = makeStore()
    const session = createSession({ host, link, store, randomBytes, controller, now: () => 1 })
    const id = session.ask(remove)
    await until(session, id, ['done'])
    await session.preview(id, 0, 32)
    await companion.revokeAll()
    await link.look()
    expect(link.state).toMatchObject({ at: 'unpaired', wasPaired: true })
    const refused = session.ask(remove)
    await until(session, refused, ['failed'])
    await session.apply(id, {})
    await pairUp()
    expect(names(document)).toEqual(['Removed', 'Background'])
    link.close()
  })

  it('cancels, and nothing comes of it', async () => {
    const document = soft()
    const before = document.state
    const { session, link } = await open(document)
    const id = session.ask(remove)
    session.queue.cancel(id)
    const job = await until(session, id, ['cancelled'])
    expect(job.variations).toEqual([])
    await expect(session.apply(id, {})).rejects.toMatchObject({ code: 'not_ready' })
    expect(document.state).toBe(before)
    link.close()
  })

  it.each(['preparing', 'sending', 'queued', 'running'] as const)(
    'stops while it is %s, and nothing comes of it',
    async (stage) => {
      const document = soft()
      const before = document.state
      const { session, link } = await open(document)
      const id = session.ask(remove)
      const letGo = stage === 'queued' ? companion.holdFills() : () => {}
      let seen = false
      session.queue.subscribe(() => {
        const [job] = session.queue.jobs
        if (job?.state !== stage || seen) return
        seen = true
        session.queue.cancel(id)
      })
      if (stage === 'preparing') session.queue.cancel(id)
      const job = await until(session, id, ['cancelled', 'done'])
      letGo()
      expect([job.state, job.variations]).toEqual(['cancelled', []])
      expect(document.state).toBe(before)
      // The next one is served.
      await until(session, session.ask(remove), ['done'])
      link.close()
    },
  )

  it('stops the download of what is to be placed, and begins it again when asked', async () => {
    const document = soft()
    const before = document.state
    const link = await connect()
    const asked: AbortSignal[] = []
    let isStuck = true
    const slow: Link<AbortSignal> = {
      ...link,
      get state() {
        return link.state
      },
      client: () => {
        const client = link.client()
        return client === undefined
          ? undefined
          : {
              ...client,
              resultPixels: async (fill, index, { signal } = {}) => {
                if (!isStuck || signal === undefined) return client.resultPixels(fill, index)
                asked.push(signal)
                return new Promise((_, reject) =>
                  signal.addEventListener('abort', () => reject(new InlayError('cancelled'))),
                )
              },
            }
      },
    }
    const { host } = openDesk([document], {}, 4e6)
    const controller = () => new AbortController()
    const session = createSession({
      ...{ host, link: slow, store: makeStore(), randomBytes, controller },
      now: () => 1,
    })
    const id = session.ask(remove)
    await until(session, id, ['done'])
    const stop = new AbortController()
    const placing = session.apply(id, {}, { signal: stop.signal })
    setTimeout(() => stop.abort(), 0)
    await expect(placing).rejects.toMatchObject({ code: 'cancelled' })
    expect(asked.map(({ aborted }) => aborted)).toEqual([true])
    expect(document.state).toBe(before)
    isStuck = false
    await session.apply(id, {})
    expect(names(document)).toEqual(['Removed', 'Background'])
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
    const { session, double, link } = await open(document)
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

  it('says which model an enlargement needs', async () => {
    const document = soft()
    const { session, link, double } = await open(document)
    await expect(session.upscale(2)).rejects.toMatchObject({ code: 'model_missing' })
    expect(double.documents).toEqual([document])
    link.close()
  })

  it('enlarges a soft selection by a net into a document of its own, progress told', async () => {
    await companion.installUpscaler()
    const selection = softSelection(edges(30, 25, 30, 24))
    const document = documentOf({ selection }, { resolution: 300, title: 'Kite.psd' })
    const before = document.state
    const { session, link, double } = await open(document)
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

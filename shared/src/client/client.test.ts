import { describe, expect, it } from 'vitest'
import { decodeEnvelope, encodeEnvelope } from '../envelope.ts'
import { InlayError } from '../errors.ts'
import type { FillEvent } from '../fill-event.ts'
import type { FillReport } from '../fill-report.ts'
import type { FillRequestInput } from '../fill-request.ts'
import { pixelsToBytes } from '../raw-pixels.ts'
import { type ClientOptions, createClient } from './client.ts'
import {
  type Answer,
  type Asked,
  FakeSocket,
  fakeFetch,
  fakeSockets,
  instantTimers,
  json,
  pieces,
  problem,
  randomBytes,
  refuse,
  whole,
} from './companion.fixture.ts'
import { SILENCE, TIMEOUT } from './event-stream.ts'
import type { HearAway } from './follow.ts'
import { INSIST_AFTER } from './insist.ts'
import type { FetchResponse, Signal } from './platform.ts'

const report: FillReport = {
  engine: 'patchmatch',
  seed: 1,
  image: { width: 4, height: 3, channels: 3, bitDepth: 8 },
  canvas: { width: 4, height: 3 },
  changed_fraction: 0.25,
  crops: [],
  variations: [],
  times: {},
  total: 30,
  peak_memory: 1e8,
  notes: [],
}

const EVENTS: readonly FillEvent[] = [
  { type: 'queued', id: 'f1', sequence: 0, position: 0 },
  { type: 'started', id: 'f1', sequence: 1, seed: 1, engine: 'patchmatch' },
  { type: 'progress', id: 'f1', sequence: 2, fraction: 0.5, stage: 'Grössere Flächen' },
  { type: 'done', id: 'f1', sequence: 3, report },
]

const lines = (events: readonly FillEvent[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('')

const request: FillRequestInput = {
  prompt: 'ein Fluß',
  image: { kind: 'encoded', part: 'image' },
  mask: { kind: 'encoded', part: 'mask' },
}
const parts = { image: Uint8Array.of(1, 2, 3), mask: Uint8Array.of(4) }

/** Events above the `after` that was asked for. */
const eventsAfter = ({ path }: Asked, list = EVENTS): FillEvent[] => {
  const after = Number(/after=(-?\d+)/.exec(path)?.[1])
  return list.filter(({ sequence }) => sequence > after)
}

const companion = (asked: Asked): Answer => {
  const { method, path } = asked
  if (method === 'PUT' && UNDER_AN_ID.test(path)) return json({ id: 'f1' }, 202)
  if (path.startsWith('/v1/fills/f1/events')) return pieces([lines(eventsAfter(asked))])
  if (method === 'DELETE') return json(status, 202)
  if (path === '/v1/fills/f1') return json(status)
  if (path === '/v1/ws-tickets') return json({ ticket: 'tick', expiresIn: 30 }, 201)
  return problem('not_found')
}

const UNDER_AN_ID =
  /^\/v1\/fills\/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const status = { id: 'f1', state: 'running', fraction: 0.5, stage: 'Seam', variations: [] }

const clientOf = (
  answer: (asked: Asked) => Answer = companion,
  options: Partial<ClientOptions<Signal>> = {},
) => {
  const timers = instantTimers()
  const { fetch, asked } = fakeFetch(answer)
  const client = createClient({
    baseUrl: 'localhost',
    token: 'secret',
    randomBytes,
    fetch,
    timers: { ...timers, after: slow(timers.after) },
    ...options,
  })
  return { client, asked, waits: timers.waits }
}

/** Time-outs never come; only the waits between attempts are over at once. */
const slow =
  (after: (ms: number, run: () => void) => () => void) => (ms: number, run: () => void) =>
    [TIMEOUT, SILENCE].includes(ms) ? () => {} : after(ms, run)

const gather = async (events: AsyncIterable<FillEvent>): Promise<FillEvent[]> => {
  const list: FillEvent[] = []
  for await (const event of events) list.push(event)
  return list
}

describe('requests', () => {
  it('hands a fill in as an envelope, with the token', async () => {
    const { client, asked } = clientOf()
    expect(await client.submit(request, parts)).toBe('f1')
    expect(asked[0]).toMatchObject({
      method: 'PUT',
      path: expect.stringMatching(UNDER_AN_ID),
      headers: {
        Authorization: 'Bearer secret',
        'Content-Type': 'application/x-inlay-envelope',
      },
    })
    const sent = decodeEnvelope(asked[0]?.body ?? new Uint8Array(0))
    expect(sent.header).toEqual({ request })
    expect([...sent.parts]).toEqual(Object.entries(parts))
  })

  it.each([
    [{ ...request, variations: 99 }, parts, 'invalid_request'],
    [{ image: request.image }, parts, 'mask_missing'],
    [request, { mask: parts.mask }, 'image_missing'],
    [request, { image: parts.image }, 'mask_missing'],
    [{ ...request, sample: { ...request.image, part: 'grass' } }, parts, 'mask_missing'],
  ])('refuses a bad one before anything is sent %#', async (bad, some, code) => {
    const { client, asked } = clientOf()
    await expect(client.submit(bad, { ...some })).rejects.toMatchObject({ code })
    expect(asked).toHaveLength(0)
  })

  it('passes the companion’s errors on as they are', async () => {
    const { client } = clientOf(() => problem('queue_full', '64 are waiting already.'))
    await expect(client.submit(request, parts)).rejects.toMatchObject({
      code: 'queue_full',
      detail: '64 are waiting already.',
    })
  })

  it.each([
    ['nothing listens', refuse, 'companion_unreachable'],
    ['an answer that is not JSON', () => new Response('ok'), 'reply_invalid'],
    ['an answer of another shape', () => json({ id: 7 }), 'reply_invalid'],
    ['an error of another shape', () => json({ oh: 'no' }, 500), 'reply_invalid'],
    ['a body that breaks off', () => pieces(['{"id":'], true), 'companion_unreachable'],
  ])('%s', async (_, answer, code) => {
    const { client } = clientOf(answer)
    await expect(client.submit(request, parts)).rejects.toMatchObject({ code })
  })

  it('sends it again under the same id when the line drops or the companion restarts', async () => {
    const drops: (() => Answer)[] = [
      refuse,
      () => pieces(['{"id":'], true),
      () => problem('stopping'),
      () => problem('starting'),
      () => json({ id: 'f1' }),
    ]
    const { client, asked, waits } = clientOf(() => (drops.shift() ?? refuse)())
    const heard: (string | null)[] = []
    const onAway: HearAway = (why) => {
      heard.push(why === null ? `back after ${waits.length}` : why.code)
    }
    expect(await client.submit(request, parts, { onAway })).toBe('f1')
    expect(heard).toEqual(['companion_unreachable', 'back after 4'])
    expect(asked).toHaveLength(5)
    expect(new Set(asked.map(({ method, path }) => `${method} ${path}`)).size).toBe(1)
    expect(new Set(asked.map(({ body }) => String(body))).size).toBe(1)
    expect(waits).toEqual(INSIST_AFTER.slice(0, 4))
  })

  it('keeps to the id that it is given', async () => {
    const { client, asked } = clientOf()
    const id = '00000000-0000-4000-8000-000000000001'
    await client.submit(request, parts, { id })
    expect(asked[0]?.path).toBe(`/v1/fills/${id}`)
  })

  it('does not insist where nobody is there to begin with, nor on a refusal', async () => {
    const nobody = clientOf(undefined, { fetch: async () => refuse() })
    await expect(nobody.client.submit(request, parts)).rejects.toMatchObject({
      code: 'companion_unreachable',
    })
    expect(nobody.waits).toEqual([])
    const refused = clientOf(() => problem('id_taken'))
    await expect(refused.client.submit(request, parts)).rejects.toMatchObject({ code: 'id_taken' })
    expect(refused.asked).toHaveLength(1)
  })

  it('fetches a result again when it broke off', async () => {
    let broken = 2
    const { client } = clientOf((one) =>
      one.path.includes('/results/')
        ? pieces([Uint8Array.of(1, 2, 3)], broken-- > 0)
        : companion(one),
    )
    expect(await client.resultPng('f1', 0)).toEqual(Uint8Array.of(1, 2, 3))
  })

  it('asks for status and engines, and cancels', async () => {
    const engines = { engines: [] }
    const { client, asked } = clientOf((one) =>
      one.path === '/v1/engines' ? json(engines) : companion(one),
    )
    expect(await client.status('f1')).toEqual(status)
    expect(await client.engines()).toEqual([])
    await client.cancel('f1')
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1/fills/f1',
      'GET /v1/engines',
      'DELETE /v1/fills/f1',
    ])
  })

  it('forgets a finished fill: an answer without a body will do', async () => {
    const { client } = clientOf(() => new Response(null, { status: 204 }))
    await expect(client.cancel('f1')).resolves.toBeUndefined()
  })

  it('does not let an id lead elsewhere', async () => {
    const { client, asked } = clientOf()
    await expect(client.status('../engines?x')).rejects.toMatchObject({ code: 'not_found' })
    expect(asked[0]?.path).toBe('/v1/fills/..%2Fengines%3Fx')
  })

  it('passes the signal on, and stops when it aborts', async () => {
    const stop = new AbortController()
    const { client, asked } = clientOf(() => new Promise(() => {}))
    const waiting = client.status('f1', { signal: stop.signal })
    await expect.poll(() => asked).toHaveLength(1)
    stop.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    await expect(client.engines({ signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(asked.map(({ signal }) => signal)).toEqual([stop.signal])
  })
})

describe('results', () => {
  const header = {
    width: 2,
    height: 1,
    channels: 4,
    bounds: { left: 7, top: -1, width: 2, height: 1 },
    index: 1,
    seed: 9,
  }

  it('gives a PNG’s bytes as they come', async () => {
    const { client, asked } = clientOf(() => pieces([Uint8Array.of(0x89, 0x50)]))
    expect([...(await client.resultPng('f1', 1, { form: 'composite' }))]).toEqual([0x89, 0x50])
    expect(asked[0]?.path).toBe('/v1/fills/f1/results/1?form=composite&format=png')
  })

  it('gives a file of any kind, and what a fill was asked with', async () => {
    const request = { operation: 'expand', image: { kind: 'encoded', part: 'a' } }
    const { client, asked } = clientOf((one) =>
      one.path.endsWith('/request') ? json(request) : pieces([Uint8Array.of(0xff, 0xd8)]),
    )
    const lossy = { format: 'jpeg', quality: 80 } as const
    expect([...(await client.resultFile('f1', 0, lossy))]).toEqual([0xff, 0xd8])
    await client.resultFile('f1', 0, { format: 'tiff' })
    expect((await client.request('f1')).variations).toBeUndefined()
    await client.input('f1', 'mask')
    expect(asked.map(({ path }) => path)).toEqual([
      '/v1/fills/f1/results/0?form=composite&format=jpeg&quality=80',
      '/v1/fills/f1/results/0?form=composite&format=tiff',
      '/v1/fills/f1/request',
      '/v1/fills/f1/inputs/mask',
    ])
  })

  it.each([
    [8, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)],
    [16, Uint16Array.of(1, 2, 3, 65_535, 5, 6, 7, 8)],
  ] as const)('gives %i-bit pixels and their place', async (bitDepth, data) => {
    const envelope = encodeEnvelope({
      header: { ...header, bitDepth },
      parts: { pixels: pixelsToBytes({ data }) },
    })
    const { client, asked } = clientOf(() => pieces([envelope]))
    const { bounds, index, seed } = header
    expect(await client.resultPixels('f1', 1)).toEqual({
      pixels: { width: 2, height: 1, channels: 4, data },
      bounds,
      index,
      seed,
    })
    expect(asked[0]?.path).toBe('/v1/fills/f1/results/1?form=patch&format=raw')
  })

  it.each([
    ['cut short', { ...header, bitDepth: 8 }, { pixels: new Uint8Array(7) }, 'invalid_request'],
    ['without pixels', { ...header, bitDepth: 8 }, {}, 'reply_invalid'],
    [
      'of another depth',
      { ...header, bitDepth: 32 },
      { pixels: new Uint8Array(8) },
      'reply_invalid',
    ],
  ])('refuses pixels %s', async (_, head, body, code) => {
    const envelope = encodeEnvelope({ header: head, parts: { ...body } })
    const { client } = clientOf(() => pieces([envelope]))
    await expect(client.resultPixels('f1', 1)).rejects.toMatchObject({ code })
  })

  it('refuses an envelope that is none', async () => {
    const { client } = clientOf(() => pieces(['no envelope at all']))
    await expect(client.resultPixels('f1', 1)).rejects.toMatchObject({ code: 'envelope_invalid' })
  })
})

describe('events', () => {
  it('come as a stream, from where one was', async () => {
    const { client, asked } = clientOf()
    expect(await gather(client.events('f1', { after: 1 }))).toEqual(EVENTS.slice(2))
    expect(asked.map(({ path }) => path)).toEqual(['/v1/fills/f1', '/v1/fills/f1/events?after=1'])
  })

  it('go on where they were when the connection drops', async () => {
    const drops: FetchResponse[] = [
      pieces([lines(EVENTS.slice(0, 2)), '{"type":"prog'], true),
      problem('companion_unreachable'),
    ]
    const { client, asked } = clientOf((one) => {
      if (!one.path.includes('/events')) return companion(one)
      return drops.shift() ?? companion(one)
    })
    expect(await gather(client.events('f1'))).toEqual(EVENTS)
    expect(asked.slice(1).map(({ path }) => path)).toEqual([
      '/v1/fills/f1/events?after=-1',
      '/v1/fills/f1/events?after=1',
      '/v1/fills/f1/events?after=1',
    ])
  })

  it('are asked for again and again where bodies come only whole', async () => {
    let known = 1
    const { client, asked, waits } = clientOf(async (one) => {
      if (!one.path.includes('/events')) return whole(await companion(one))
      const answer = pieces([lines(eventsAfter(one, EVENTS.slice(0, known)))])
      known += 1
      return whole(answer)
    })
    expect(await gather(client.events('f1'))).toEqual(EVENTS)
    expect(asked.slice(1).map(({ path }) => path)).toEqual(
      [-1, 0, 1, 2].map((after) => `/v1/fills/f1/events?after=${after}&wait=false`),
    )
    expect(waits).toEqual([300, 300, 300])
  })

  const wholeCompanion = async (one: Asked): Promise<FetchResponse> => whole(await companion(one))

  it('come over the WebSocket where there is one and fetch cannot stream', async () => {
    const { Constructor, opened } = fakeSockets((socket) => {
      socket.onopen?.({})
      for (const event of EVENTS) socket.onmessage?.({ data: JSON.stringify(event) })
    })
    const { client } = clientOf(wholeCompanion, { WebSocket: Constructor })
    expect(await gather(client.events('f1'))).toEqual(EVENTS)
    expect(opened).toHaveLength(1)
    expect(opened[0]).toMatchObject({
      url: 'ws://localhost:43117/v1/ws',
      protocols: ['inlay.v1', 'ticket.tick'],
      sent: [{ subscribe: 'f1', after: -1 }],
      closed: true,
    })
  })

  it('go on over a new WebSocket when one closes', async () => {
    const { Constructor, opened } = fakeSockets((socket) => {
      socket.onopen?.({})
      const some = opened.length === 1 ? EVENTS.slice(0, 2) : EVENTS.slice(2)
      for (const event of some) socket.onmessage?.({ data: JSON.stringify(event) })
      socket.onclose?.({ code: 1001 })
    })
    const { client } = clientOf(wholeCompanion, { WebSocket: Constructor })
    expect(await gather(client.events('f1'))).toEqual(EVENTS)
    expect(opened.map(({ sent }) => sent)).toEqual([
      [{ subscribe: 'f1', after: -1 }],
      [{ subscribe: 'f1', after: 1 }],
    ])
  })

  it('end with the problem the socket reports', async () => {
    const error = { code: 'not_found', message: '', next: '' }
    const { Constructor } = fakeSockets((socket) => {
      socket.onopen?.({})
      socket.onmessage?.({ data: JSON.stringify({ type: 'problem', id: 'f1', error }) })
    })
    const { client } = clientOf(wholeCompanion, { WebSocket: Constructor })
    await expect(gather(client.events('f1'))).rejects.toMatchObject({ code: 'not_found' })
  })

  it('ask after a fill whose socket is quiet for long', async () => {
    const { Constructor, opened } = fakeSockets((socket) => socket.onopen?.({}))
    const timers = instantTimers()
    let quiet = 0
    const { client } = clientOf(
      async (one) => {
        if (one.path === '/v1/fills/f1' && opened.length > 0) {
          quiet += 1
          if (quiet === 3) opened[0]?.onmessage?.({ data: JSON.stringify(EVENTS[3]) })
        }
        return wholeCompanion(one)
      },
      {
        WebSocket: Constructor,
        timers: {
          now: timers.now,
          // Only the long silence of the socket is ever over.
          after: (ms, run) => (ms > 30_000 ? timers.after(ms, run) : () => {}),
        },
      },
    )
    expect(await gather(client.events('f1'))).toEqual([EVENTS[3]])
    expect(quiet).toBe(3)
  })

  it.each([
    ['forbidden by the host', 'throws'],
    ['refused', 'closes'],
  ])('are asked for where the socket is %s', async (_, how) => {
    class Refused extends FakeSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols)
        if (how === 'throws') throw new SyntaxError('Manifest entry not found')
        setImmediate(() => this.onclose?.({ code: 1006 }))
      }
    }
    const { client, asked } = clientOf(wholeCompanion, { WebSocket: Refused })
    expect(await gather(client.events('f1'))).toEqual(EVENTS)
    expect(asked.at(-1)?.path).toBe('/v1/fills/f1/events?after=-1&wait=false')
  })
})

describe('fill', () => {
  it('sees a fill through', async () => {
    const { client } = clientOf()
    const seen: FillEvent[] = []
    const done = await client.fill(request, parts, { onEvent: (event) => seen.push(event) })
    expect(done).toEqual({ id: 'f1', report })
    expect(seen).toEqual(EVENTS)
  })

  it.each([
    [
      {
        type: 'failed',
        id: 'f1',
        sequence: 0,
        error: { code: 'mask_empty', message: '', next: '', detail: 'All black.' },
      },
      { code: 'mask_empty', detail: 'All black.' },
    ],
    [{ type: 'cancelled', id: 'f1', sequence: 0 }, { code: 'cancelled' }],
  ] as const)('throws what it ends with %#', async (event, error) => {
    const { client, asked } = clientOf((one) =>
      one.path.includes('/events') ? pieces([lines([event])]) : companion(one),
    )
    await expect(client.fill(request, parts)).rejects.toMatchObject(error)
    expect(asked.some(({ method }) => method === 'DELETE')).toBe(false)
  })

  it.each([
    ['is told', companion, false],
    ['cannot be told', refuse, true],
  ])('cancels on the companion when aborted, and it %s', async (_, onDelete, fails) => {
    const stop = new AbortController()
    const endless = () => pieces([lines(EVENTS.slice(0, 1)), new Uint8Array(0)])
    const { client, asked } = clientOf((one) => {
      if (one.method === 'DELETE') return onDelete(one)
      return one.path.includes('/events') ? endless() : companion(one)
    })
    const filling = client.fill(request, parts, {
      signal: stop.signal,
      onEvent: () => stop.abort(),
    })
    const error: unknown = await filling.catch((caught: unknown) => caught)
    expect(error).toMatchObject({ name: 'InlayError', code: 'cancelled' })
    expect(error instanceof InlayError && error.cause !== undefined).toBe(fails)
    expect(asked.filter(({ method }) => method === 'DELETE')).toHaveLength(1)
  })
})

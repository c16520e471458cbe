/** How the client follows a fill to its end: over streams, whole bodies and WebSockets that break. */
import { describe, expect, it } from 'vitest'
import { InlayError } from '../errors.ts'
import type { FillEvent } from '../fill-event.ts'
import { report } from '../fill-report.fixture.ts'
import {
  type Asked,
  FakeSocket,
  fakeSockets,
  instantTimers,
  pieces,
  problem,
  refuse,
  whole,
} from './companion.fixture.ts'
import {
  clientOf,
  companion,
  EVENTS,
  eventsAfter,
  gather,
  lines,
  parts,
  request,
} from './fills.fixture.ts'
import type { FetchResponse } from './platform.ts'

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

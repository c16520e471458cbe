/** A companion in memory with one fill, and a client of it, for the client's tests. */
import type { FillEvent } from '../fill-event.ts'
import { report } from '../fill-report.fixture.ts'
import type { FillRequestInput } from '../fill-request.ts'
import { type ClientOptions, createClient } from './client.ts'
import {
  type Answer,
  type Asked,
  fakeFetch,
  instantTimers,
  json,
  pieces,
  problem,
  randomBytes,
  TOKEN,
} from './companion.fixture.ts'
import { SILENCE, TIMEOUT } from './event-stream.ts'
import type { Signal } from './platform.ts'

/** Of a fill from its place in the queue to its end. */
export const EVENTS: readonly FillEvent[] = [
  { type: 'queued', id: 'f1', sequence: 0, position: 0 },
  { type: 'started', id: 'f1', sequence: 1, seed: 1, engine: 'patchmatch' },
  { type: 'progress', id: 'f1', sequence: 2, fraction: 0.5, stage: 'Grössere Flächen' },
  { type: 'done', id: 'f1', sequence: 3, report },
]

/** Events as the body of a stream. */
export const lines = (events: readonly FillEvent[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('')

/** A fill to ask for. */
export const request: FillRequestInput = {
  prompt: 'ein Fluß',
  image: { kind: 'encoded', part: 'image' },
  mask: { kind: 'encoded', part: 'mask' },
}
export const parts = { image: Uint8Array.of(1, 2, 3), mask: Uint8Array.of(4) }

/** Events above the `after` that was asked for. */
export const eventsAfter = ({ path }: Asked, list = EVENTS): FillEvent[] => {
  const after = Number(/after=(-?\d+)/.exec(path)?.[1])
  return list.filter(({ sequence }) => sequence > after)
}

/** A companion with one fill, `f1`, that runs. */
export const companion = (asked: Asked): Answer => {
  const { method, path } = asked
  if (method === 'PUT' && UNDER_AN_ID.test(path)) return json({ id: 'f1' }, 202)
  if (path.startsWith('/v1/fills/f1/events')) return pieces([lines(eventsAfter(asked))])
  if (method === 'DELETE') return json(status, 202)
  if (path === '/v1/fills/f1') return json(status)
  if (path === '/v1/ws-tickets') return json({ ticket: 'tick', expiresIn: 30 }, 201)
  return problem('not_found')
}

/** Where a fill is handed in: under an id of the client's own. */
export const UNDER_AN_ID =
  /^\/v1\/fills\/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export const status = { id: 'f1', state: 'running', fraction: 0.5, stage: 'Seam', variations: [] }

/** A client of this companion, what it asked, and how long it would have waited. */
export const clientOf = (
  answer: (asked: Asked) => Answer = companion,
  options: Partial<ClientOptions<Signal>> = {},
) => {
  const timers = instantTimers()
  const { fetch, asked } = fakeFetch(answer)
  const client = createClient({
    baseUrl: 'localhost',
    token: TOKEN,
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

export const gather = async (events: AsyncIterable<FillEvent>): Promise<FillEvent[]> => {
  const list: FillEvent[] = []
  for await (const event of events) list.push(event)
  return list
}

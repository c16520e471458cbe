/** One fill as a plugin makes it, through the shared client; with the time each step took. */
import {
  type Client,
  createClient,
  type Fetch,
  type FillEvent,
  type FillReport,
  type RandomBytes,
} from '@inlay/shared'
import type { RunningDaemon } from './daemon.ts'
import type { Picture } from './pictures.ts'

export interface Trip {
  /** From the client's submit to its decoded patch. */
  readonly total: number
  readonly report: FillReport
  /** Milliseconds by step, as the client and the daemon's Server-Timing headers saw them. */
  readonly steps: Readonly<Record<string, number>>
}

/** A `fetch` that keeps what the daemon says its steps took, by name. */
const timedFetch = (): { fetch: Fetch<AbortSignal>; timings: Map<string, number> } => {
  const timings = new Map<string, number>()
  return {
    timings,
    fetch: async (url, init) => {
      const response = await fetch(url, init)
      const header = response.headers.get('server-timing') ?? ''
      for (const [, name = '', dur = ''] of header.matchAll(/(\w+);dur=([0-9.]+)/g)) {
        timings.set(name, Number(dur))
      }
      return response
    },
  }
}

const randomBytes: RandomBytes = (count) => crypto.getRandomValues(new Uint8Array(count))

/** Makes trips one after the other, through one client as a plugin has it: the companion proves itself once. */
export const createTraveller = ({ address: baseUrl, token }: RunningDaemon) => {
  const { fetch: hostFetch, timings } = timedFetch()
  const client = createClient({ baseUrl, token, fetch: hostFetch, randomBytes })
  return (picture: Picture): Promise<Trip> => {
    timings.clear()
    return roundTrip(client, timings, picture)
  }
}

const roundTrip = async (
  client: Client<AbortSignal>,
  timings: ReadonlyMap<string, number>,
  picture: Picture,
): Promise<Trip> => {
  const { side, pixels, mask } = picture
  const size = { kind: 'raw', width: side, height: side } as const
  // The client asks for a status once, to learn whether its host can stream; a plugin has long done so.
  const start = performance.now()
  const id = await client.submit(
    {
      operation: 'remove',
      image: { ...size, part: 'image', channels: 4 },
      mask: { ...size, part: 'mask', channels: 1 },
      seed: 1,
    },
    { image: pixels, mask },
  )
  const accepted = performance.now()
  const report = await waitForDone(client.events(id))
  const done = performance.now()
  const { pixels: patch } = await client.resultPixels(id, 0)
  const end = performance.now()
  if (patch.data.length === 0) throw new Error('No pixels came back')

  await client.status(id)
  await client.cancel(id)
  const timing = (name: string): number => timings.get(name) ?? 0
  const stages: Readonly<Record<string, number>> = Object.fromEntries(
    Object.entries(report.times).map(([stage, time = 0]) => [
      stage === 'encode' ? 'keep patch' : stage,
      time,
    ]),
  )
  const inPipeline = Object.values(stages).reduce((sum, time) => sum + time, 0)
  return {
    total: end - start,
    report,
    steps: {
      'pack and send': accepted - start - timing('upload'),
      'upload and spool': timing('upload'),
      queue: timing('queue'),
      'messages to the child': timing('run') - timing('process'),
      ...stages,
      'pipeline, rest': timing('process') - inPipeline,
      'events, rest': done - accepted - timing('queue') - timing('run'),
      'encode result': timing('encode'),
      'download and decode': end - done - timing('encode'),
    },
  }
}

const waitForDone = async (events: AsyncIterable<FillEvent>): Promise<FillReport> => {
  for await (const event of events) {
    if (event.type === 'done') return event.report
    if (event.type === 'failed') throw new Error(event.error.message)
  }
  throw new Error('The events ended before the fill')
}

/** One fill as a plugin makes it: envelope up, events, raw patch down; with the time each step took. */
import {
  decodeEnvelope,
  ENVELOPE_TYPE,
  encodeEnvelope,
  FillAccepted,
  FillEvent,
  type FillReport,
  RAW_RESULT_PART,
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

export const roundTrip = async (daemon: RunningDaemon, picture: Picture): Promise<Trip> => {
  const headers = { authorization: `Bearer ${daemon.token}` }
  const { side, pixels, mask } = picture
  const size = { width: side, height: side, bitDepth: 8 }
  const start = performance.now()
  const body = encodeEnvelope({
    header: {
      operation: 'remove',
      image: { kind: 'raw', part: 'image', channels: 4, ...size },
      mask: { kind: 'raw', part: 'mask', channels: 1, ...size },
      seed: 1,
      output: { form: 'patch', format: 'raw' },
    },
    parts: { image: pixels, mask },
  })
  const packed = performance.now()
  const submitted = await fetch(`${daemon.address}/v1/fills`, {
    method: 'POST',
    headers: { ...headers, 'content-type': ENVELOPE_TYPE },
    body: body.slice(),
  })
  const { id } = FillAccepted.parse(await submitted.json())
  const accepted = performance.now()
  const report = await waitForDone(`${daemon.address}/v1/fills/${id}/events`, headers)
  const done = performance.now()
  const result = await fetch(`${daemon.address}/v1/fills/${id}/results/0`, { headers })
  const bytes = new Uint8Array(await result.arrayBuffer())
  const fetched = performance.now()
  const patch = decodeEnvelope(bytes)
  if (patch.parts.get(RAW_RESULT_PART)?.length === undefined) throw new Error('No pixels came back')
  const end = performance.now()

  const status = await fetch(`${daemon.address}/v1/fills/${id}`, { headers })
  await status.arrayBuffer()
  await fetch(`${daemon.address}/v1/fills/${id}`, { method: 'DELETE', headers })
  const upload = timing(submitted, 'upload')
  const { queue, run, process } = {
    queue: timing(status, 'queue'),
    run: timing(status, 'run'),
    process: timing(status, 'process'),
  }
  const encode = timing(result, 'encode')
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
      'pack (client)': packed - start,
      'upload and spool': upload,
      'submit, rest': accepted - packed - upload,
      queue,
      'messages to the child': run - process,
      ...stages,
      'pipeline, rest': process - inPipeline,
      'events, rest': done - accepted - queue - run,
      'encode result': encode,
      download: fetched - done - encode,
      'decode (client)': end - fetched,
    },
  }
}

const waitForDone = async (
  address: string,
  headers: Readonly<Record<string, string>>,
): Promise<FillReport> => {
  const response = await fetch(address, { headers })
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) {
      if (line === '') continue
      const event = FillEvent.parse(JSON.parse(line))
      if (event.type === 'done') return event.report
      if (event.type === 'failed') throw new Error(event.error.message)
    }
  }
  throw new Error('The events ended before the fill')
}

/** `name;dur=1.5` of a Server-Timing header; 0 when absent. */
const timing = (response: Response, name: string): number =>
  Number(
    new RegExp(`(?:^|, )${name};dur=([0-9.]+)`).exec(
      response.headers.get('server-timing') ?? '',
    )?.[1] ?? 0,
  )

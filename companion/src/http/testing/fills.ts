/** Fills for tests over HTTP: pictures made on the spot, submitted as a plugin or as curl does. */
import {
  ENVELOPE_TYPE,
  encodeEnvelope,
  FillAccepted,
  FillEvent,
  type FillRequestInput,
  FillStatus,
  isFinal,
} from '@inlay/shared'
import { box, boxMask, fileOf, maskFile, smoothPicture } from '../../pipeline/testing/pictures.ts'
import { type Answer, type TestDaemon, until } from './daemon.ts'

export interface Picture {
  readonly side: number
  readonly pixels: Uint8Array
  readonly mask: Uint8Array
}

const pictureOf = (side: number, hole: number): Picture => {
  const from = (side - hole) >> 1
  const { data } = smoothPicture(side, side, 3)
  return {
    side,
    pixels: new Uint8Array(data),
    mask: boxMask(side, side, [box(from, from, hole, hole)]).data,
  }
}

/** 64 x 64 pixels: filled in some tens of milliseconds. */
export const quickPicture = (): Picture => pictureOf(64, 12)

/** 2048 x 2048 pixels with a large hole: together with `variations: 8` it runs for many seconds. */
export const longPicture = (): Picture => pictureOf(2048, 1200)

export const envelopeOf = (
  { side, pixels, mask }: Picture,
  request: Partial<FillRequestInput> = {},
): Uint8Array => {
  const size = { kind: 'raw', width: side, height: side }
  return encodeEnvelope({
    header: {
      request: {
        image: { ...size, part: 'image', channels: 3 },
        mask: { ...size, part: 'mask', channels: 1 },
        seed: 7,
        ...request,
      },
    },
    parts: { image: pixels, mask },
  })
}

export const submit = (
  { ask }: TestDaemon,
  picture: Picture = quickPicture(),
  request: Partial<FillRequestInput> = {},
): Promise<Answer> =>
  ask('/v1/fills', {
    method: 'POST',
    headers: { 'content-type': ENVELOPE_TYPE },
    body: envelopeOf(picture, request),
  })

export const submitted = async (...args: Parameters<typeof submit>): Promise<string> =>
  FillAccepted.parse((await submit(...args)).json).id

/** A fill that is still running when this returns, and will be for seconds. */
export const submitLong = async (test: TestDaemon): Promise<string> => {
  const id = await submitted(test, longPicture(), { variations: 8 })
  const events = followEvents(test, id)
  for await (const event of events) if (event.type === 'started') break
  return id
}

/** Events over NDJSON with fetch, as a plugin reads them. */
export async function* followEvents(
  { base, token }: TestDaemon,
  id: string,
  after?: number,
): AsyncGenerator<FillEvent> {
  const query = after === undefined ? '' : `?after=${after}`
  const stop = new AbortController()
  const response = await fetch(`${base}/v1/fills/${id}/events${query}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: stop.signal,
  })
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for await (const chunk of response.body ?? []) {
      rest += decoder.decode(chunk, { stream: true })
      const lines = rest.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line !== '') yield FillEvent.parse(JSON.parse(line))
    }
  } finally {
    stop.abort()
  }
}

/** Every event to the final one. */
export const allEvents = async (
  test: TestDaemon,
  id: string,
  after?: number,
): Promise<FillEvent[]> => {
  const events: FillEvent[] = []
  for await (const event of followEvents(test, id, after)) {
    events.push(event)
    if (isFinal(event)) break
  }
  return events
}

/**
 * Looks at a fill on its way come on a busy machine only, and are kept no longer than the fill runs: who
 * asks again, or asks late, is told the rest.
 */
export const withoutPreviews = (events: readonly FillEvent[]): FillEvent[] =>
  events.filter(({ type }) => type !== 'preview')

export const statusOfFill = async ({ ask }: TestDaemon, id: string): Promise<FillStatus> =>
  FillStatus.parse((await ask(`/v1/fills/${id}`)).json)

/** The picture and its mask as PNG files. */
export const filesOf = async ({ side, pixels, mask }: Picture) => ({
  image: await fileOf({ width: side, height: side, channels: 3, data: pixels }),
  mask: await maskFile({ width: side, height: side, data: mask }),
})

/** A small fill, done: its id and all that was told of it. */
export const finishedFill = async (
  daemon: TestDaemon,
  request: Partial<FillRequestInput> = {},
): Promise<{ readonly id: string; readonly events: FillEvent[] }> => {
  const id = await submitted(daemon, quickPicture(), request)
  return { id, events: await allEvents(daemon, id) }
}

export const cancelFill = async (daemon: TestDaemon, id: string): Promise<void> => {
  await daemon.ask(`/v1/fills/${id}`, { method: 'DELETE' })
  await until(async () => (await statusOfFill(daemon, id)).state === 'cancelled')
}

/** Enlarging from the client's side: handed in, followed, fetched, and forgotten by the companion. */
import { decodeEnvelope, ENVELOPE_LIMITS, encodeEnvelope } from '../envelope.ts'
import { expected, InlayError } from '../errors.ts'
import { fromWireError } from '../fill-event.ts'
import type { PixelImage } from '../pixels.ts'
import { pixelsFromBytes } from '../raw-pixels.ts'
import {
  parseUpscaleRequest,
  RawPicture,
  type UpscaleEvent,
  type UpscaleHeaderInput,
  type UpscaleReport,
  type UpscaleRequestInput,
} from '../upscale-request.ts'
import { ENVELOPE_TYPE, FillAccepted, RAW_RESULT_PART } from '../wire-messages.ts'
import { type EventSource, pollChannel, streamChannel, TIMEOUT } from './event-stream.ts'
import { followEvents, type HearAway } from './follow.ts'
import type { Http } from './http.ts'
import { insist } from './insist.ts'
import type { Signal } from './platform.ts'
import { readReply, readUpscaleEvent, readUpscaleStatus } from './replies.ts'
import { tellCancelled } from './tell-cancelled.ts'

/** A request but for the form its result comes in. */
export type UpscaleInput = Omit<UpscaleRequestInput, 'format'>

export interface UpscaleOptions<S extends Signal> {
  readonly signal?: S | undefined
  /** Where it stands, and how far it is. */
  readonly onEvent?: (event: UpscaleEvent) => void
  /** Hears at once why the companion does not answer, and null when it does again. */
  readonly onAway?: HearAway
}

const upscalePath = (id: string): string => `/v1/upscale/${encodeURIComponent(id)}`

/**
 * Hands a picture in under `id`, sees it through, and fetches the result.
 * @throws InlayError invalid_request | image_missing before anything is sent; what it failed with
 */
export const upscale = async <S extends Signal>(
  http: Http<S>,
  id: string,
  input: UpscaleInput,
  format: 'png' | 'raw',
  parts: Readonly<Record<string, Uint8Array>>,
  options: UpscaleOptions<S>,
): Promise<{ readonly report: UpscaleReport; readonly bytes: Uint8Array<ArrayBuffer> }> => {
  const { timers } = http.options
  const { signal } = options
  const request: UpscaleRequestInput = { ...input, format }
  const { image } = parseUpscaleRequest(request)
  if (!Object.hasOwn(parts, image.part)) {
    throw new InlayError('image_missing', expected('the bytes of a part', image.part, undefined))
  }
  const header: UpscaleHeaderInput = { request }
  const path = upscalePath(id)
  const put = { method: 'PUT', path, type: ENVELOPE_TYPE, signal } as const
  const forget = async (): Promise<void> => {
    await http.text({ method: 'DELETE', path, timeout: TIMEOUT })
  }
  try {
    // A companion that is not there at all is told of at once.
    await http.greet(signal)
    const body = encodeEnvelope({ header, parts })
    await insist(() => http.json(FillAccepted, { ...put, body }), { timers, signal })
    const report = await follow(http, id, options)
    const bytes = await insist(() => http.bytes({ path: `${path}/result`, signal }), {
      timers,
      signal,
    })
    // What is not fetched again is of no use there; should this fail, it goes by itself.
    await forget().catch(() => {})
    return { report, bytes }
  } catch (error) {
    if (signal?.aborted === true) await tellCancelled(forget())
    throw error
  }
}

const follow = async <S extends Signal>(
  http: Http<S>,
  id: string,
  { signal, onEvent, onAway }: UpscaleOptions<S>,
): Promise<UpscaleReport> => {
  const path = upscalePath(id)
  const source: EventSource<UpscaleEvent> = { path, read: (value) => readUpscaleEvent(value, id) }
  // Any answer shows whether this host can stream; a status is the cheapest.
  if (http.streams === undefined) {
    readUpscaleStatus(await http.unchecked({ path, signal, timeout: TIMEOUT }))
  }
  const channel = (http.streams === true ? streamChannel : pollChannel)({ http, signal }, source)
  for await (const event of followEvents(channel, {
    after: -1,
    timers: http.options.timers,
    ...{ signal, onAway },
  })) {
    onEvent?.(event)
    if (event.type === 'done') return event.report
    if (event.type === 'failed') throw fromWireError(event.error)
    if (event.type === 'cancelled') throw new InlayError('cancelled')
  }
  throw new InlayError('internal', 'The events ended without a last one.')
}

/** @throws InlayError envelope_invalid | reply_invalid */
export const readRawPicture = (bytes: Uint8Array): PixelImage => {
  const { header, parts } = decodeEnvelope(bytes, { ...ENVELOPE_LIMITS, maxBytes: bytes.length })
  const { bitDepth, ...shape } = readReply(RawPicture, header)
  const pixels = parts.get(RAW_RESULT_PART)
  if (pixels === undefined) throw new InlayError('reply_invalid', 'There are no pixels in it.')
  return pixelsFromBytes(shape, bitDepth, pixels)
}

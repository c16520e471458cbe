/** The companion's client: what every plugin, and anybody else in JavaScript, talks to it with. */
import { OWNER_ID } from '../access.ts'
import type { EngineInfo } from '../engine-info.ts'
import { decodeEnvelope, ENVELOPE_LIMITS, encodeEnvelope } from '../envelope.ts'
import { expected, InlayError } from '../errors.ts'
import { type FillEvent, type FillStatus, fromWireError } from '../fill-event.ts'
import type { FillReport } from '../fill-report.ts'
import {
  FillRequest,
  type FillRequestInput,
  type ImageSource,
  parseFillRequest,
} from '../fill-request.ts'
import type { Bounds } from '../geometry/bounds.ts'
import type { PixelImage } from '../pixels.ts'
import { pixelsFromBytes } from '../raw-pixels.ts'
import type { FileFormat, Form } from '../request-values.ts'
import type { SegmentRequestInput } from '../segment-request.ts'
import type { UpscaleReport } from '../upscale-request.ts'
import { randomUuid } from '../uuid.ts'
import {
  ENVELOPE_TYPE,
  FillAccepted,
  RAW_RESULT_PART,
  RawResult,
  type SubmitHeaderInput,
} from '../wire-messages.ts'
import { normaliseAddress } from './address.ts'
import { socketChannel } from './event-socket.ts'
import {
  type Channel,
  fillEvents,
  fillPath,
  pollChannel,
  streamChannel,
  TIMEOUT,
} from './event-stream.ts'
import { followEvents, type HearAway } from './follow.ts'
import { createHttp } from './http.ts'
import { insist } from './insist.ts'
import { createPass } from './pass.ts'
import {
  type Fetch,
  hostTimers,
  type RandomBytes,
  type Signal,
  type SocketConstructor,
  type Timers,
} from './platform.ts'
import { proveCompanion } from './prove.ts'
import { readEngines, readReply, readStatus } from './replies.ts'
import { createSelector, type Selection, type Selector, segment } from './segment.ts'
import { tellCancelled } from './tell-cancelled.ts'
import { readRawPicture, type UpscaleInput, type UpscaleOptions, upscale } from './upscale.ts'

export interface ClientOptions<S extends Signal> {
  /** As `findCompanion` gives it, or as a person typed it; this machine only. */
  readonly baseUrl: string
  /**
   * Sent only to a companion that has proven that it knows it. Absent in the companion's own page:
   * it was served by the companion, and its `fetch` carries its session.
   */
  readonly token?: string
  /** As pairing gave it; absent for the owner's own token. */
  readonly deviceId?: string
  readonly fetch: Fetch<S>
  readonly randomBytes: RandomBytes
  /** For events where `fetch` cannot stream; without it they are asked for again and again. */
  readonly WebSocket?: SocketConstructor
  readonly timers?: Timers
}

export interface CallOptions<S extends Signal> {
  readonly signal?: S | undefined
}

export interface FollowingOptions<S extends Signal> extends CallOptions<S> {
  /**
   * Hears at once why the companion does not answer, and null when it does again. Meanwhile it is
   * asked again and again for a minute.
   */
  readonly onAway?: HearAway
}

export interface SubmitOptions<S extends Signal> extends CallOptions<S> {
  /** Hears at once why the companion does not answer, and null when it has taken it after all. */
  readonly onAway?: HearAway | undefined
  /** A UUID in small letters, for those who keep it before they send; a random one when absent. */
  readonly id?: string
}

export interface ResultOptions<S extends Signal> extends CallOptions<S> {
  /** The filled area as a layer (default), or the whole picture. */
  readonly form?: Form
}

export interface ResultFileOptions<S extends Signal> extends CallOptions<S> {
  readonly format: FileFormat
  /** 1..100, for JPEG, WebP and AVIF; absent, as little is lost as the kind allows. */
  readonly quality?: number | undefined
  /** Pixels of the longer side, for lists of pictures; absent, its own size. */
  readonly side?: number | undefined
}

/** One result as bare pixels. */
export interface ResultPixels {
  /** RGBA, straight alpha; in a patch alpha is the soft mask and the colour beneath is opaque. */
  readonly pixels: PixelImage
  /** Where it belongs in the (possibly expanded) picture. */
  readonly bounds: Bounds
  readonly index: number
  readonly seed: number
}

/**
 * Every method throws InlayError: the companion's own by its code, companion_unreachable and
 * companion_silent when it is not there, companion_unproven when something else is in its place, reply_invalid when it is not understood, cancelled when
 * the signal aborts.
 */
export interface Client<S extends Signal> {
  readonly baseUrl: string
  engines(options?: CallOptions<S>): Promise<EngineInfo[]>
  /**
   * Hands a fill in; its id. Sent again when the line drops or the companion is just restarting:
   * under the same id nothing is started twice.
   * @param parts the bytes of the parts that the request names
   */
  submit(
    request: FillRequestInput,
    parts: Readonly<Record<string, Uint8Array>>,
    options?: SubmitOptions<S>,
  ): Promise<string>
  status(id: string, options?: CallOptions<S>): Promise<FillStatus>
  /**
   * Every event after `after` (default: all), in order, the final one last; goes on where it was
   * when the connection drops. `failed` and `cancelled` are events, not errors.
   */
  events(
    id: string,
    options?: FollowingOptions<S> & { readonly after?: number },
  ): AsyncGenerator<FillEvent, void, undefined>
  /** A variation as a PNG file. */
  resultPng(id: string, index: number, options?: ResultOptions<S>): Promise<Uint8Array<ArrayBuffer>>
  /** The whole picture with a variation in it, as a file with the picture's metadata. */
  resultFile(
    id: string,
    index: number,
    options: ResultFileOptions<S>,
  ): Promise<Uint8Array<ArrayBuffer>>
  /** What a fill was asked with. */
  request(id: string, options?: CallOptions<S>): Promise<FillRequest>
  /** A picture as it came with a fill, as long as its results are kept. */
  input(
    id: string,
    name: 'image' | 'mask',
    options?: CallOptions<S>,
  ): Promise<Uint8Array<ArrayBuffer>>
  /** A variation as bare pixels, in the depth of the picture. */
  resultPixels(id: string, index: number, options?: ResultOptions<S>): Promise<ResultPixels>
  /**
   * A soft mask of what was clicked.
   * @param parts the picture's bytes under the name the request gives; none when it says `held`
   */
  segment(
    request: SegmentRequestInput,
    parts: Readonly<Record<string, Uint8Array>>,
    options?: CallOptions<S>,
  ): Promise<Selection>
  /** Selections in one picture, which is sent once and again only when it was forgotten. */
  selector(image: ImageSource, bytes: Uint8Array): Selector<S>
  /**
   * The picture made larger by a net, as a PNG of its own depth and profile. Aborting the signal
   * cancels it on the companion too; nothing of it stays there.
   * @param parts the picture's bytes under the name the request gives
   * @throws InlayError what it failed with: model_missing when no model for it is installed
   */
  upscalePng(
    request: UpscaleInput,
    parts: Readonly<Record<string, Uint8Array>>,
    options?: UpscaleOptions<S>,
  ): Promise<{ readonly report: UpscaleReport; readonly png: Uint8Array<ArrayBuffer> }>
  /** The same as RGBA pixels with straight alpha, in the depth of the picture. */
  upscalePixels(
    request: UpscaleInput,
    parts: Readonly<Record<string, Uint8Array>>,
    options?: UpscaleOptions<S>,
  ): Promise<{ readonly report: UpscaleReport; readonly pixels: PixelImage }>
  /** Cancels a fill that waits or runs; forgets a finished one and its results. */
  cancel(id: string, options?: CallOptions<S>): Promise<void>
  /**
   * Hands a fill in and sees it through. Aborting the signal cancels it on the companion too.
   * @throws InlayError what the fill failed with
   */
  fill(
    request: FillRequestInput,
    parts: Readonly<Record<string, Uint8Array>>,
    options?: FollowingOptions<S> & { readonly onEvent?: (event: FillEvent) => void },
  ): Promise<{ readonly id: string; readonly report: FillReport }>
}

/** @throws InlayError invalid_request for an address that is not of this machine */
export const createClient = <S extends Signal>(options: ClientOptions<S>): Client<S> => {
  const { token, deviceId = OWNER_ID, fetch, randomBytes, WebSocket, timers = hostTimers } = options
  const baseUrl = normaliseAddress(options.baseUrl)
  const pass =
    token === undefined
      ? undefined
      : createPass(
          token,
          () => {
            // It was found before: one that is slow to answer is busy, and no stranger.
            const who = { deviceId, token, fetch, randomBytes, timers }
            return proveCompanion(baseUrl, { ...who, timeout: TIMEOUT })
          },
          timers,
        )
  const http = createHttp({ baseUrl, pass, fetch, timers })

  const status: Client<S>['status'] = async (id, { signal } = {}) =>
    readStatus(await http.unchecked({ path: fillPath(id), signal, timeout: TIMEOUT }))

  const newId = (): string => randomUuid(randomBytes)

  const submit: Client<S>['submit'] = async (request, parts, options = {}) => {
    const { signal, onAway, id = newId() } = options
    checkParts(request, parts)
    const header: SubmitHeaderInput = { request }
    const body = encodeEnvelope({ header, parts })
    // A companion that is not there at all is told of at once.
    await http.greet(signal)
    const put = { method: 'PUT', path: fillPath(id), type: ENVELOPE_TYPE, body, signal } as const
    const accepted = await insist(() => http.json(FillAccepted, put), { timers, signal, onAway })
    return accepted.id
  }

  const events: Client<S>['events'] = async function* follow(id, { after = -1, ...options } = {}) {
    const { signal } = options
    // Any answer shows whether this host can stream; a status is the cheapest.
    if (http.streams === undefined) await status(id, { signal })
    const channelOptions = { http, id, signal }
    let channel: Channel = pollChannel(channelOptions, fillEvents(id))
    if (http.streams === true) channel = streamChannel(channelOptions, fillEvents(id))
    else if (WebSocket !== undefined) channel = socketChannel(channelOptions, WebSocket, channel)
    yield* followEvents(channel, { after, timers, ...options })
  }

  const cancel: Client<S>['cancel'] = async (id, { signal } = {}) => {
    await http.text({ method: 'DELETE', path: fillPath(id), signal, timeout: TIMEOUT })
  }

  const resultPath = (id: string, index: number, form: Form, format: FileFormat | 'raw'): string =>
    `${fillPath(id)}/results/${index}?form=${form}&format=${format}`

  const fetchBytes = (path: string, signal: S | undefined): Promise<Uint8Array<ArrayBuffer>> =>
    insist(() => http.bytes({ path, signal }), { timers, signal })

  return {
    baseUrl: http.options.baseUrl,
    engines: async ({ signal } = {}) =>
      readEngines(await http.unchecked({ path: '/v1/engines', signal, timeout: ENGINES_TIMEOUT })),
    submit,
    status,
    events,
    cancel,
    segment: (request, parts, { signal } = {}) => segment(http, request, parts, signal),
    selector: (image, bytes) => createSelector(http, image, bytes),
    upscalePng: async (request, parts, options = {}) => {
      const { report, bytes } = await upscale(http, newId(), request, 'png', parts, options)
      return { report, png: bytes }
    },
    upscalePixels: async (request, parts, options = {}) => {
      const { report, bytes } = await upscale(http, newId(), request, 'raw', parts, options)
      return { report, pixels: readRawPicture(bytes) }
    },
    resultPng: (id, index, { form = 'patch', signal } = {}) =>
      fetchBytes(resultPath(id, index, form, 'png'), signal),
    resultFile: (id, index, { format, quality, side, signal }) => {
      const path = resultPath(id, index, 'composite', format)
      const how = quality === undefined ? '' : `&quality=${quality}`
      const size = side === undefined ? '' : `&side=${side}`
      return fetchBytes(`${path}${how}${size}`, signal)
    },
    request: (id, { signal } = {}) =>
      insist(() => http.json(FillRequest, { path: `${fillPath(id)}/request`, signal }), {
        timers,
        signal,
      }),
    input: (id, name, { signal } = {}) => fetchBytes(`${fillPath(id)}/inputs/${name}`, signal),
    resultPixels: async (id, index, { form = 'patch', signal } = {}) =>
      readPixels(await fetchBytes(resultPath(id, index, form, 'raw'), signal)),
    fill: async (request, parts, { onEvent, ...options } = {}) => {
      const { signal } = options
      let id = newId()
      try {
        id = await submit(request, parts, { signal, id, onAway: options.onAway })
        for await (const event of events(id, options)) {
          onEvent?.(event)
          if (event.type === 'done') return { id, report: event.report }
          if (event.type === 'failed') throw fromWireError(event.error)
          if (event.type === 'cancelled') throw new InlayError('cancelled')
        }
        throw new InlayError('internal', 'The events ended without a last one.')
      } catch (error) {
        if (signal?.aborted === true) await tellCancelled(cancel(id))
        throw error
      }
    },
  }
}

/** Listing engines may have to start the process that knows them. */
const ENGINES_TIMEOUT = 30_000

/** @throws InlayError invalid_request | image_missing | mask_missing, before anything is sent */
const checkParts = (
  request: FillRequestInput,
  parts: Readonly<Record<string, Uint8Array>>,
): void => {
  const { image, mask, sample, guide, reference } = parseFillRequest(request)
  if (!Object.hasOwn(parts, image.part)) {
    throw new InlayError('image_missing', expected('the bytes of a part', image.part, undefined))
  }
  for (const source of [mask, sample]) {
    if (source !== undefined && !Object.hasOwn(parts, source.part)) {
      throw new InlayError('mask_missing', expected('the bytes of a part', source.part, undefined))
    }
  }
  for (const source of [guide, reference]) {
    if (source !== undefined && !Object.hasOwn(parts, source.part)) {
      throw new InlayError('image_missing', expected('the bytes of a part', source.part, undefined))
    }
  }
}

/** @throws InlayError envelope_invalid | reply_invalid */
const readPixels = (bytes: Uint8Array): ResultPixels => {
  const { header, parts } = decodeEnvelope(bytes, { ...ENVELOPE_LIMITS, maxBytes: bytes.length })
  const { bitDepth, bounds, index, seed, ...shape } = readReply(RawResult, header)
  const pixels = parts.get(RAW_RESULT_PART)
  if (pixels === undefined) throw new InlayError('reply_invalid', 'There are no pixels in it.')
  return { pixels: pixelsFromBytes(shape, bitDepth, pixels), bounds, index, seed }
}

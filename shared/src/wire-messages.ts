/**
 * The small messages of the companion's API that are neither a request nor an event. What the
 * companion says may hold fields an older client does not know, so answers are open; what it is
 * told is checked strictly.
 */
import { WireError } from './fill-event.ts'
import { BoundsSchema, VariationReport } from './fill-report.ts'
import { FillRequest } from './fill-request.ts'
import * as z from './zod.ts'

/**
 * How far the companion is: it answers from the moment it has its port, takes work once `ready`, and
 * finishes what runs while `stopping`.
 */
export const PHASES = ['starting', 'ready', 'stopping'] as const
export type Phase = (typeof PHASES)[number]

/** The only thing anyone may know without a token. */
export const Health = z.object({
  name: z.string(),
  version: z.string(),
  /** Absent from older companions, which answered only when ready. */
  state: z.enum(PHASES).optional(),
})
export type Health = z.infer<typeof Health>

/** Answer to `GET /v1/status`: for the owner's eyes. */
export const CompanionStatus = z.object({
  version: z.string(),
  state: z.enum(PHASES),
  pid: z.int(),
  port: z.int(),
  /** ISO 8601, UTC. */
  startedAt: z.iso.datetime(),
  /** Fills that wait and fills that run. */
  queued: z.int().min(0),
  running: z.int().min(0),
  /** True while nothing new is started; absent from older companions. */
  paused: z.boolean().optional(),
  /** Process id of the fill process while there is one. */
  fillProcess: z.int().optional(),
  /** Resident bytes of the companion itself. */
  memory: z.int().min(0),
})
export type CompanionStatus = z.infer<typeof CompanionStatus>

/** Answer to `POST /v1/shutdown`: seconds after which it is gone at the latest. */
export const Stopping = z.object({ within: z.number() })
export type Stopping = z.infer<typeof Stopping>

/** Answer to `POST /v1/engines/release`: false while a fill runs, whose memory is needed. */
export const Released = z.object({ released: z.boolean() })
export type Released = z.infer<typeof Released>

/** Content type of the wire envelope, up and down. */
export const ENVELOPE_TYPE = 'application/x-inlay-envelope'

/** Content type of the event stream: one JSON object a line; an empty line is a heartbeat. */
export const EVENTS_TYPE = 'application/x-ndjson'

/** Header of the envelope that `POST /v1/fills` takes; the parts are those the request names. */
export const SubmitHeader = z.strictObject({ request: FillRequest })
export type SubmitHeader = z.infer<typeof SubmitHeader>
export type SubmitHeaderInput = z.input<typeof SubmitHeader>

/** Answer to `POST /v1/fills`. */
export const FillAccepted = z.object({ id: z.string() })
export type FillAccepted = z.infer<typeof FillAccepted>

/** Header of the envelope `GET /v1/fills/:id/results/:n?format=raw` answers with. */
export const RawResult = z.object({
  width: z.int().min(1),
  height: z.int().min(1),
  /** Straight alpha; in a patch it is the soft mask and the colour beneath is opaque. */
  channels: z.literal(4),
  /** 16-bit samples are little-endian. */
  bitDepth: z.union([z.literal(8), z.literal(16)]),
  bounds: BoundsSchema,
  index: VariationReport.shape.index,
  seed: z.int().min(0),
})
export type RawResult = z.infer<typeof RawResult>

/** Name of the part that holds the pixels of a raw result. */
export const RAW_RESULT_PART = 'pixels'

/**
 * The WebSocket's subprotocol. Browsers cannot set headers there, so a client offers two: this one
 * and `ticket.<ticket>` with a ticket from `POST /v1/ws-tickets`.
 */
export const SOCKET_PROTOCOL = 'inlay.v1'
export const SOCKET_TICKET_PREFIX = 'ticket.'

/**
 * The WebSocket `/v1/tunnel` carries one HTTP request, for hosts that a system keeps from plain http
 * but not from ws (UXP on some macOS). The client says a TunnelRequest, then its body in binary
 * messages; it hears a TunnelAnswer, the answer's body, and TUNNEL_END when that was all: UXP tells
 * of a closed socket seconds late (facts/hosts.md 2.2).
 */
export const TUNNEL_PATH = '/v1/tunnel'
export const TUNNEL_PROTOCOL = 'inlay.tunnel.v1'

export const TUNNEL_END = 'end'

/** Longest binary message either way, in bytes. */
export const TUNNEL_MESSAGE = 2 ** 20

export const TunnelRequest = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
  path: z
    .string()
    .regex(/^\/v1\/[!-~]*$/)
    .max(2048),
  authorization: z.string().max(1024).optional(),
  contentType: z.string().max(256).optional(),
  /** Bytes of body to come. */
  length: z.int().min(0),
})
export type TunnelRequest = z.infer<typeof TunnelRequest>

export const TunnelAnswer = z.object({ status: z.int().min(100).max(599) })
export type TunnelAnswer = z.infer<typeof TunnelAnswer>

/** Answer to `POST /v1/ws-tickets`: good for one handshake within `expiresIn` seconds. */
export const SocketTicket = z.object({ ticket: z.string(), expiresIn: z.number() })
export type SocketTicket = z.infer<typeof SocketTicket>

/** What a client says on `/v1/ws`; `after` is the sequence of the last event it has seen. */
export const SocketRequest = z.union([
  z.strictObject({ subscribe: z.string(), after: z.int().min(-1).default(-1) }),
  z.strictObject({ unsubscribe: z.string() }),
])
export type SocketRequest = z.infer<typeof SocketRequest>
export type SocketRequestInput = z.input<typeof SocketRequest>

/** What the companion says on `/v1/ws` besides events: the request that failed, and why. */
export const SocketProblem = z.object({
  type: z.literal('problem'),
  id: z.string().optional(),
  error: WireError,
})
export type SocketProblem = z.infer<typeof SocketProblem>

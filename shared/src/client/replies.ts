/** Reads what the companion answers; a newer one may say more than this client knows. */
import { EngineInfo, type EngineList } from '../engine-info.ts'
import { ERROR_CODES, InlayError } from '../errors.ts'
import { FillEvent, FillStatus, fromWireError, toWireError, WireError } from '../fill-event.ts'
import { parseWith } from '../issues.ts'
import { OPERATIONS } from '../request-values.ts'
import { UpscaleEvent, UpscaleStatus } from '../upscale-request.ts'
import { SocketProblem } from '../wire-messages.ts'
import * as z from '../zod.ts'

/** An error whose code this client may not know. */
const OpenWireError = WireError.extend({ code: z.string() })

/** An event whose type, or whose error's code, this client may not know. */
const OpenEvent = z.object({
  type: z.string(),
  id: z.string(),
  sequence: z.int().min(0),
  error: OpenWireError.optional(),
})

const OpenProblem = SocketProblem.extend({ error: OpenWireError })

const OpenStatus = FillStatus.extend({ error: OpenWireError.optional() })
const OpenUpscaleStatus = UpscaleStatus.extend({ error: OpenWireError.optional() })

const EVENT_TYPES = FillEvent.options.map((option) => option.shape.type.value as string)
const UPSCALE_TYPES = UpscaleEvent.options.map((option) => option.shape.type.value as string)

/** Engines may learn operations this client has no button for. */
const OpenEngineList = z.object({
  engines: z.array(
    EngineInfo.extend({
      operations: z
        .array(z.string())
        .transform((names) => OPERATIONS.filter((operation) => names.includes(operation))),
    }),
  ),
}) satisfies z.ZodType<z.output<typeof EngineList>>

/** @throws InlayError reply_invalid */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new InlayError('reply_invalid', 'The answer is not JSON.', { cause })
  }
}

/** @throws InlayError reply_invalid */
export const readReply = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> => parseWith(schema, value, 'reply_invalid', 'the answer')

/** @throws InlayError reply_invalid */
export const readEngines = (value: unknown): EngineInfo[] =>
  readReply(OpenEngineList, value).engines

/** @throws InlayError reply_invalid */
export const readStatus = (value: unknown): FillStatus => {
  const { error, ...status } = readReply(OpenStatus, value)
  return error === undefined ? status : { ...status, error: toWireError(fromOpenWireError(error)) }
}

/** The error an answer of this status carries; never throws. */
export const readProblem = (status: number, text: string): InlayError => {
  try {
    return fromOpenWireError(readReply(OpenWireError, parseJson(text)))
  } catch (cause) {
    return new InlayError('reply_invalid', `It came with HTTP status ${status}.`, { cause })
  }
}

/** The companion's own error; one of an unknown code keeps its sentence. */
const fromOpenWireError = (error: z.output<typeof OpenWireError>): InlayError => {
  const known = ERROR_CODES.find((code) => code === error.code)
  return known === undefined
    ? new InlayError('internal', `${error.message} ${error.next}`)
    : fromWireError({ ...error, code: known })
}

/** An event of any kind of job. */
export interface AnyEvent {
  readonly type: string
}

export interface NumberedEvent<E extends AnyEvent = FillEvent> {
  readonly sequence: number
  /** Null for a type this client does not know. */
  readonly event: E | null
}

/** One event of job `id`, but for its own types. */
const openEvent = (value: unknown, id: string, types: readonly string[]) => {
  const open = readReply(OpenEvent, value)
  if (open.id !== id) throw new InlayError('reply_invalid', 'The event belongs to another job.')
  const { sequence } = open
  if (!types.includes(open.type)) return { sequence, event: null }
  if (open.type === 'failed' && open.error !== undefined) {
    const error = toWireError(fromOpenWireError(open.error))
    return { sequence, event: { type: 'failed' as const, id, sequence, error } }
  }
  return { sequence }
}

/**
 * One event of fill `id`.
 * @throws InlayError reply_invalid
 */
export const readEvent = (value: unknown, id: string): NumberedEvent => {
  const { sequence, event } = openEvent(value, id, EVENT_TYPES)
  return { sequence, event: event === undefined ? readReply(FillEvent, value) : event }
}

/**
 * One event of the enlarging `id`.
 * @throws InlayError reply_invalid
 */
export const readUpscaleEvent = (value: unknown, id: string): NumberedEvent<UpscaleEvent> => {
  const { sequence, event } = openEvent(value, id, UPSCALE_TYPES)
  return { sequence, event: event === undefined ? readReply(UpscaleEvent, value) : event }
}

/** @throws InlayError reply_invalid */
export const readUpscaleStatus = (value: unknown): UpscaleStatus => {
  const { error, ...status } = readReply(OpenUpscaleStatus, value)
  return error === undefined ? status : { ...status, error: toWireError(fromOpenWireError(error)) }
}

/**
 * One message of the companion's socket: an event of fill `id`.
 * @throws InlayError the companion's own when it reports a problem; reply_invalid
 */
export const readMessage = (value: unknown, id: string): NumberedEvent => {
  const problem = OpenProblem.safeParse(value)
  if (problem.success) throw fromOpenWireError(problem.data.error)
  return readEvent(value, id)
}

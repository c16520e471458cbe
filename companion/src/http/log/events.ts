/**
 * Everything the daemon may say of itself, as a closed table: an event has the fields named here and
 * no other, and each field takes numbers, codes and names of ours only. There is no field that a
 * prompt, an image, a path or a token would fit into, and no free text (facts/daemon.md 1.4 row 20).
 */
import { ERROR_CODES, type LogLevel, OPERATIONS } from '@inlay/shared'
import { CHILD_ENDS } from '../../system/child/fork-child.ts'
import { ERROR_NAME, FRAME, SYSTEM_CODE, type Trace } from '../../system/frames.ts'

/** What may stand in a field: how it is checked decides its type. */
export type Field<T> = (value: unknown) => value is T
type ValueOf<F> = F extends Field<infer T> ? T : never

const oneOf =
  <const T extends string>(...values: readonly T[]): Field<T> =>
  (value): value is T =>
    values.some((one) => one === value)

const matching =
  (pattern: RegExp): Field<string> =>
  (value): value is string =>
    typeof value === 'string' && pattern.test(value)

/** Milliseconds, bytes, pixels or things. */
const number: Field<number> = (value): value is number => Number.isFinite(value)
const version = matching(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/)
/** A fill's id: a UUID, ours or a paired client's. */
const job = matching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const code = oneOf(...ERROR_CODES)
/** An engine's id as the fill process tells it, which knows its own only. */
const engine = matching(/^[a-z][a-z0-9-]{0,31}$/)
/** A route's template, "/v1/fills/:id", never an address. */
const route = matching(/^(?:\/v1(?:\/:?[a-z][a-z.-]{0,30}){1,5}|none)$/)
const system = matching(SYSTEM_CODE)

const isTrace = (value: unknown): value is Trace =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  matching(ERROR_NAME)(value.name) &&
  (!('code' in value) || system(value.code)) &&
  'frames' in value &&
  Array.isArray(value.frames) &&
  value.frames.every(matching(FRAME))

/** Where in our code it arose. */
const traces: Field<readonly Trace[]> = (value): value is readonly Trace[] =>
  Array.isArray(value) && value.every(isTrace)

const STAGE_TIMES = {
  decode: number,
  mask: number,
  context: number,
  engineTime: number,
  colour: number,
  seam: number,
  stitch: number,
  encode: number,
}

export const LOG_EVENTS = {
  started: {
    level: 'info',
    fields: { version, node: version, pid: number, port: number, ms: number },
  },
  stopping: {
    level: 'info',
    fields: { why: oneOf('signal', 'request', 'closed'), running: number, queued: number },
  },
  stopped: { level: 'info', fields: { ms: number, interrupted: number } },
  crashed: { level: 'error', fields: { traces } },
  failed: { level: 'error', fields: { code, traces } },
  devices_set_aside: { level: 'warn', fields: {} },
  fills_set_aside: { level: 'warn', fields: {} },
  fills_found_again: { level: 'warn', fields: { fills: number } },
  fills_lost: { level: 'warn', fields: { fills: number } },
  fills_unreadable: { level: 'warn', fields: { fills: number } },
  log_lost: { level: 'warn', fields: { lines: number } },

  job_accepted: { level: 'info', fields: { job, operation: oneOf(...OPERATIONS), bytes: number } },
  job_started: { level: 'info', fields: { job, engine } },
  job_done: {
    level: 'info',
    fields: {
      job,
      engine,
      variations: number,
      pixels: number,
      bytes: number,
      queue: number,
      run: number,
      ...STAGE_TIMES,
    },
  },
  job_failed: { level: 'info', fields: { job, code } },
  job_cancelled: { level: 'info', fields: { job } },

  child_started: { level: 'debug', fields: { pid: number } },
  child_gone: {
    level: 'warn',
    fields: {
      pid: number,
      why: oneOf(...CHILD_ENDS),
      pending: number,
    },
  },

  pairing: {
    level: 'info',
    fields: { what: oneOf('asked', 'wrong_code', 'paired', 'expired', 'tries', 'stopped') },
  },
  device_revoked: { level: 'info', fields: {} },

  /** One request or handshake that was answered; `code` where it was refused. */
  request: {
    level: 'debug',
    fields: {
      method: oneOf('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'other'),
      route,
      status: number,
      code,
      ms: number,
      received: number,
      sent: number,
    },
  },
} as const satisfies Record<
  string,
  { readonly level: LogLevel; readonly fields: Readonly<Record<string, Field<unknown>>> }
>

export type LogEventName = keyof typeof LOG_EVENTS

/** What may be said with an event; what is not known is left out. */
export type LogFields<N extends LogEventName> = {
  readonly [K in keyof (typeof LOG_EVENTS)[N]['fields']]?:
    | ValueOf<(typeof LOG_EVENTS)[N]['fields'][K]>
    | undefined
}

/**
 * The fields of an event that are what its table says, and no other. Types say so already; this
 * holds where a type was talked round or a value came from another process.
 */
export const checkedFields = <N extends LogEventName>(
  event: N,
  fields: LogFields<N>,
): LogFields<N> => {
  const known: Readonly<Record<string, Field<unknown>>> = LOG_EVENTS[event].fields
  const checked: LogFields<N> = { ...fields }
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || known[name]?.(value) !== true) Reflect.deleteProperty(checked, name)
  }
  return checked
}

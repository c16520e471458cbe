/** Answers and parameters that many routes share, for the OpenAPI document. */
import { ERRORS, type ErrorCode, EVENTS_TYPE, type Scope } from '@inlay/shared'
import { refTo, type SchemaName } from './schemas.ts'

type Answer = { readonly description: string; readonly [field: string]: unknown }

export const jsonAnswer = (description: string, schema: SchemaName): Answer => ({
  description,
  content: { 'application/json': { schema: refTo(schema) } },
})

export const jsonRequest = (schema: SchemaName): object => ({
  required: true,
  content: { 'application/json': { schema: refTo(schema) } },
})

/**
 * The scope the token must have; or the two halves of a session of the companion's own page, which
 * may do all that its owner may.
 */
export const scoped = (scope: Scope): object[] => [
  { token: [scope] },
  { pageCookie: [], pageWord: [] },
]

/** Bytes that are no JSON. */
export const binary = (description: string): object => ({
  type: 'string',
  format: 'binary',
  description,
})

/** A stream of events of this kind. */
export const eventsAnswer = (schema: SchemaName): Answer => ({
  description: 'One JSON object a line; an empty line is a heartbeat.',
  content: { [EVENTS_TYPE]: { schema: refTo(schema) } },
})

/** What any route that needs a token may answer, before it is even looked at. */
const EVERYWHERE: readonly ErrorCode[] = [
  'unauthorised',
  'scope_missing',
  'forbidden_origin',
  'wrong_host',
  'invalid_request',
  'starting',
]

/** What the routes for plugins that have no token yet may answer before all else. */
export const BEFORE_TOKEN: readonly ErrorCode[] = [
  'invalid_request',
  'forbidden_origin',
  'wrong_host',
  'body_too_large',
  'media_type_unsupported',
  'starting',
]

/** One answer a status, naming the error codes that carry it, in order of status. */
export const errorAnswers = (
  codes: readonly ErrorCode[],
  everywhere: readonly ErrorCode[] = EVERYWHERE,
): Record<string, Answer> => {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of new Set([...everywhere, ...codes])) {
    const { status } = ERRORS[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, same]) => [
        String(status),
        jsonAnswer(
          same
            .map((code) => `\`${code}\`: ${ERRORS[code].message} ${ERRORS[code].next}`)
            .join('\n\n'),
          'WireError',
        ),
      ]),
  )
}

export const FILL_ID = {
  name: 'id',
  in: 'path',
  required: true,
  description:
    'The id that POST /v1/fills answered with, or the client’s own: a UUID in small letters.',
  schema: { type: 'string', format: 'uuid' },
}

export const DEVICE_ID = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The id that /v1/devices lists.',
  schema: { type: 'string', format: 'uuid' },
}

export const MODEL_ID = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The id that /v1/models lists.',
  schema: { type: 'string' },
}

export const PAIRING_ID = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The id that POST /v1/pair/requests answered with.',
  schema: { type: 'string', format: 'uuid' },
}

export const queryParameter = (name: string, description: string, schema: object): object => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
})

/** How a stream of events is asked for. */
export const EVENT_PARAMETERS = [
  queryParameter('after', 'Sequence of the last event seen; only later ones are sent.', {
    type: 'integer',
    minimum: -1,
    default: -1,
  }),
  queryParameter('wait', 'False to be told only what there is, and not stay for more.', {
    type: 'boolean',
    default: true,
  }),
] as const

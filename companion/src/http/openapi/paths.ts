/** Every route of the companion as OpenAPI paths. */
import { ENVELOPE_TYPE, type Scope, SOCKET_PROTOCOL, SOCKET_TICKET_PREFIX } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { ResultForm, ResultFormat } from '../../jobs/fill-messages.ts'
import { FORM_FIELDS, REQUEST_FIELD } from '../upload/form-fields.ts'
import {
  BEFORE_TOKEN,
  DEVICE_ID,
  EVENT_PARAMETERS,
  errorAnswers,
  eventsAnswer,
  FILL_ID,
  jsonAnswer,
  jsonRequest,
  PAIRING_ID,
  queryParameter,
} from './answers.ts'
import { modelPaths } from './model-paths.ts'
import { type JsonSchema, refTo } from './schemas.ts'
import { segmentPaths } from './segment-paths.ts'
import { upscalePaths } from './upscale-paths.ts'

const binary = (description: string): object => ({ type: 'string', format: 'binary', description })

const ENVELOPE_TEXT =
  '4 bytes: length of the header, unsigned, little-endian. Then the header, a JSON object in UTF-8, ' +
  'whose field `parts` lists `{name, length}`. Then the bytes of the parts in that order.'

/** The form's fields: files, one request as JSON, or the request's fields one by one. */
const formSchema = (requestSchema: JsonSchema): object => {
  const properties = requestSchema.properties ?? {}
  const output = properties.output
  const outputs = typeof output === 'object' ? (output.properties ?? {}) : {}
  return {
    type: 'object',
    required: ['image'],
    properties: {
      image: binary('The image file.'),
      mask: binary('The mask file; white is filled. Needed unless the operation is expand.'),
      sample: binary('The sample mask file: white may be sampled from, black never.'),
      guide: binary('A picture for `diffusion.control`, the size of the image.'),
      reference: binary('A picture the fill is to be like.'),
      [REQUEST_FIELD]: {
        description:
          'A whole FillRequest; `image`, `mask`, `sample`, `guide` and `reference` may be left out of it. Not together with single fields.',
        ...refTo('FillRequest'),
      },
      ...Object.fromEntries(FORM_FIELDS.map((name) => [name, properties[name] ?? outputs[name]])),
    },
  }
}

const submitBody = (requestSchema: JsonSchema): object => ({
  required: true,
  content: {
    [ENVELOPE_TYPE]: {
      schema: { ...binary(ENVELOPE_TEXT), 'x-inlay-header': refTo('SubmitHeader') },
    },
    'multipart/form-data': {
      schema: formSchema(requestSchema),
      encoding: { [REQUEST_FIELD]: { contentType: 'application/json' } },
    },
  },
})

const ACCEPTED =
  'Accepted: from now on it survives a crash and a loss of power. It waits its turn; the events ' +
  'tell how it goes.'

const SUBMIT_ERRORS = [
  'envelope_invalid',
  'image_missing',
  'mask_missing',
  'image_too_large',
  'body_too_large',
  'media_type_unsupported',
  'queue_full',
  'stopping',
  'disk_full',
  'state_damaged',
  'file_unwritable',
] as const

const FORGET_ERRORS = ['disk_full', 'state_damaged', 'file_unwritable'] as const

/** Schemas of requests, for their fields one by one. */
export interface RequestSchemas {
  readonly fill: JsonSchema
  readonly segment: JsonSchema
  readonly upscale: JsonSchema
}

export const openApiPaths = ({ fill, segment, upscale }: RequestSchemas): object => ({
  '/v1/health': {
    get: {
      operationId: 'health',
      summary: 'Name and version; needs no token.',
      security: [],
      responses: {
        200: jsonAnswer('The companion is there.', 'Health'),
        ...errorAnswers([], ['wrong_host', 'forbidden_origin']),
      },
    },
  },
  '/v1/hello': {
    post: {
      operationId: 'hello',
      summary: 'Proves that this is the companion the device was paired with; needs no token.',
      description:
        'The key is HKDF-SHA-256 of the token in ASCII (no salt, info `inlay hello key v1`, 32 bytes); ' +
        'the proof HMAC-SHA-256 over `inlay hello v1|port|nonce|deviceId` in hexadecimal. ' +
        'Send a token only to what has given the right proof.',
      security: [],
      requestBody: jsonRequest('HelloRequest'),
      responses: {
        200: jsonAnswer('The proof.', 'HelloAnswer'),
        ...errorAnswers(['not_paired'], BEFORE_TOKEN),
      },
    },
  },
  '/v1/pair/requests': {
    post: {
      operationId: 'pair',
      summary: 'Asks to be paired; the companion shows a code at the machine. Needs no token.',
      security: [],
      requestBody: jsonRequest('PairRequest'),
      responses: {
        201: jsonAnswer('It waits for its code.', 'PairRequested'),
        ...errorAnswers(['pairing_busy'], BEFORE_TOKEN),
      },
    },
  },
  '/v1/pair/requests/{id}/exchange': {
    parameters: [PAIRING_ID],
    post: {
      operationId: 'exchangePairing',
      summary: 'One share each of a key exchange over the code (CPace); the code is not sent.',
      security: [],
      requestBody: jsonRequest('PairExchange'),
      responses: {
        201: jsonAnswer('The companion’s share.', 'PairExchange'),
        ...errorAnswers(['pairing_over', 'pairing_busy'], BEFORE_TOKEN),
      },
    },
  },
  '/v1/pair/requests/{id}/claim': {
    parameters: [PAIRING_ID],
    post: {
      operationId: 'claimPairing',
      summary: 'Shows that the plugin knows the code; both sides have its token from the exchange.',
      security: [],
      requestBody: jsonRequest('PairClaim'),
      responses: {
        201: jsonAnswer('Paired.', 'Paired'),
        ...errorAnswers(
          ['pairing_code_wrong', 'pairing_over', 'pairing_busy', 'file_unwritable'],
          BEFORE_TOKEN,
        ),
      },
    },
  },
  '/v1/engines': {
    get: {
      operationId: 'engines',
      summary: 'What can fill, and why what cannot cannot.',
      security: scoped('models:read'),
      responses: {
        200: jsonAnswer('The engines.', 'EngineList'),
        ...errorAnswers(['engine_failed']),
      },
    },
  },
  '/v1/engines/release': {
    post: {
      operationId: 'releaseEngines',
      summary: 'Frees the memory that engines hold, a graphics card’s too; not while a fill runs.',
      security: scoped('admin'),
      responses: { 200: jsonAnswer('Whether it was freed.', 'Released'), ...errorAnswers([]) },
    },
  },
  '/v1/runtime': {
    get: {
      operationId: 'runtime',
      summary: 'Where nets run, why not elsewhere, and how much memory there is.',
      description: 'Starts the process that knows it, if none runs.',
      security: scoped('models:read'),
      responses: {
        200: jsonAnswer('The devices and their memory.', 'RuntimeInfo'),
        ...errorAnswers(['engine_failed']),
      },
    },
  },
  ...modelPaths(),
  '/v1/fills': {
    get: {
      operationId: 'history',
      summary: 'The caller’s fills, in the order of their last change of state.',
      description:
        'A device is told of its own, the owner of all. Ask again with `since` for what happened ' +
        'meanwhile; it goes on across restarts.',
      security: scoped('jobs'),
      parameters: [
        queryParameter('since', 'The `cursor` of the last answer; only later changes are told.', {
          type: 'integer',
          minimum: 0,
          default: 0,
        }),
      ],
      responses: { 200: jsonAnswer('The fills.', 'FillList'), ...errorAnswers([]) },
    },
    post: {
      operationId: 'submit',
      summary: 'Starts a fill.',
      security: scoped('jobs'),
      requestBody: submitBody(fill),
      responses: {
        202: jsonAnswer(ACCEPTED, 'FillAccepted'),
        ...errorAnswers(SUBMIT_ERRORS),
      },
    },
    delete: {
      operationId: 'forgetAll',
      summary: 'Cancels and forgets every fill of the caller, with its files.',
      security: scoped('jobs'),
      responses: {
        200: jsonAnswer('They are gone.', 'FillsDeleted'),
        ...errorAnswers(FORGET_ERRORS),
      },
    },
  },
  ...segmentPaths(segment),
  ...upscalePaths(upscale),
  '/v1/fills/{id}': {
    parameters: [FILL_ID],
    get: {
      operationId: 'status',
      summary: 'How a fill stands.',
      security: scoped('jobs'),
      responses: { 200: jsonAnswer('Its state.', 'FillStatus'), ...errorAnswers(['not_found']) },
    },
    put: {
      operationId: 'submitAs',
      summary: 'Starts a fill under the client’s own id; sending it again starts nothing.',
      description: 'For lines that may drop: after no answer, or half of one, send it again.',
      security: scoped('jobs'),
      requestBody: submitBody(fill),
      responses: {
        200: jsonAnswer('It was accepted before, with the same content.', 'FillAccepted'),
        202: jsonAnswer(ACCEPTED, 'FillAccepted'),
        ...errorAnswers([...SUBMIT_ERRORS, 'id_taken']),
      },
    },
    delete: {
      operationId: 'cancel',
      summary: 'Cancels a fill that waits or runs; forgets a finished one and its files.',
      security: scoped('jobs'),
      responses: {
        202: jsonAnswer('It will be cancelled within about a second.', 'FillStatus'),
        204: { description: 'It was finished and is forgotten.' },
        ...errorAnswers(['not_found', ...FORGET_ERRORS]),
      },
    },
  },
  '/v1/fills/{id}/events': {
    parameters: [FILL_ID],
    get: {
      operationId: 'events',
      summary: 'What happens to a fill, as it happens, until its final event.',
      security: scoped('jobs'),
      parameters: EVENT_PARAMETERS,
      responses: {
        200: eventsAnswer('FillEvent'),
        ...errorAnswers(['not_found']),
      },
    },
  },
  '/v1/fills/{id}/results/{n}': {
    parameters: [
      FILL_ID,
      {
        name: 'n',
        in: 'path',
        required: true,
        description: 'The variation, from 0.',
        schema: { type: 'integer', minimum: 0, maximum: 7 },
      },
    ],
    get: {
      operationId: 'result',
      summary: 'One variation of a finished fill.',
      security: scoped('jobs'),
      parameters: [
        queryParameter(
          'form',
          'patch: RGBA cut to the mask’s bounds, alpha the soft mask. composite: the whole image. As the request’s output says when absent.',
          plainSchema(ResultForm),
        ),
        queryParameter(
          'format',
          'png, or raw: an envelope whose part `pixels` is straight RGBA. As the request’s output says when absent.',
          plainSchema(ResultFormat),
        ),
      ],
      responses: {
        200: {
          description: 'The pixels.',
          content: {
            'image/png': { schema: binary('A PNG of the image’s own depth and profile.') },
            [ENVELOPE_TYPE]: {
              schema: { ...binary(ENVELOPE_TEXT), 'x-inlay-header': refTo('RawResult') },
            },
          },
        },
        ...errorAnswers(['not_found', 'not_ready', 'cancelled', 'interrupted', 'engine_failed']),
      },
    },
  },
  '/v1/ws-tickets': {
    post: {
      operationId: 'socketTicket',
      summary: 'A ticket for one WebSocket handshake, where browsers cannot set headers.',
      security: scoped('jobs'),
      responses: { 201: jsonAnswer('The ticket.', 'SocketTicket'), ...errorAnswers([]) },
    },
  },
  '/v1/ws': {
    get: {
      operationId: 'socket',
      summary: 'The same events, of any number of fills, over a WebSocket.',
      security: scoped('jobs'),
      description:
        `Offer the subprotocols \`${SOCKET_PROTOCOL}\` and \`${SOCKET_TICKET_PREFIX}<ticket>\`, or send the ` +
        'bearer token. Send SocketRequest messages; FillEvent and SocketProblem messages come back.',
      'x-inlay-messages': {
        send: refTo('SocketRequest'),
        receive: [refTo('FillEvent'), refTo('SocketProblem')],
      },
      responses: { 101: { description: 'The socket is open.' }, ...errorAnswers([]) },
    },
  },
  '/v1/devices': {
    get: {
      operationId: 'devices',
      summary: 'The paired devices, newest first.',
      security: scoped('admin'),
      responses: { 200: jsonAnswer('The devices.', 'DeviceList'), ...errorAnswers([]) },
    },
    delete: {
      operationId: 'revokeAllDevices',
      summary: 'Revokes every paired device and cuts what they have open.',
      security: scoped('admin'),
      responses: {
        200: jsonAnswer('They are let go.', 'DevicesRevoked'),
        ...errorAnswers(['file_unwritable']),
      },
    },
  },
  '/v1/devices/self': {
    get: {
      operationId: 'thisDevice',
      summary: 'The device that asks, as its owner sees it; none for the owner’s own token.',
      security: scoped('jobs'),
      responses: { 200: jsonAnswer('The device.', 'DeviceInfo'), ...errorAnswers(['not_found']) },
    },
  },
  '/v1/devices/{id}': {
    parameters: [DEVICE_ID],
    delete: {
      operationId: 'revokeDevice',
      summary: 'Revokes a paired device and cuts what it has open.',
      security: scoped('admin'),
      responses: {
        204: { description: 'Its token is worth nothing any more.' },
        ...errorAnswers(['not_found', 'file_unwritable']),
      },
    },
  },
  '/v1/status': {
    get: {
      operationId: 'companionStatus',
      summary: 'How the companion stands: since when, what runs and what waits.',
      security: scoped('admin'),
      responses: { 200: jsonAnswer('Its state.', 'CompanionStatus'), ...errorAnswers([]) },
    },
  },
  '/v1/metrics': {
    get: {
      operationId: 'metrics',
      summary:
        'What happened since the start, for Prometheus; no label tells of a picture or a person.',
      security: scoped('admin'),
      responses: {
        200: {
          description: 'Text exposition format 0.0.4.',
          content: { 'text/plain': { schema: { type: 'string' } } },
        },
        ...errorAnswers([]),
      },
    },
  },
  '/v1/shutdown': {
    post: {
      operationId: 'shutdown',
      summary: 'Stops the companion: no new fills, the running one may end, then it is gone.',
      security: scoped('admin'),
      responses: { 202: jsonAnswer('It stops.', 'Stopping'), ...errorAnswers([]) },
    },
  },
  '/v1/openapi.json': {
    get: {
      operationId: 'openapi',
      summary: 'This document.',
      security: scoped('models:read'),
      responses: {
        200: {
          description: 'OpenAPI 3.1.',
          content: { 'application/json': { schema: { type: 'object' } } },
        },
        ...errorAnswers([]),
      },
    },
  },
})

/** The scope the token must have. */
const scoped = (scope: Scope): object[] => [{ token: [scope] }]

const plainSchema = (schema: z.ZodType): object => {
  const { $schema: _, ...plain } = z.toJSONSchema(schema)
  return plain
}

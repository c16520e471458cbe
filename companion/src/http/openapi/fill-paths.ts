/** The routes of fills as OpenAPI paths: history, submitting, events, results, sockets. */
import { ENVELOPE_TYPE, SOCKET_PROTOCOL, SOCKET_TICKET_PREFIX } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import {
  InputName,
  ResultForm,
  ResultFormat,
  ResultQuality,
  ResultSide,
} from '../../jobs/fill-messages.ts'
import { FORM_FIELDS, REQUEST_FIELD } from '../upload/form-fields.ts'
import {
  binary,
  EVENT_PARAMETERS,
  errorAnswers,
  eventsAnswer,
  FILL_ID,
  jsonAnswer,
  queryParameter,
  scoped,
} from './answers.ts'
import { type JsonSchema, refTo } from './schemas.ts'

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

const plainSchema = (schema: z.ZodType): object => {
  const { $schema: _, ...plain } = z.toJSONSchema(schema)
  return plain
}

export const fillPaths = (fill: JsonSchema): object => ({
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
          'For a patch png, or raw: an envelope whose part `pixels` is straight RGBA. For a composite any kind of file too, with ICC profile, EXIF, XMP and resolution as far as it takes them. As the request’s output says when absent.',
          plainSchema(ResultFormat),
        ),
        queryParameter(
          'quality',
          'For jpeg, webp and avif. Absent: jpeg at 95 or what the picture was read with, the others without loss.',
          plainSchema(ResultQuality),
        ),
        queryParameter(
          'side',
          'For a file of the composite: pixels of its longer side, in 8 bits with the ICC profile alone, for lists of pictures. Absent: its own size.',
          plainSchema(ResultSide),
        ),
      ],
      responses: {
        200: {
          description: 'The pixels.',
          content: {
            'image/png': { schema: binary('A PNG of the image’s own depth and profile.') },
            'image/jpeg': { schema: binary('8 bits.') },
            'image/webp': { schema: binary('8 bits, RGB.') },
            'image/tiff': { schema: binary('Of the image’s own depth and profile.') },
            'image/avif': { schema: binary('Up to 12 bits, RGB.') },
            [ENVELOPE_TYPE]: {
              schema: { ...binary(ENVELOPE_TEXT), 'x-inlay-header': refTo('RawResult') },
            },
          },
        },
        ...errorAnswers([
          ...(['invalid_request', 'not_found', 'not_ready', 'cancelled', 'interrupted'] as const),
          ...(['engine_failed', 'format_unsupported'] as const),
        ]),
      },
    },
  },
  '/v1/fills/{id}/request': {
    parameters: [FILL_ID],
    get: {
      operationId: 'requestOf',
      summary: 'What a fill was asked with.',
      security: scoped('jobs'),
      responses: {
        200: jsonAnswer('The request, its defaults filled in.', 'FillRequest'),
        ...errorAnswers(['not_found']),
      },
    },
  },
  '/v1/fills/{id}/inputs/{name}': {
    parameters: [
      FILL_ID,
      {
        name: 'name',
        in: 'path',
        required: true,
        description: 'Which of the pictures that came with the request.',
        schema: plainSchema(InputName),
      },
    ],
    get: {
      operationId: 'inputOf',
      summary: 'A picture as it came with the request, kept as long as the results are.',
      security: scoped('jobs'),
      responses: {
        200: {
          description: 'Its bytes, as they came.',
          content: { 'application/octet-stream': { schema: binary('A file, or bare pixels.') } },
        },
        ...errorAnswers(['not_found']),
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
})

/** The routes of enlargings as OpenAPI paths. */
import { ENVELOPE_TYPE } from '@inlay/shared'
import { UPSCALE_FIELDS } from '../upload/upscale-fields.ts'
import {
  binary,
  EVENT_PARAMETERS,
  errorAnswers,
  eventsAnswer,
  jsonAnswer,
  scoped,
} from './answers.ts'
import { pictureBody } from './picture-body.ts'
import { type JsonSchema, refTo } from './schemas.ts'

const ID = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The id that POST /v1/upscale answered with, or the client’s own.',
  schema: { type: 'string', format: 'uuid' },
}

const security = scoped('jobs')

/** @param requestSchema the schema of UpscaleRequest, for its fields one by one */
export const upscalePaths = (requestSchema: JsonSchema): object => {
  const requestBody = pictureBody({
    header: 'UpscaleHeader',
    request: 'UpscaleRequest',
    schema: requestSchema,
    fields: UPSCALE_FIELDS,
    words: ['The envelope of POST /v1/fills; its part is the picture.', 'The image file.'],
    needsImage: true,
  })
  const uploadErrors = [
    'envelope_invalid',
    'image_missing',
    'image_too_large',
    'body_too_large',
    'media_type_unsupported',
    'queue_full',
    'id_taken',
    'stopping',
    'disk_full',
    'file_unwritable',
  ] as const
  const accepted = jsonAnswer('It waits its turn; the events say how it goes.', 'FillAccepted')
  return {
    '/v1/upscale': {
      post: {
        operationId: 'upscale',
        summary: 'Makes a picture larger with a model for that.',
        description:
          'One at a time. Results are kept for ten minutes, or until they are deleted or the companion ' +
          'stops. That no model is installed, or that the result would be too large, is an event.',
        security,
        requestBody,
        responses: { 202: accepted, ...errorAnswers(uploadErrors) },
      },
    },
    '/v1/upscale/{id}': {
      parameters: [ID],
      put: {
        operationId: 'upscaleAs',
        summary: 'The same under an id of the client’s own: sent again, nothing starts twice.',
        security,
        requestBody,
        responses: {
          200: jsonAnswer('It was accepted before.', 'FillAccepted'),
          202: accepted,
          ...errorAnswers(uploadErrors),
        },
      },
      get: {
        operationId: 'upscaleStatus',
        summary: 'How it stands.',
        security,
        responses: {
          200: jsonAnswer('Its state.', 'UpscaleStatus'),
          ...errorAnswers(['not_found']),
        },
      },
      delete: {
        operationId: 'upscaleDelete',
        summary: 'Cancels one that waits or runs; forgets a finished one and its result.',
        security,
        responses: {
          202: jsonAnswer('It ends; its last event tells when.', 'UpscaleStatus'),
          204: { description: 'Forgotten.' },
          ...errorAnswers(['not_found']),
        },
      },
    },
    '/v1/upscale/{id}/events': {
      parameters: [ID],
      get: {
        operationId: 'upscaleEvents',
        summary: 'What happens, until the final event; who reads slowly gets the newest.',
        security,
        parameters: EVENT_PARAMETERS,
        responses: { 200: eventsAnswer('UpscaleEvent'), ...errorAnswers(['not_found']) },
      },
    },
    '/v1/upscale/{id}/result': {
      parameters: [ID],
      get: {
        operationId: 'upscaleResult',
        summary: 'The larger picture, in the format that was asked for.',
        security,
        responses: {
          200: {
            description: 'A PNG of the picture’s depth and profile, or an envelope of bare pixels.',
            content: {
              'image/png': { schema: binary('The picture.') },
              [ENVELOPE_TYPE]: {
                schema: {
                  ...binary('An envelope whose part `pixels` holds RGBA.'),
                  'x-inlay-header': refTo('RawPicture'),
                },
              },
            },
          },
          ...errorAnswers([
            'not_found',
            'not_ready',
            'cancelled',
            'image_unreadable',
            'image_too_large',
            'colour_mode_unsupported',
            'model_unknown',
            'model_missing',
            'model_damaged',
            'contract_mismatch',
            'engine_unavailable',
            'engine_failed',
            'out_of_memory',
            'interrupted',
            'disk_full',
            'file_unwritable',
          ]),
        },
      },
    },
  }
}

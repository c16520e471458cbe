/** The routes of the models as OpenAPI paths. */
import { MODEL_FIELD } from '../../models/add-request.ts'
import {
  EVENT_PARAMETERS,
  errorAnswers,
  eventsAnswer,
  jsonAnswer,
  jsonRequest,
  MODEL_ID,
  scoped,
} from './answers.ts'
import { refTo, type SchemaName } from './schemas.ts'

const modelForm = (schema: SchemaName, description: string): object => ({
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        description,
        properties: { [MODEL_FIELD]: refTo(schema) },
        additionalProperties: { type: 'string', format: 'binary' },
      },
      encoding: { [MODEL_FIELD]: { contentType: 'application/json' } },
    },
  },
})

const FILES_TEXT =
  'Each file field is named like the file: `model.onnx`, `model.onnx_data`, `x.safetensors`.'

const TAKING_IN = [
  'media_type_unsupported',
  'body_too_large',
  'envelope_invalid',
  'model_refused',
  'contract_mismatch',
  'disk_full',
  'file_unwritable',
] as const

export const modelPaths = (): object => ({
  '/v1/models': {
    get: {
      operationId: 'models',
      summary: 'What models there are, which are here, and what they may be used for.',
      security: scoped('models:read'),
      responses: {
        200: jsonAnswer('The catalogue’s, then your own.', 'ModelList'),
        ...errorAnswers(['file_unreadable']),
      },
    },
    post: {
      operationId: 'addModel',
      summary: 'Brings your own model: a graph, its data, and the contract they keep to.',
      security: scoped('models:manage'),
      requestBody: modelForm('ModelAddRequest', FILES_TEXT),
      responses: {
        201: jsonAnswer('It is here.', 'ModelInfo'),
        ...errorAnswers(TAKING_IN),
      },
    },
  },
  '/v1/models/folders': {
    post: {
      operationId: 'linkModelFolder',
      summary: 'Names a diffusion model that stays in its own folder on this machine.',
      security: scoped('models:manage'),
      requestBody: jsonRequest('ModelFolderRequest'),
      responses: {
        201: jsonAnswer('It is known.', 'ModelInfo'),
        ...errorAnswers([
          'media_type_unsupported',
          'body_too_large',
          'file_unreadable',
          'model_refused',
          'model_damaged',
          'contract_mismatch',
          'file_unwritable',
        ]),
      },
    },
  },
  '/v1/models/{id}': {
    parameters: [MODEL_ID],
    get: {
      operationId: 'model',
      summary: 'One model.',
      security: scoped('models:read'),
      responses: { 200: jsonAnswer('It.', 'ModelInfo'), ...errorAnswers(['model_unknown']) },
    },
    delete: {
      operationId: 'removeModel',
      summary: 'Removes a model from this machine, and what is here of it unfinished.',
      security: scoped('models:manage'),
      responses: {
        204: { description: 'It is gone.' },
        ...errorAnswers(['model_unknown', 'model_missing', 'model_busy', 'file_unwritable']),
      },
    },
  },
  '/v1/models/{id}/pull': {
    parameters: [MODEL_ID],
    post: {
      operationId: 'pullModel',
      summary: 'Fetches a model of the catalogue, or joins whoever fetches it already.',
      description:
        'Its licence must have been accepted once: show `licence` of the list to the person, and ' +
        'send `acceptLicence` when they take it. Follow `/v1/models/{id}/events`.',
      security: scoped('models:manage'),
      requestBody: jsonRequest('ModelPullRequest'),
      responses: {
        202: jsonAnswer('It is being fetched.', 'ModelInfo'),
        ...errorAnswers([
          'model_unknown',
          'model_licence',
          'model_download_failed',
          'media_type_unsupported',
          'body_too_large',
          'file_unwritable',
        ]),
      },
    },
    delete: {
      operationId: 'cancelPull',
      summary: 'Stops fetching; what is here stays, and the next fetch goes on from there.',
      security: scoped('models:manage'),
      responses: {
        204: { description: 'It stops.' },
        ...errorAnswers(['not_found']),
      },
    },
  },
  '/v1/models/{id}/events': {
    parameters: [MODEL_ID],
    get: {
      operationId: 'modelEvents',
      summary: 'How the running or last fetch goes, until its final event.',
      security: scoped('models:read'),
      parameters: EVENT_PARAMETERS,
      responses: {
        200: eventsAnswer('ModelEvent'),
        ...errorAnswers(['not_found']),
      },
    },
  },
  '/v1/models/{id}/files': {
    parameters: [MODEL_ID],
    post: {
      operationId: 'installModel',
      summary: 'Takes a model of the catalogue in from files, without the internet.',
      security: scoped('models:manage'),
      requestBody: modelForm('ModelPullRequest', FILES_TEXT),
      responses: {
        201: jsonAnswer('It is here.', 'ModelInfo'),
        ...errorAnswers([
          ...TAKING_IN,
          'model_unknown',
          'model_licence',
          'model_damaged',
          'model_busy',
        ]),
      },
    },
  },
  '/v1/models/{id}/verify': {
    parameters: [MODEL_ID],
    post: {
      operationId: 'verifyModel',
      summary: 'Reads every byte of a model again and says whether it is what it was.',
      security: scoped('models:manage'),
      responses: {
        200: jsonAnswer('What was found.', 'ModelVerified'),
        ...errorAnswers(['model_unknown', 'model_missing']),
      },
    },
  },
})

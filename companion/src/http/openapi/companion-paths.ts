/** The routes that tell of the companion itself as OpenAPI paths: how it stands, what it can, its end. */
import { errorAnswers, jsonAnswer, scoped } from './answers.ts'

export const companionPaths = (): object => ({
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

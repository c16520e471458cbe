/** The routes for the owner's page as OpenAPI paths: settings, graphics card, plugins, log, diagnostics. */
import { LOG_LEVELS } from '@inlay/shared'
import {
  EVENT_PARAMETERS,
  errorAnswers,
  eventsAnswer,
  jsonAnswer,
  jsonRequest,
  queryParameter,
  scoped,
} from './answers.ts'

const JSON_BODY = ['media_type_unsupported', 'body_too_large'] as const

const PLUGIN_APP = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'figma or photoshop.',
  schema: { type: 'string' },
}

export const ownerPaths = (): object => ({
  '/v1/settings': {
    get: {
      operationId: 'settings',
      summary: 'What the owner has set, where each value comes from, and how it holds now.',
      security: scoped('admin'),
      responses: {
        200: jsonAnswer('As it holds.', 'SettingsInForce'),
        ...errorAnswers(['file_unreadable']),
      },
    },
    patch: {
      operationId: 'changeSettings',
      summary: 'Changes some settings, or takes them back; they hold at once.',
      description:
        'What was said on the companion’s command line or in its environment stands above the ' +
        'settings, and changing it is refused.',
      security: scoped('admin'),
      requestBody: jsonRequest('SettingsChange'),
      responses: {
        200: jsonAnswer('As it holds now.', 'SettingsInForce'),
        ...errorAnswers([...JSON_BODY, 'file_unreadable', 'file_unwritable']),
      },
    },
  },
  '/v1/autostart': {
    put: {
      operationId: 'autostart',
      summary: 'Starts the companion with the desktop, or no longer.',
      security: scoped('admin'),
      requestBody: jsonRequest('AutostartWish'),
      responses: {
        200: jsonAnswer('As it is now.', 'Autostart'),
        ...errorAnswers([...JSON_BODY, 'not_found', 'file_unwritable']),
      },
    },
  },
  '/v1/tray': {
    post: {
      operationId: 'showTray',
      summary: 'Shows the icon in the tray of a companion that was started without one.',
      description: 'Where the settings switch the icon off it stays off.',
      security: scoped('admin'),
      responses: { 200: jsonAnswer('As it is now.', 'TrayShown'), ...errorAnswers(['not_found']) },
    },
  },
  '/v1/pause': {
    put: {
      operationId: 'pause',
      summary: 'While it is paused nothing new is started; what runs goes on.',
      security: scoped('admin'),
      requestBody: jsonRequest('Pause'),
      responses: { 200: jsonAnswer('As it is now.', 'Pause'), ...errorAnswers(JSON_BODY) },
    },
  },
  '/v1/gpu': {
    get: {
      operationId: 'gpuLibraries',
      summary: 'What a graphics card needs beside the companion, whether it is here, and its size.',
      security: scoped('admin'),
      responses: { 200: jsonAnswer('What it is.', 'GpuLibraries'), ...errorAnswers([]) },
    },
    delete: {
      operationId: 'removeGpuLibraries',
      summary: 'Takes it away again.',
      security: scoped('admin'),
      responses: {
        204: { description: 'It is gone.' },
        ...errorAnswers(['not_found', 'model_busy']),
      },
    },
  },
  '/v1/gpu/install': {
    post: {
      operationId: 'installGpuLibraries',
      summary:
        'Fetches it, going on where it stopped, or joins whoever does. Follow /v1/gpu/events.',
      security: scoped('admin'),
      requestBody: jsonRequest('GpuInstallRequest'),
      responses: {
        202: jsonAnswer('It is being fetched.', 'GpuLibraries'),
        ...errorAnswers([...JSON_BODY, 'engine_unavailable']),
      },
    },
    delete: {
      operationId: 'cancelGpuLibraries',
      summary: 'Stops fetching; what is here stays for the next time.',
      security: scoped('admin'),
      responses: { 204: { description: 'It stops.' }, ...errorAnswers(['not_found']) },
    },
  },
  '/v1/gpu/events': {
    get: {
      operationId: 'gpuEvents',
      summary: 'How the running or last fetch goes, until its final event.',
      security: scoped('admin'),
      parameters: EVENT_PARAMETERS,
      responses: { 200: eventsAnswer('GpuEvent'), ...errorAnswers(['not_found']) },
    },
  },
  '/v1/plugins': {
    get: {
      operationId: 'plugins',
      summary: 'The plugins that came with this companion, and where they lie.',
      security: scoped('admin'),
      responses: { 200: jsonAnswer('The plugins.', 'PluginList'), ...errorAnswers([]) },
    },
  },
  '/v1/plugins/{id}/show': {
    parameters: [PLUGIN_APP],
    post: {
      operationId: 'showPlugin',
      summary:
        'Shows Figma’s folder on the desktop, or opens Photoshop’s file with Creative Cloud.',
      security: scoped('admin'),
      responses: { 204: { description: 'It is shown.' }, ...errorAnswers(['not_found']) },
    },
  },
  '/v1/plugins/{id}/file': {
    parameters: [PLUGIN_APP],
    get: {
      operationId: 'pluginFile',
      summary: 'Photoshop’s .ccx, as a download.',
      security: scoped('admin'),
      responses: {
        200: {
          description: 'The file.',
          content: {
            'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
          },
        },
        ...errorAnswers(['not_found']),
      },
    },
  },
  '/v1/logs': {
    get: {
      operationId: 'logs',
      summary: 'The last lines of the log, or those since a place in it, in words.',
      security: scoped('admin'),
      parameters: [
        queryParameter('after', 'The `cursor` of the last answer; only later lines are told.', {
          type: 'string',
        }),
        queryParameter('lines', 'How many at most, the last ones.', {
          type: 'integer',
          minimum: 1,
          maximum: 5000,
          default: 500,
        }),
        queryParameter('level', 'The least level that is told.', {
          type: 'string',
          enum: LOG_LEVELS,
          default: 'debug',
        }),
      ],
      responses: {
        200: jsonAnswer('The lines, oldest first.', 'LogLines'),
        ...errorAnswers(['file_unreadable']),
      },
    },
  },
  '/v1/diagnostics': {
    get: {
      operationId: 'diagnostics',
      summary: 'What helps somebody else to help, as text: nothing private is in it.',
      description: 'Runs the doctor, which takes some seconds.',
      security: scoped('admin'),
      responses: { 200: jsonAnswer('The report.', 'Diagnostics'), ...errorAnswers([]) },
    },
  },
})

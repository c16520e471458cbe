/** The routes that let programs in, and out, as OpenAPI paths: proof, pairing, devices. */
import {
  BEFORE_TOKEN,
  DEVICE_ID,
  errorAnswers,
  jsonAnswer,
  jsonRequest,
  PAIRING_ID,
  scoped,
} from './answers.ts'

export const pairingPaths = (): object => ({
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
})

/** The routes that sign in to the companion’s own page as OpenAPI paths. */
import { BEFORE_TOKEN, errorAnswers, jsonAnswer, jsonRequest, scoped } from './answers.ts'

/** Both halves of the page's session. */
const PAGE_ALONE = [{ pageCookie: [], pageWord: [] }]

export const pagePaths = (): object => ({
  '/v1/page/codes': {
    post: {
      operationId: 'pageCode',
      summary: 'A code that signs in to the companion’s page once, within a minute.',
      description: 'Open `http://localhost:PORT/#code=CODE`: what is behind the `#` is never sent.',
      security: scoped('admin'),
      responses: { 201: jsonAnswer('The code.', 'PageCode'), ...errorAnswers([]) },
    },
  },
  '/v1/page/login': {
    post: {
      operationId: 'pageLogin',
      summary: 'Signs the page in with its code; for the page of this very address alone.',
      description:
        'Sets a cookie that no script reads, and answers with a word that goes into the header ' +
        '`X-Inlay-Page`: either is worth nothing without the other.',
      security: [],
      requestBody: jsonRequest('PageLogin'),
      responses: {
        201: jsonAnswer('Signed in.', 'PageSession'),
        ...errorAnswers(['unauthorised'], BEFORE_TOKEN),
      },
    },
  },
  '/v1/page/logout': {
    post: {
      operationId: 'pageLogout',
      summary: 'Ends the page’s session and takes its cookie away.',
      security: scoped('admin'),
      responses: { 204: { description: 'Signed out.' }, ...errorAnswers([]) },
    },
  },
  '/v1/page/pairings': {
    get: {
      operationId: 'pairings',
      summary: 'Who asks to be paired, with the code to type there; for the page alone, no token.',
      security: PAGE_ALONE,
      responses: { 200: jsonAnswer('Those that wait.', 'PairingList'), ...errorAnswers([]) },
    },
  },
  '/v1/page/pairings/{id}': {
    delete: {
      operationId: 'refusePairing',
      summary: 'Ends a pairing that waits; for the page alone, no token.',
      security: PAGE_ALONE,
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      responses: { 204: { description: 'It is over.' }, ...errorAnswers(['not_found']) },
    },
  },
})

/** The OpenAPI 3.1 document: served at /v1/openapi.json and checked in as companion/openapi.json. */
import { COMPANION_PORTS, COMPANION_VERSION, PAGE_HEADER } from '@inlay/shared'
import { openApiPaths } from './paths.ts'
import { componentSchemas } from './schemas.ts'

/** Plain JSON data; the same for every daemon of this version. */
export const openApiDocument = (): object => {
  const schemas = componentSchemas()
  return {
    openapi: '3.1.0',
    info: {
      title: 'Inlay companion',
      version: COMPANION_VERSION,
      description: 'Generative fill on your own machine: image and mask in, fill out.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: COMPANION_PORTS.map((port) => ({ url: `http://127.0.0.1:${port}` })),
    security: [{ token: [] }],
    paths: openApiPaths({
      fill: schemas.FillRequest ?? {},
      segment: schemas.SegmentRequest ?? {},
      upscale: schemas.UpscaleRequest ?? {},
    }),
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A device gets its own by pairing; `inlay token` prints the owner’s. Each operation names ' +
            'the scope it needs. Never put a token in an address, nor send it before /v1/hello has ' +
            'proven who is there.',
        },
        pageCookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'inlay-page-PORT',
          description: 'Set by /v1/page/login; of no use without the word that goes with it.',
        },
        pageWord: {
          type: 'apiKey',
          in: 'header',
          name: PAGE_HEADER,
          description: 'Answered by /v1/page/login; of no use without the cookie.',
        },
      },
      schemas,
    },
  }
}

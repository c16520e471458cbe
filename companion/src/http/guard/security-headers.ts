/** Headers on every answer: nothing here is a page, may be framed, sniffed or kept. */
import type { RequestHandler } from 'express'
import helmet from 'helmet'

export const securityHeaders = (): RequestHandler[] => [
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
        sandbox: [],
      },
    },
    // Over plain HTTP on loopback it would say nothing; over TLS it would pin other programs' ports.
    strictTransportSecurity: false,
  }),
  (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store')
    next()
  },
]

/**
 * `/v1/pair`: how a plugin without a token gets one. Asking creates nothing but a row that waits;
 * the code is shown at the machine; it is in no answer and in no request.
 */
import { PairClaim, PairExchange, PairRequest } from '@inlay/shared'
import type { Router } from 'express'
import type { Pairing, PairingSource } from '../access/pairing.ts'
import { onlyMethods } from '../errors.ts'
import { jsonBody, readBody } from '../upload/json-body.ts'
import { exactRouter } from './exact-router.ts'

export const pairRoute = (pairing: Pick<Pairing, 'request' | 'exchange' | 'claim'>): Router => {
  const router = exactRouter()
  router
    .route('/v1/pair/requests')
    .post(jsonBody, (request, response) => {
      const asked = readBody(PairRequest, request.body)
      response.status(201).json(pairing.request(asked, sourceOf(request.headers.origin)))
    })
    .all(onlyMethods('POST'))
  router
    .route('/v1/pair/requests/:id/exchange')
    .post(jsonBody, async (request, response) => {
      const { share } = readBody(PairExchange, request.body)
      response.status(201).json(await pairing.exchange(String(request.params.id), share))
    })
    .all(onlyMethods('POST'))
  router
    .route('/v1/pair/requests/:id/claim')
    .post(jsonBody, async (request, response) => {
      const { proof } = readBody(PairClaim, request.body)
      response.status(201).json(await pairing.claim(String(request.params.id), proof))
    })
    .all(onlyMethods('POST'))
  return router
}

/** No page can send another page's origin; programs can send any, and need none. */
const sourceOf = (origin: string | undefined): PairingSource => {
  if (origin === undefined) return 'program'
  if (origin === 'null') return 'frame'
  return origin === 'file://' ? 'panel' : 'window'
}

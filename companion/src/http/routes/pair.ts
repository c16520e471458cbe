/**
 * `/v1/pair`: how a plugin without a token gets one. Asking creates nothing but a row that waits;
 * the code is shown at the machine and told in no answer.
 */
import { PairClaim, PairRequest } from '@inlay/shared'
import type { Router } from 'express'
import type { Pairing } from '../access/pairing.ts'
import { onlyMethods } from '../errors.ts'
import { jsonBody, readBody } from '../upload/json-body.ts'
import { exactRouter } from './exact-router.ts'

export const pairRoute = (pairing: Pick<Pairing, 'request' | 'claim'>): Router => {
  const router = exactRouter()
  router
    .route('/v1/pair/requests')
    .post(jsonBody, (request, response) => {
      response.status(201).json(pairing.request(readBody(PairRequest, request.body)))
    })
    .all(onlyMethods('POST'))
  router
    .route('/v1/pair/requests/:id/claim')
    .post(jsonBody, async (request, response) => {
      const { code } = readBody(PairClaim, request.body)
      response.status(201).json(await pairing.claim(String(request.params.id), code))
    })
    .all(onlyMethods('POST'))
  return router
}

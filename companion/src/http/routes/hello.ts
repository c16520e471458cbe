/** `POST /v1/hello`: proves to a device that this is the companion it was paired with. */
import { type HelloAnswer, HelloRequest, helloProof, InlayError } from '@inlay/shared'
import type { Router } from 'express'
import { onlyMethods } from '../errors.ts'
import { jsonBody, readBody } from '../upload/json-body.ts'
import { exactRouter } from './exact-router.ts'

export interface HelloSide {
  /** The hello key of a device that is let in; undefined for any other. */
  keyOf(deviceId: string): Uint8Array | undefined
  /** A device that is let in told its release. */
  met(deviceId: string, client: string): void
}

export const helloRoute = ({ keyOf, met }: HelloSide, port: () => number): Router => {
  const router = exactRouter()
  router
    .route('/v1/hello')
    .post(jsonBody, (request, response) => {
      const { deviceId, nonce, client } = readBody(HelloRequest, request.body)
      const key = keyOf(deviceId)
      if (key === undefined) throw new InlayError('not_paired')
      if (client !== undefined) met(deviceId, client)
      const answer: HelloAnswer = { proof: helloProof(key, { deviceId, port: port(), nonce }) }
      response.json(answer)
    })
    .all(onlyMethods('POST'))
  return router
}

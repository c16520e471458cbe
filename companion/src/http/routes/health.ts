/** `GET /v1/health`: the one thing anyone may know. */
import { COMPANION_NAME, COMPANION_VERSION, type Health, type Phase } from '@inlay/shared'
import type { Router } from 'express'
import { onlyMethods } from '../errors.ts'
import { exactRouter } from './exact-router.ts'

export const healthRoute = (phase: () => Phase): Router => {
  const router = exactRouter()
  router
    .route('/v1/health')
    .get((_request, response) => {
      const health: Health = { name: COMPANION_NAME, version: COMPANION_VERSION, state: phase() }
      response.json(health)
    })
    .all(onlyMethods('GET'))
  return router
}

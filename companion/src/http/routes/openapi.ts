/** `GET /v1/openapi.json`: this API, generated from the schemas that check it. */
import type { Router } from 'express'
import { onlyMethods } from '../errors.ts'
import { needs } from '../guard/authenticate.ts'
import { exactRouter } from './exact-router.ts'

export const openApiRoute = (): Router => {
  const router = exactRouter()
  router
    .route('/v1/openapi.json')
    .get(needs('models:read'), async (_request, response) => {
      const { openApiDocument } = await import('../openapi/document.ts')
      response.json(openApiDocument())
    })
    .all(onlyMethods('GET'))
  return router
}

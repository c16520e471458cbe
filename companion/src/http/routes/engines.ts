/** `GET /v1/engines`: what can fill, and why what cannot cannot. */
import type { Router } from 'express'
import type { Jobs } from '../../jobs/jobs.ts'
import { onlyMethods } from '../errors.ts'
import { needs } from '../guard/authenticate.ts'
import { exactRouter } from './exact-router.ts'

export const enginesRoute = (jobs: Pick<Jobs, 'engines'>): Router => {
  const router = exactRouter()
  router
    .route('/v1/engines')
    .get(needs('models:read'), async (_request, response) => {
      response.json({ engines: await jobs.engines() })
    })
    .all(onlyMethods('GET'))
  return router
}

/**
 * `GET /v1/engines`: what can fill, and why what cannot cannot. `GET /v1/runtime`: where nets run.
 * `POST /v1/engines/release`: their memory back.
 */
import type { Released } from '@inlay/shared'
import type { Router } from 'express'
import type { Jobs } from '../../jobs/jobs.ts'
import { onlyMethods } from '../errors.ts'
import { needs } from '../guard/authenticate.ts'
import { exactRouter } from './exact-router.ts'

export const enginesRoute = (jobs: Pick<Jobs, 'engines' | 'runtime' | 'release'>): Router => {
  const router = exactRouter()
  router
    .route('/v1/engines')
    .get(needs('models:read'), async (_request, response) => {
      response.json({ engines: await jobs.engines() })
    })
    .all(onlyMethods('GET'))
  router
    .route('/v1/runtime')
    .get(needs('models:read'), async (_request, response) => {
      response.json(await jobs.runtime())
    })
    .all(onlyMethods('GET'))
  router
    .route('/v1/engines/release')
    .post(needs('admin'), async (_request, response) => {
      const answer: Released = { released: await jobs.release() }
      response.json(answer)
    })
    .all(onlyMethods('POST'))
  return router
}

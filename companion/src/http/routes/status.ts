/** `GET /v1/fills/:id` tells how it stands; `DELETE` cancels it, or forgets a finished one. */
import type { Router } from 'express'
import { isFinished } from '../../jobs/job.ts'
import type { Jobs } from '../../jobs/jobs.ts'
import { onlyMethods } from '../errors.ts'
import { needs } from '../guard/authenticate.ts'
import { serverTiming } from '../server-timing.ts'
import { exactRouter } from './exact-router.ts'
import { findStatus } from './find-job.ts'

export const statusRoute = (jobs: Pick<Jobs, 'get' | 'status' | 'cancel' | 'forget'>): Router => {
  const router = exactRouter()
  router
    .route('/v1/fills/:id')
    .get(needs('jobs'), (request, response) => {
      const status = findStatus(jobs, request.params.id)
      const { queue, run, process } = jobs.get(status.id)?.times ?? {}
      response.setHeader('Server-Timing', serverTiming({ queue, run, process }))
      response.json(status)
    })
    .delete(needs('jobs'), async (request, response) => {
      const { id } = request.params
      if (isFinished(findStatus(jobs, id))) {
        await jobs.forget(id)
        response.status(204).end()
        return
      }
      jobs.cancel(id)
      // The running one stops within a second; its events tell when.
      response.status(202).json(findStatus(jobs, id))
    })
    .all(onlyMethods('GET', 'DELETE'))
  return router
}

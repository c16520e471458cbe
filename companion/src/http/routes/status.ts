/** `GET /v1/fills/:id` tells how it stands; `DELETE` cancels it, or forgets a finished one. */
import type { Router } from 'express'
import { isFinished } from '../../jobs/job.ts'
import type { Jobs } from '../../jobs/jobs.ts'
import { onlyMethods } from '../errors.ts'
import { knownCaller, needs } from '../guard/authenticate.ts'
import { serverTiming } from '../server-timing.ts'
import { exactRouter } from './exact-router.ts'
import { findJob } from './find-job.ts'

export const statusRoute = (jobs: Pick<Jobs, 'get' | 'cancel' | 'forget'>): Router => {
  const router = exactRouter()
  router
    .route('/v1/fills/:id')
    .get(needs('jobs'), (request, response) => {
      const { status, times } = findJob(jobs, knownCaller(request), request.params.id)
      const { queue, run, process } = times
      response.setHeader('Server-Timing', serverTiming({ queue, run, process }))
      response.json(status)
    })
    .delete(needs('jobs'), async (request, response) => {
      const caller = knownCaller(request)
      const { id, status } = findJob(jobs, caller, request.params.id)
      if (isFinished(status)) {
        await jobs.forget(id)
        response.status(204).end()
        return
      }
      jobs.cancel(id)
      // The running one stops within a second; its events tell when.
      response.status(202).json(findJob(jobs, caller, id).status)
    })
    .all(onlyMethods('GET', 'PUT', 'DELETE'))
  return router
}

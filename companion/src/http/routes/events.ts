/**
 * `GET /v1/fills/:id/events`: the job's events as NDJSON until the final one; `?after=N` resumes
 * after event N, `?wait=false` ends with the last there is, for clients that cannot read a stream.
 */
import type { Router } from 'express'
import type { Jobs } from '../../jobs/jobs.ts'
import { onlyMethods } from '../errors.ts'
import { knownCaller, needs } from '../guard/authenticate.ts'
import { readAfter, readWait, sendEvents } from './event-lines.ts'
import { exactRouter } from './exact-router.ts'
import { findJob } from './find-job.ts'

export const eventsRoute = (jobs: Pick<Jobs, 'get' | 'follow'>, heartbeat: number): Router => {
  const router = exactRouter()
  router
    .route('/v1/fills/:id/events')
    .get(needs('jobs'), async (request, response) => {
      const { id } = findJob(jobs, knownCaller(request), request.params.id)
      const after = readAfter(request.query.after)
      const wait = readWait(request.query.wait)
      await sendEvents(request, response, heartbeat, (gone) => jobs.follow(id, after, gone, wait))
    })
    .all(onlyMethods('GET'))
  return router
}

/**
 * What a fill was asked with: `GET /v1/fills/:id/request`, and the pictures that came with it,
 * `GET /v1/fills/:id/inputs/:name`, as long as its results are kept.
 */
import { InlayError } from '@inlay/shared'
import type { Request, Router } from 'express'
import { InputName } from '../../jobs/fill-messages.ts'
import type { Jobs } from '../../jobs/jobs.ts'
import { onlyMethods } from '../errors.ts'
import { knownCaller, needs } from '../guard/authenticate.ts'
import { exactRouter } from './exact-router.ts'
import { findJob } from './find-job.ts'
import { sendFile } from './send-file.ts'

export const inputsRoute = (jobs: Pick<Jobs, 'get' | 'input'>): Router => {
  const router = exactRouter()
  router
    .route('/v1/fills/:id/request')
    .get(needs('jobs'), (request, response) => {
      response.json(findJob(jobs, knownCaller(request), request.params.id).request)
    })
    .all(onlyMethods('GET'))
  router
    .route('/v1/fills/:id/inputs/:name')
    .get(needs('jobs'), async (request: Request<{ id: string; name: string }>, response) => {
      const { id } = findJob(jobs, knownCaller(request), request.params.id)
      const name = InputName.safeParse(request.params.name)
      if (!name.success) throw new InlayError('not_found', 'There is no such input.')
      await sendFile(request, response, {
        gone: 'The fill is gone.',
        path: await jobs.input(id, name.data),
        name: name.data,
        // Any kind of picture, or bare pixels: its bytes say which.
        type: 'application/octet-stream',
      })
    })
    .all(onlyMethods('GET'))
  return router
}

/** `POST /v1/fills`: takes a job in, answers 202 with its id. */
import type { FillAccepted } from '@inlay/shared'
import type { Router } from 'express'
import type { Jobs } from '../../jobs/jobs.ts'
import { onlyMethods } from '../errors.ts'
import { needs } from '../guard/authenticate.ts'
import { serverTiming } from '../server-timing.ts'
import { receiveFill, type UploadLimits } from '../upload/receive-fill.ts'
import { exactRouter } from './exact-router.ts'

export const submitRoute = (jobs: Pick<Jobs, 'reserve' | 'warm'>, limits: UploadLimits): Router => {
  const router = exactRouter()
  router
    .route('/v1/fills')
    .post(needs('jobs'), async (request, response) => {
      const from = performance.now()
      const reservation = await jobs.reserve()
      try {
        jobs.warm()
        const {
          request: fill,
          inputs,
          bytes,
        } = await receiveFill(request, response, reservation, limits)
        reservation.accept(fill, inputs, bytes)
        const answer: FillAccepted = { id: reservation.id }
        response
          .status(202)
          .location(`/v1/fills/${reservation.id}`)
          .setHeader('Server-Timing', serverTiming({ upload: performance.now() - from }))
        response.json(answer)
      } finally {
        await reservation.release()
      }
    })
    .all(onlyMethods('POST'))
  return router
}

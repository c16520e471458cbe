/**
 * Takes a job in. `POST /v1/fills` answers 202 with an id of ours; `PUT /v1/fills/:id` takes the
 * client's own id, so that sending it again, after a line that dropped, starts nothing twice: 202
 * the first time, 200 ever after.
 */
import { expected, type FillAccepted, FillId, InlayError } from '@inlay/shared'
import type { Request, Response, Router } from 'express'
import type { Jobs } from '../../jobs/jobs.ts'
import { knownCaller, needs } from '../guard/authenticate.ts'
import { serverTiming } from '../server-timing.ts'
import { receiveFill, type UploadLimits } from '../upload/receive-fill.ts'
import { exactRouter } from './exact-router.ts'

export const submitRoute = (jobs: Pick<Jobs, 'reserve' | 'warm'>, limits: UploadLimits): Router => {
  const take = async (request: Request, response: Response, id?: string): Promise<void> => {
    const from = performance.now()
    const reservation = await jobs.reserve(knownCaller(request).id, id)
    try {
      jobs.warm()
      const { request: fill, bytes } = await receiveFill(request, response, reservation, limits)
      const accepted = await reservation.accept(fill, bytes)
      const answer: FillAccepted = { id: accepted.id }
      response
        .status(accepted.isNew ? 202 : 200)
        .location(`/v1/fills/${accepted.id}`)
        .setHeader('Server-Timing', serverTiming({ upload: performance.now() - from }))
      response.json(answer)
    } finally {
      await reservation.release()
    }
  }

  const router = exactRouter()
  router.post('/v1/fills', needs('jobs'), (request, response) => take(request, response))
  router.put('/v1/fills/:id', needs('jobs'), (request, response) =>
    take(request, response, readId(request.params.id)),
  )
  return router
}

/** @throws InlayError invalid_request */
const readId = (text: unknown): string => {
  const id = FillId.safeParse(text)
  if (id.success) return id.data
  throw new InlayError('invalid_request', expected('a UUID in small letters', 'the id', text))
}

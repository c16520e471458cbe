/** `GET /v1/status` and `POST /v1/shutdown`: how the companion stands, and letting it go. */
import type { CompanionStatus, Stopping } from '@inlay/shared'
import type { Router } from 'express'
import { onlyMethods } from '../errors.ts'
import { needs } from '../guard/authenticate.ts'
import { exactRouter } from './exact-router.ts'

/** Seconds a stop takes at most: what runs may end, then everything is closed. */
const STOPS_WITHIN = 10

export interface CompanionControl {
  status(): CompanionStatus
  /** Begins to stop; whoever runs the companion ends the process. */
  stop(): void
}

export const companionRoute = ({ status, stop }: CompanionControl): Router => {
  const router = exactRouter()
  router
    .route('/v1/status')
    .get(needs('admin'), (_request, response) => {
      response.json(status())
    })
    .all(onlyMethods('GET'))
  router
    .route('/v1/shutdown')
    .post(needs('admin'), (_request, response) => {
      const answer: Stopping = { within: STOPS_WITHIN }
      response.status(202).json(answer)
      stop()
    })
    .all(onlyMethods('POST'))
  return router
}

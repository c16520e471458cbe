/** `POST /v1/ws-tickets`: a ticket for one WebSocket handshake. */
import type { SocketTicket } from '@inlay/shared'
import type { Router } from 'express'
import { onlyMethods } from '../errors.ts'
import { knownCaller, needs } from '../guard/authenticate.ts'
import { TICKET_SECONDS, type Tickets } from '../guard/tickets.ts'
import { exactRouter } from './exact-router.ts'

export const ticketsRoute = (tickets: Tickets): Router => {
  const router = exactRouter()
  router
    .route('/v1/ws-tickets')
    .post(needs('jobs'), (request, response) => {
      const ticket = tickets.issue(knownCaller(request))
      const answer: SocketTicket = { ticket, expiresIn: TICKET_SECONDS }
      response.status(201).json(answer)
    })
    .all(onlyMethods('POST'))
  return router
}

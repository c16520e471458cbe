/** `POST /v1/ws-tickets`: a ticket for one WebSocket handshake. */
import type { SocketTicket } from '@inlay/shared'
import type { Router } from 'express'
import { onlyMethods } from '../errors.ts'
import { type Authenticate, callerOf } from '../guard/authenticate.ts'
import { TICKET_SECONDS, type Tickets } from '../guard/tickets.ts'
import { exactRouter } from './exact-router.ts'

export const ticketsRoute = (tickets: Tickets, authenticate: Authenticate): Router => {
  const router = exactRouter()
  router
    .route('/v1/ws-tickets')
    .post((request, response) => {
      const ticket = tickets.issue(callerOf(request.headers, authenticate))
      const answer: SocketTicket = { ticket, expiresIn: TICKET_SECONDS }
      response.status(201).json(answer)
    })
    .all(onlyMethods('POST'))
  return router
}

/**
 * `/v1/page/pairings`: who asks to be let in, with the code to type there, for the companion's own
 * page alone: whoever looks at it was signed in by the tray or the terminal, which show the same. No
 * token opens it, so that a program that has one still cannot pair another behind the person's back.
 */
import { InlayError, type PairingList } from '@inlay/shared'
import type { Router } from 'express'
import type { Pairing } from '../access/pairing.ts'
import { onlyMethods } from '../errors.ts'
import { needsPage } from '../guard/authenticate.ts'
import { exactRouter } from './exact-router.ts'

export const pairingsRoute = (pairing: Pick<Pairing, 'pending' | 'refuse'>): Router => {
  const router = exactRouter()
  router
    .route('/v1/page/pairings')
    .get(needsPage, (_request, response) => {
      const answer: PairingList = {
        pairings: pairing.pending().map(({ id, name, app, code, expires }) => ({
          id,
          name,
          app,
          code,
          expires: new Date(expires).toISOString(),
        })),
      }
      response.json(answer)
    })
    .all(onlyMethods('GET'))
  router
    .route('/v1/page/pairings/:id')
    .delete(needsPage, (request, response) => {
      if (!pairing.refuse(String(request.params.id))) {
        throw new InlayError('not_found', 'There is no such pairing.')
      }
      response.status(204).end()
    })
    .all(onlyMethods('DELETE'))
  return router
}

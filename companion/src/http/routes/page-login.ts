/**
 * `/v1/page`: codes for signing in to the companion's page, the sign-in itself, and out again. Only
 * the page of this very address may sign in: another program's page of `localhost` is a stranger.
 */
import { InlayError, type PageCode, PageLogin, type PageSession } from '@inlay/shared'
import type { Router } from 'express'
import { PAGE_CODE_SECONDS, type PageSessions } from '../access/page-sessions.ts'
import { onlyMethods } from '../errors.ts'
import { needs } from '../guard/authenticate.ts'
import { pageCookie, sessionCookie } from '../guard/page-cookie.ts'
import { jsonBody, readBody } from '../upload/json-body.ts'
import { exactRouter } from './exact-router.ts'

/** Before anybody is known: the code is what lets in. */
export const pageLoginRoute = (sessions: PageSessions, port: () => number): Router => {
  const router = exactRouter()
  router
    .route('/v1/page/login')
    .post(jsonBody, (request, response) => {
      const { code } = readBody(PageLogin, request.body)
      const { origin, host } = request.headers
      if (origin !== `http://${host}`) throw new InlayError('forbidden_origin')
      const session = sessions.redeem(code)
      if (session === undefined) throw new InlayError('unauthorised')
      response.setHeader('Set-Cookie', pageCookie(port(), session.cookie))
      const answer: PageSession = { word: session.word }
      response.status(201).json(answer)
    })
    .all(onlyMethods('POST'))
  return router
}

export const pageRoute = (sessions: PageSessions, port: () => number): Router => {
  const router = exactRouter()
  router
    .route('/v1/page/codes')
    .post(needs('admin'), (_request, response) => {
      const { seenAgo } = sessions
      const answer: PageCode = {
        code: sessions.issue(),
        expiresIn: PAGE_CODE_SECONDS,
        ...(seenAgo !== undefined && { pageSeenAgo: seenAgo }),
      }
      response.status(201).json(answer)
    })
    .all(onlyMethods('POST'))
  router
    .route('/v1/page/logout')
    .post(needs('admin'), (request, response) => {
      const cookie = sessionCookie(request.headers.cookie, port())
      if (cookie !== undefined) sessions.end(cookie)
      response.setHeader('Set-Cookie', pageCookie(port(), ''))
      response.status(204).end()
    })
    .all(onlyMethods('POST'))
  return router
}

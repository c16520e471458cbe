/**
 * Refuses what a browser sends without a script's say: form posts and links (`navigate`), images
 * and no-cors fetches. No preflight guards those, so they must never change anything nor be
 * answered with something of the user's (facts/daemon.md 1.4, row 2). Absent for other programs.
 */

import { InlayError } from '@inlay/shared'
import type { RequestHandler } from 'express'

const SCRIPTED = ['cors', 'same-origin']

export const refuseUnscripted: RequestHandler = (request, _response, next) => {
  const mode = request.headers['sec-fetch-mode']
  if (mode !== undefined && !SCRIPTED.includes(String(mode))) {
    throw new InlayError('forbidden_origin', `A ${String(mode)} request is not taken here.`)
  }
  next()
}

/**
 * Which pages may talk to us: our own, and the two spellings that plugins have (`null` in Figma's
 * frame, `file://` in UXP). Those two identify nobody, so this only thins the crowd; the token
 * decides. Exact names, no patterns; a refused origin gets no CORS header (facts/daemon.md 1.4,
 * rows 3-5).
 */

import { InlayError } from '@inlay/shared'
import type { RequestHandler } from 'express'
import type { Place } from './place.ts'

/**
 * No Origin is a program, not a page, or a page's plain GET; the token decides.
 * @throws InlayError forbidden_origin
 */
export const checkOrigin = (origin: string | undefined, { origins }: Place): void => {
  if (origin !== undefined && !origins.includes(origin)) {
    throw new InlayError('forbidden_origin')
  }
}

/** Seconds a browser may remember a preflight. */
const PREFLIGHT_AGE = '600'

/** CORS in full: the `cors` package knows neither an exact `null` nor "no header for strangers". */
export const crossOrigin =
  (place: () => Place): RequestHandler =>
  (request, response, next) => {
    response.vary('Origin')
    const { origin } = request.headers
    checkOrigin(origin, place())
    if (origin !== undefined) response.setHeader('Access-Control-Allow-Origin', origin)
    if (request.method !== 'OPTIONS') {
      next()
      return
    }
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE')
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type')
    response.setHeader('Access-Control-Max-Age', PREFLIGHT_AGE)
    response.status(204).end()
  }

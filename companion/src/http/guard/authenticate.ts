/** Who is asking: the bearer of the token. Header only; a token in an address ends up in logs. */
import type { IncomingMessage } from 'node:http'
import { InlayError } from '@inlay/shared'
import type { RequestHandler } from 'express'

/** Somebody with a right to be here. Pairing will add devices beside the owner. */
export interface Caller {
  readonly id: string
}

/** Tells a token's owner; undefined for a token nobody has. */
export type Authenticate = (token: string) => Caller | undefined

const BEARER = /^Bearer ([A-Za-z0-9_-]{43})$/i

/** @throws InlayError unauthorised */
export const callerOf = (
  headers: IncomingMessage['headers'],
  authenticate: Authenticate,
): Caller => {
  const token = BEARER.exec(headers.authorization ?? '')?.[1]
  const caller = token === undefined ? undefined : authenticate(token)
  if (caller === undefined) throw new InlayError('unauthorised')
  return caller
}

export const requireToken =
  (authenticate: Authenticate): RequestHandler =>
  (request, _response, next) => {
    callerOf(request.headers, authenticate)
    next()
  }

const SECRET_NAMES = [
  'token',
  'access_token',
  'auth_token',
  'api_key',
  'apikey',
  'key',
  'auth',
  'authorization',
  'bearer',
  'ticket',
  'secret',
]

/**
 * Refuses addresses that carry a secret, right or wrong, so that nobody takes up the habit.
 * @throws InlayError invalid_request
 */
export const refuseSecretInAddress = (path: string): void => {
  const query = path.indexOf('?')
  if (query < 0) return
  for (const name of new URLSearchParams(path.slice(query + 1)).keys()) {
    if (SECRET_NAMES.includes(name.toLowerCase())) {
      throw new InlayError(
        'invalid_request',
        'A token belongs in the Authorization header, never in the address.',
      )
    }
  }
}

/**
 * Who is asking, and what they may do: the bearer of a token and its scopes. Header only; a token
 * in an address ends up in logs.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { InlayError, type Scope } from '@inlay/shared'
import type { LiveLines } from '../access/live-lines.ts'

/** Somebody with a right to be here: the owner, or a paired device. */
export interface Caller {
  readonly id: string
  readonly scopes: readonly Scope[]
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

/** An express handler for routes of any parameters. */
export type Guard = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/** Who each request comes from, once `requireToken` has let it in. */
const callers = new WeakMap<IncomingMessage, Caller>()

/** Requests of the companion's own page, by its session. */
const fromPage = new WeakSet<IncomingMessage>()

/** Tells the person behind the companion's own page, by both halves of its session. */
export type KnowPage = (headers: IncomingMessage['headers']) => Caller | undefined

/**
 * Lets callers with a token and the companion's own page in, and cuts a request short when its token
 * is revoked meanwhile.
 */
export const requireToken =
  (authenticate: Authenticate, lines: LiveLines, knowPage: KnowPage = () => undefined): Guard =>
  (request, response, next) => {
    const { headers } = request
    const page = headers.authorization === undefined ? knowPage(headers) : undefined
    const caller = page ?? callerOf(headers, authenticate)
    callers.set(request, caller)
    if (page !== undefined) fromPage.add(request)
    response.once(
      'close',
      lines.hold(caller.id, () => request.socket.destroy()),
    )
    next()
  }

/** @throws InlayError unauthorised when `requireToken` has not let this request in */
export const knownCaller = (request: IncomingMessage): Caller => {
  const caller = callers.get(request)
  if (caller === undefined) throw new InlayError('unauthorised')
  return caller
}

/** @throws InlayError scope_missing */
export const checkScope = (caller: Caller, scope: Scope): void => {
  if (!caller.scopes.includes(scope)) throw new InlayError('scope_missing', `It needs "${scope}".`)
}

/** First handler of a route: only callers whose token has this scope. */
export const needs =
  (scope: Scope): Guard =>
  (request, _response, next) => {
    checkScope(knownCaller(request), scope)
    next()
  }

/** First handler of a route that no token opens: only the companion's own page, signed in. */
export const needsPage: Guard = (request, _response, next) => {
  if (!fromPage.has(request)) {
    throw new InlayError('scope_missing', 'It is for the companion’s own page alone.')
  }
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

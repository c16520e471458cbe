/** How a failure leaves the companion: its row of the table as JSON, never a stack, never a path. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ErrorCode, InlayError, toWireError } from '@inlay/shared'
import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Log } from './log/log.ts'

/** What express and its parts throw for bad input carries a 4xx `status`; the rest is our fault. */
export const asInlayError = (error: unknown): InlayError => {
  if (error instanceof InlayError) return error
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500
  return status >= 400 && status < 500
    ? new InlayError('invalid_request', undefined, { cause: error })
    : new InlayError('internal', undefined, { cause: error })
}

/** What each answer refused, for the log. */
const refusals = new WeakMap<ServerResponse, ErrorCode>()

export const refusalOf = (response: ServerResponse): ErrorCode | undefined => refusals.get(response)

const sendError = (response: ServerResponse, error: InlayError): void => {
  refusals.set(response, error.code)
  if (response.headersSent) {
    // Half an answer is out: cutting it short is the only way left to say that it is not whole.
    response.destroy()
    return
  }
  const body = JSON.stringify(toWireError(error))
  response.statusCode = error.status
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.setHeader('Content-Length', Buffer.byteLength(body))
  if (error.code === 'unauthorised') response.setHeader('WWW-Authenticate', 'Bearer')
  response.end(body)
}

const DEPARTURES = ['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']

/** What reading from or writing to a client that has just left throws, its request whole or not. */
export const isDeparture = (error: unknown): boolean =>
  error instanceof Error &&
  !(error instanceof InlayError) &&
  'code' in error &&
  typeof error.code === 'string' &&
  DEPARTURES.includes(error.code)

/** An open page asks on while the companion comes or goes: that is no failure of anything. */
const PASSING: readonly ErrorCode[] = ['starting', 'stopping']

/** Whether the log should hold it: what a client did wrong is no failure of ours. */
export const isFailure = ({ status, code }: InlayError): boolean =>
  status >= 500 && !PASSING.includes(code)

export const errorHandler =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, request, response, _next) => {
    // A client that went away is no failure, and nobody is left to tell.
    if ((request.destroyed && !request.complete) || isDeparture(error)) {
      response.destroy()
      return
    }
    const named = asInlayError(error)
    if (isFailure(named)) log.failure(named)
    sendError(response, named)
    hangUpOnRest(request)
  }

export const unknownRoute: RequestHandler = () => {
  throw new InlayError('not_found')
}

/** Last handler of a route: every method it does not take. */
export const onlyMethods =
  (...methods: readonly string[]): RequestHandler =>
  (_request, response) => {
    response.setHeader('Allow', methods.join(', '))
    throw new InlayError('method_not_allowed', `It takes ${methods.join(' and ')}.`)
  }

/** Milliseconds a refused client may go on sending before the line is cut. */
const PATIENCE = 2000

/**
 * Reads on for a moment: cutting the line while the client still sends would lose it our answer
 * (TCP resets), but nobody may keep us reading what we have refused.
 */
const hangUpOnRest = (request: IncomingMessage): void => {
  if (request.complete || request.destroyed) return
  request.resume()
  const cut = setTimeout(() => request.socket.destroy(), PATIENCE).unref()
  request.once('end', () => clearTimeout(cut))
  request.once('close', () => clearTimeout(cut))
}

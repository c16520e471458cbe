/** One event for each request that was answered: its route and outcome, never its address. */
import type { Socket } from 'node:net'
import type { RequestHandler } from 'express'
import { refusalOf } from '../errors.ts'
import type { LogFields } from './events.ts'
import type { Log } from './log.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'] as const

const methodOf = (method: string | undefined): LogFields<'request'>['method'] =>
  METHODS.find((one) => one === method) ?? 'other'

export const logRequests = (log: Log): RequestHandler => {
  /** Bytes of earlier requests on the same line. */
  const counted = new WeakMap<Socket, { received: number; sent: number }>()
  return (request, response, next) => {
    const from = performance.now()
    const { socket } = request
    response.once('close', () => {
      const before = counted.get(socket) ?? { received: 0, sent: 0 }
      const now = { received: socket.bytesRead, sent: socket.bytesWritten }
      counted.set(socket, now)
      log.event('request', {
        method: methodOf(request.method),
        route: routeOf(request.route),
        status: response.statusCode,
        code: refusalOf(response),
        ms: performance.now() - from,
        received: Math.max(0, now.received - before.received),
        sent: Math.max(0, now.sent - before.sent),
      })
    })
    next()
  }
}

/** The template of the route that took the request: words of ours. */
const routeOf = (route: unknown): string =>
  typeof route === 'object' && route !== null && 'path' in route && typeof route.path === 'string'
    ? route.path
    : 'none'

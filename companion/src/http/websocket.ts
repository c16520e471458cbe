/**
 * `/v1/ws`: the events of any number of fills over one socket. The guards of the HTTP side stand
 * here too, because browsers send WebSocket handshakes without preflight and without Sec-Fetch
 * headers (facts/daemon.md 1.2 and 1.4, rows 10-12).
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import {
  InlayError,
  parseWith,
  SOCKET_PROTOCOL,
  SOCKET_TICKET_PREFIX,
  SocketRequest,
  toWireError,
} from '@inlay/shared'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { Jobs } from '../jobs/jobs.ts'
import type { LiveLines } from './access/live-lines.ts'
import { asInlayError } from './errors.ts'
import {
  type Authenticate,
  type Caller,
  callerOf,
  checkScope,
  refuseSecretInAddress,
} from './guard/authenticate.ts'
import { checkHost } from './guard/host.ts'
import { checkOrigin } from './guard/origin.ts'
import type { Place } from './guard/place.ts'
import type { Tickets } from './guard/tickets.ts'
import type { Log } from './log/log.ts'
import { findJob } from './routes/find-job.ts'

export interface SocketContext {
  readonly jobs: Pick<Jobs, 'get' | 'follow'>
  readonly authenticate: Authenticate
  readonly tickets: Tickets
  /** Whether a caller who was given a ticket is still let in. */
  readonly isIn: (caller: Caller) => boolean
  readonly lines: LiveLines
  readonly heartbeat: number
  readonly log: Log
}

export interface SocketSide {
  /** Takes the `upgrade` event of the HTTP server at that place. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, place: Place): void
  /** Sockets open now. */
  readonly open: number
  /** Closes every socket with 1001 (going away). */
  close(): Promise<void>
}

/** Longest message a client may send: it only ever names a fill. */
const MAX_MESSAGE = 4096

/** Fills one socket may follow at the same time. */
const MAX_SUBSCRIPTIONS = 128

/** Milliseconds a client has to answer our closing of its socket. */
const CLOSE_WITHIN = 500

export const createSocketSide = (context: SocketContext): SocketSide => {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SOCKET_PROTOCOL) ? SOCKET_PROTOCOL : false),
  })
  const silent = new WeakSet<WebSocket>()
  const beat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) socket.terminate()
      else {
        silent.add(socket)
        socket.ping()
      }
    }
  }, context.heartbeat).unref()

  return {
    get open() {
      return sockets.clients.size
    },
    upgrade: (request, socket, head, place) => {
      let caller: Caller
      try {
        caller = admit(request, context, place)
      } catch (error) {
        const refused = asInlayError(error)
        context.log.event('request', {
          method: 'GET',
          route: '/v1/ws',
          status: refused.status,
          code: refused.code,
        })
        refuseUpgrade(socket, refused)
        return
      }
      socket.on('error', () => socket.destroy())
      sockets.handleUpgrade(request, socket, head, (client) => {
        client.on('pong', () => silent.delete(client))
        client.once(
          'close',
          context.lines.hold(caller.id, () => dismiss(client, REVOKED)),
        )
        context.log.event('request', { method: 'GET', route: '/v1/ws', status: 101 })
        serve(client, caller, context)
      })
    },
    close: async () => {
      clearInterval(beat)
      const closed = [...sockets.clients].map(
        (client) =>
          new Promise<void>((resolve) => {
            client.once('close', () => resolve())
            dismiss(client, GOING_AWAY, 'The companion is stopping.')
          }),
      )
      await Promise.all(closed)
      sockets.close()
    },
  }
}

/** RFC 6455 7.4.1: going away, and policy violation. */
const GOING_AWAY = 1001
const REVOKED = 1008

const dismiss = (client: WebSocket, code: number, reason = ''): void => {
  client.close(code, reason)
  setTimeout(() => client.terminate(), CLOSE_WITHIN).unref()
}

/** @throws InlayError wrong_host | forbidden_origin | invalid_request | not_found | unauthorised | scope_missing */
const admit = (request: IncomingMessage, context: SocketContext, place: Place): Caller => {
  const path = checkHost(request, place)
  checkOrigin(request.headers.origin, place)
  refuseSecretInAddress(path)
  if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
    throw new InlayError(
      'invalid_request',
      'Only WebSockets are upgraded to; ask again in HTTP/1.1.',
    )
  }
  if (path !== '/v1/ws') throw new InlayError('not_found')
  const caller = callerOfHandshake(request, context)
  checkScope(caller, 'jobs')
  return caller
}

/** @throws InlayError unauthorised */
const callerOfHandshake = (request: IncomingMessage, context: SocketContext): Caller => {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',')
  for (const protocol of offered.map((one) => one.trim())) {
    if (!protocol.startsWith(SOCKET_TICKET_PREFIX)) continue
    const caller = context.tickets.redeem(protocol.slice(SOCKET_TICKET_PREFIX.length))
    if (caller !== undefined && context.isIn(caller)) return caller
  }
  return callerOf(request.headers, context.authenticate)
}

/** Answers a handshake with an error and hangs up. */
export const refuseUpgrade = (socket: Duplex, error: InlayError): void => {
  socket.on('error', () => socket.destroy())
  const body = JSON.stringify(toWireError(error))
  socket.end(
    [
      `HTTP/1.1 ${error.status} ${error.code}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'X-Content-Type-Options: nosniff',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

const serve = (socket: WebSocket, caller: Caller, { jobs, log }: SocketContext): void => {
  const subscriptions = new Map<string, AbortController>()

  const send = (message: object): Promise<void> =>
    new Promise((resolve, reject) => {
      socket.send(JSON.stringify(message), (error) =>
        error === undefined || error === null ? resolve() : reject(error),
      )
    })

  const complain = (error: unknown, id?: string): void => {
    const named = asInlayError(error)
    if (named.status >= 500) log.failure(named)
    const problem = {
      type: 'problem',
      ...(id === undefined ? {} : { id }),
      error: toWireError(named),
    }
    send(problem).catch(() => socket.terminate())
  }

  /** Each event goes out when the one before has: a slow socket holds nobody up but itself. */
  const follow = async (id: string, after: number, stop: AbortController): Promise<void> => {
    try {
      for await (const event of jobs.follow(id, after, stop.signal)) await send(event)
    } catch (error) {
      if (socket.readyState === socket.OPEN) complain(error, id)
    } finally {
      if (subscriptions.get(id) === stop) subscriptions.delete(id)
    }
  }

  const obey = (request: SocketRequest): void => {
    if ('unsubscribe' in request) {
      subscriptions.get(request.unsubscribe)?.abort()
      subscriptions.delete(request.unsubscribe)
      return
    }
    const { subscribe: id, after } = request
    try {
      findJob(jobs, caller, id)
    } catch (error) {
      complain(error, id)
      return
    }
    subscriptions.get(id)?.abort()
    if (!subscriptions.has(id) && subscriptions.size >= MAX_SUBSCRIPTIONS) {
      complain(
        new InlayError('invalid_request', `At most ${MAX_SUBSCRIPTIONS} fills a socket.`),
        id,
      )
      return
    }
    const stop = new AbortController()
    subscriptions.set(id, stop)
    void follow(id, after, stop)
  }

  socket.on('message', (data, isBinary) => {
    try {
      obey(readRequest(data, isBinary))
    } catch (error) {
      complain(error)
    }
  })
  // Too long or malformed frames: ws closes the socket with the fitting code by itself.
  socket.on('error', () => {})
  socket.on('close', () => {
    for (const stop of subscriptions.values()) stop.abort()
  })
}

/** @throws InlayError invalid_request */
const readRequest = (data: RawData, isBinary: boolean): SocketRequest => {
  let json: unknown
  try {
    json = isBinary ? undefined : JSON.parse(data.toString())
  } catch (cause) {
    throw new InlayError('invalid_request', 'The message is not JSON.', { cause })
  }
  return parseWith(SocketRequest, json, 'invalid_request', 'the message')
}

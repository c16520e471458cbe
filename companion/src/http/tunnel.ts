/**
 * `/v1/tunnel`: one HTTP request over a WebSocket, for UXP on systems that keep it from plain http
 * (facts/hosts.md 2.2). The request is made anew on our own address, so that every guard, bound and
 * log line of the HTTP side holds for it; the tunnel adds no right. Browsers are refused outright:
 * they never name `file://` as their origin, and they have fetch.
 */
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import {
  InlayError,
  parseWith,
  TUNNEL_END,
  TUNNEL_MESSAGE,
  TUNNEL_PATH,
  TUNNEL_PROTOCOL,
  type TunnelAnswer,
  TunnelRequest,
} from '@inlay/shared'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { asInlayError } from './errors.ts'
import { checkHost } from './guard/host.ts'
import type { Place } from './guard/place.ts'
import { refuseUpgrade } from './websocket.ts'

export interface Tunnels {
  /** Takes the `upgrade` event of the HTTP server on this machine. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, place: Place): void
  close(): void
}

/** Whether an upgrade is meant for a tunnel; what is not goes to the events' side. */
export const isTunnel = ({ url = '' }: Pick<IncomingMessage, 'url'>): boolean => url === TUNNEL_PATH

/** Requests under way through tunnels at the same time. */
const MAX_TUNNELS = 32

/** Milliseconds a client has to say what it wants. */
const SAY_WITHIN = 5000

/** Bytes of an answer that wait for a slow client before its source is held. */
const MAX_WAITING = 4 * TUNNEL_MESSAGE

/** RFC 6455 7.4.1. */
const CLOSE = { normal: 1000, policy: 1008, tooBig: 1009, failed: 1011 } as const

/** UXP's origin; a program that is no page sends none. */
const ORIGINS: readonly (string | undefined)[] = [undefined, 'file://']

export const createTunnels = (port: () => number): Tunnels => {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: TUNNEL_MESSAGE,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(TUNNEL_PROTOCOL) ? TUNNEL_PROTOCOL : false),
  })
  return {
    upgrade: (request, socket, head, place) => {
      try {
        checkHost(request, place)
        if (!place.isLocal || !ORIGINS.includes(request.headers.origin)) {
          throw new InlayError('forbidden_origin')
        }
        if (sockets.clients.size >= MAX_TUNNELS) throw new InlayError('queue_full')
      } catch (error) {
        refuseUpgrade(socket, asInlayError(error))
        return
      }
      socket.on('error', () => socket.destroy())
      sockets.handleUpgrade(request, socket, head, (client) =>
        serve(client, { port: port(), origin: request.headers.origin }),
      )
    },
    close: () => {
      for (const client of sockets.clients) client.terminate()
      sockets.close()
    },
  }
}

interface Inside {
  readonly port: number
  readonly origin: string | undefined
}

const serve = (client: WebSocket, inside: Inside): void => {
  let inner: ClientRequest | undefined
  let left = 0
  const silence = setTimeout(() => client.close(CLOSE.policy, 'Nothing was asked.'), SAY_WITHIN)
  client.on('message', (data, isBinary) => {
    if (inner === undefined) {
      clearTimeout(silence)
      const asked = isBinary ? undefined : readRequest(data)
      if (asked === undefined) {
        client.close(CLOSE.policy, 'The request is not understood.')
        return
      }
      left = asked.length
      inner = open(client, asked, inside)
      if (left === 0) inner.end()
      return
    }
    const bytes = isBinary ? bytesOf(data) : undefined
    if (bytes === undefined || bytes.length > left) {
      client.close(CLOSE.tooBig, 'More than was announced.')
      return
    }
    left -= bytes.length
    // Refused already: the rest of the body is taken and dropped.
    if (inner.destroyed) return
    if (left === 0) inner.end(bytes)
    else if (!inner.write(bytes)) {
      client.pause()
      inner.once('drain', () => client.resume())
    }
  })
  // Malformed or too long messages: ws closes with the fitting code by itself.
  client.on('error', () => {})
  client.on('close', () => {
    clearTimeout(silence)
    inner?.destroy()
  })
}

/** The request on our own address; its answer goes out as it comes. */
const open = (client: WebSocket, asked: TunnelRequest, { port, origin }: Inside): ClientRequest => {
  const { method, path, authorization, contentType, length } = asked
  const inner = httpRequest({
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: {
      Host: `127.0.0.1:${port}`,
      ...(origin === undefined ? {} : { Origin: origin }),
      ...(authorization === undefined ? {} : { Authorization: authorization }),
      ...(contentType === undefined ? {} : { 'Content-Type': contentType }),
      ...(method === 'GET' || method === 'DELETE' ? {} : { 'Content-Length': length }),
    },
  })
  let answered = false
  inner.on('response', (response) => {
    answered = true
    const answer: TunnelAnswer = { status: response.statusCode ?? 500 }
    client.send(JSON.stringify(answer))
    response.on('data', (chunk: Buffer) => {
      for (let at = 0; at < chunk.length; at += TUNNEL_MESSAGE) {
        client.send(chunk.subarray(at, at + TUNNEL_MESSAGE), () => {
          if (client.bufferedAmount < MAX_WAITING) response.resume()
        })
      }
      if (client.bufferedAmount >= MAX_WAITING) response.pause()
    })
    response.on('end', () => {
      client.send(TUNNEL_END)
      client.close(CLOSE.normal)
    })
    response.on('error', () => client.close(CLOSE.failed))
  })
  // A refusal may come before the body has gone: then there is an answer, and no more to send.
  inner.on('error', () => {
    if (client.readyState === client.OPEN && !answered) client.close(CLOSE.failed)
  })
  // A closing handshake is read like anything else.
  inner.on('close', () => client.resume())
  return inner
}

/** Undefined for what is no request of ours. */
const readRequest = (data: RawData): TunnelRequest | undefined => {
  try {
    const json: unknown = JSON.parse(data.toString())
    return parseWith(TunnelRequest, json, 'invalid_request', 'the request')
  } catch {
    // Said to the client by the closing code; nothing of it is worth a line of the log.
    return undefined
  }
}

const bytesOf = (data: RawData): Buffer => {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}

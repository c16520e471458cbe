/** Node's HTTP server with the patience and the sizes one client gets (facts/daemon.md 1.4, rows 12-13). */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { Duplex } from 'node:stream'
import type { DaemonLimits } from './limits.ts'

/** Takes the `upgrade` event. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** Milliseconds between two looks for clients that are too slow. */
const CHECK_EVERY = 500

/** PEM, the certificate first and those that vouch for it after. */
export interface Tls {
  readonly cert: string
  readonly key: string
}

/** @param tls speaks TLS with it; plain HTTP when absent */
export const createHttpServer = (
  app: RequestListener,
  upgrade: Upgrade,
  limits: DaemonLimits,
  tls?: Tls,
): Server => {
  const options = {
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: limits.headersTimeout,
    requestTimeout: limits.requestTimeout,
    connectionsCheckingInterval: CHECK_EVERY,
    // Node's own answer to a missing Host has no name; ours has.
    requireHostHeader: false,
  }
  const server =
    tls === undefined
      ? createServer(options, app)
      : createSecureServer(
          { ...options, ...tls, minVersion: 'TLSv1.2', handshakeTimeout: limits.headersTimeout },
          app,
        )
  server.maxConnections = limits.maxConnections
  // A client that asks before it sends (curl) is told to go on only when its upload is taken.
  server.on('checkContinue', app)
  server.on('upgrade', upgrade)
  return server
}

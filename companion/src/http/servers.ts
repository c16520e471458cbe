/** The daemon's servers: on the first of our ports that is free, and closed with patience. */
import type { Server } from 'node:http'
import { COMPANION_PORTS, expected, InlayError } from '@inlay/shared'
import { alreadyRunning, stateOfOwn } from './claim.ts'
import { type Bound, takePort } from './listen.ts'

/** Milliseconds open connections have to end by themselves. */
const DRAIN_LINES = 3000

/** @throws InlayError invalid_request */
export const portsToTry = (port: number | undefined): readonly number[] => {
  if (port === undefined) return COMPANION_PORTS
  const known: readonly number[] = COMPANION_PORTS
  if (port === 0 || known.includes(port)) return [port]
  throw new InlayError(
    'invalid_request',
    `${expected(`one of ${known.join(', ')}`, 'the port', port)}. Plugins know no other.`,
  )
}

/** @throws InlayError already_running | port_taken */
export const takeFirst = async (
  ports: readonly number[],
  ownersKey: Uint8Array,
  makeServer: () => Server,
): Promise<Bound> => {
  for (const port of ports) {
    const bound = await takePort(port, makeServer)
    if (bound !== undefined) return bound
    if ((await stateOfOwn(port, ownersKey)) !== undefined) throw alreadyRunning(port)
  }
  throw new InlayError('port_taken', `Tried ${ports.join(', ')}.`)
}

/** Milliseconds between two looks for lines that have become idle. */
const LOOK_EVERY = 50

/** Ends a server: nothing new, idle lines cut at once, busy ones after their time. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const look = setInterval(() => server.closeIdleConnections(), LOOK_EVERY)
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_LINES)
    server.close(() => {
      clearInterval(look)
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })

/**
 * Takes a port on 127.0.0.1 and [::1] together: plugins say `localhost`, which may mean either, and
 * whoever holds the other one would be asked in our place (facts/daemon.md 1.4, row 6).
 */
import type { Server } from 'node:http'
import { expected, InlayError } from '@inlay/shared'

/** The servers that hold a port, one an address. */
export interface Bound {
  readonly port: number
  readonly servers: readonly Server[]
  /** "http://127.0.0.1:43117", "http://[::1]:43117". */
  readonly addresses: readonly string[]
}

/** Times an ephemeral port is tried again when its [::1] twin is taken. */
const TWIN_TRIES = 20

/**
 * Listens on `port`, or on any for 0. Undefined when somebody else holds it on either address.
 * A machine without IPv6 gets 127.0.0.1 alone.
 * @param makeServer a fresh server each time it is called
 */
export const takePort = async (
  port: number,
  makeServer: () => Server,
): Promise<Bound | undefined> => {
  for (let tries = port === 0 ? TWIN_TRIES : 1; tries > 0; tries--) {
    const four = makeServer()
    const taken = await listen(four, '127.0.0.1', port)
    if (taken !== undefined) {
      if (IN_USE.includes(taken)) continue
      throw cannotListen(taken)
    }
    const actual = portOf(four)
    const six = makeServer()
    const twin = await listen(six, '::1', actual)
    const v4 = `http://127.0.0.1:${actual}`
    if (twin === undefined) {
      return { port: actual, servers: [four, six], addresses: [v4, `http://[::1]:${actual}`] }
    }
    if (NO_IPV6.includes(twin)) return { port: actual, servers: [four], addresses: [v4] }
    await new Promise((resolve) => four.close(resolve))
    if (!IN_USE.includes(twin)) throw cannotListen(twin)
  }
  return undefined
}

/** EACCES: Windows keeps ranges of ports for itself. */
const IN_USE = ['EADDRINUSE', 'EACCES']
const NO_IPV6 = ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL', 'EPROTONOSUPPORT']

/** Undefined when it listens, else the system's code. */
const listen = (server: Server, host: string, port: number): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      if (error.code === undefined) reject(error)
      else resolve(error.code)
    }
    server.once('error', failed)
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', failed)
      resolve(undefined)
    })
  })

const portOf = (server: Server): number => {
  const address = server.address()
  if (address === null || typeof address === 'string') {
    throw new InlayError('internal', expected('a port', 'the address listened on', address))
  }
  return address.port
}

const cannotListen = (code: string): InlayError =>
  new InlayError('port_taken', `The system says ${code}.`)

/**
 * Listens beyond this machine, beside the usual addresses: only over TLS, only for bearers of a
 * token, only under the names of the certificate (facts/daemon.md 1.4 row 24). Pairing and the
 * window `/bridge` stay at the machine itself.
 */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import type { Server } from 'node:http'
import { isIP } from 'node:net'
import { expected, InlayError } from '@inlay/shared'
import { outsidePlace, type Place } from './guard/place.ts'
import type { Tls } from './http-server.ts'

export interface Outside {
  /** An IP address of this machine, or 0.0.0.0 or :: for all of them. */
  readonly host: string
  /** 0 takes any. */
  readonly port: number
  readonly tls: Tls
}

export type MakeOutsideServer = (place: () => Place, tls: Tls) => Server

export interface OutsideListener {
  readonly server: Server
  /** "https://name:port" for each name of the certificate. */
  readonly addresses: readonly string[]
}

/** @throws InlayError invalid_request for a certificate that will not do | port_taken */
export const listenOutside = async (
  { host, port, tls }: Outside,
  makeServer: MakeOutsideServer,
): Promise<OutsideListener> => {
  const names = namesOf(tls)
  let actual = port
  const place = (): Place => outsidePlace(actual, names)
  const server = makeServer(place, tls)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new InlayError('port_taken', `The system says ${cause.code}.`, { cause })),
    )
    server.listen({ host, port, exclusive: true }, resolve)
  })
  const address = server.address()
  if (typeof address === 'object' && address !== null) actual = address.port
  return { server, addresses: place().hosts.map((one) => `https://${one}`) }
}

/**
 * Reads both files.
 * @throws InlayError file_unreadable; invalid_request when others can read the key
 */
export const readTls = async (certPath: string, keyPath: string): Promise<Tls> => {
  const read = async (path: string, what: string): Promise<string> => {
    try {
      return await readFile(path, 'utf8')
    } catch (cause) {
      throw new InlayError('file_unreadable', `It is the ${what}.`, { cause })
    }
  }
  const tls = { cert: await read(certPath, 'certificate'), key: await read(keyPath, 'key') }
  const { mode } = await stat(keyPath)
  // Windows has no such modes.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new InlayError('invalid_request', 'Others can read the TLS key: chmod 600 it.')
  }
  return tls
}

/**
 * The names a client may call us by: DNS names and addresses of the certificate, no wildcards.
 * @throws InlayError invalid_request for one that is damaged, out of date, names nobody, or is not
 *   of this key
 */
const namesOf = ({ cert, key }: Tls): string[] => {
  const certificate = parse(() => new X509Certificate(cert), 'the TLS certificate')
  const privateKey: KeyObject = parse(() => createPrivateKey(key), 'the TLS key')
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new InlayError('invalid_request', expected('the key', 'this TLS certificate', 'another'))
  }
  const now = Date.now()
  if (now < Date.parse(certificate.validFrom) || now > Date.parse(certificate.validTo)) {
    throw new InlayError('invalid_request', 'The TLS certificate is out of date.')
  }
  const names = (certificate.subjectAltName ?? '').split(', ').flatMap((one) => {
    const [, dns, address] = /^(?:DNS:([a-z0-9.-]+)|IP Address:([0-9a-f.:]+))$/i.exec(one) ?? []
    if (address !== undefined) return isIP(address) === 6 ? shortIpv6(address) : address
    return dns?.toLowerCase() ?? []
  })
  if (names.length > 0) return names
  throw new InlayError(
    'invalid_request',
    expected('a subjectAltName without wildcards', 'the TLS certificate', undefined),
  )
}

/** As browsers and `URL` write it: "FD00:0:0:0:0:0:0:5" is "fd00::5". */
const shortIpv6 = (address: string): string => new URL(`http://[${address}]`).hostname.slice(1, -1)

const parse = <T>(read: () => T, what: string): T => {
  try {
    return read()
  } catch (cause) {
    throw new InlayError('invalid_request', expected('PEM', what, 'something else'), { cause })
  }
}

/**
 * `inlay serve --host`: this machine, always; other machines only when TLS and the user's explicit
 * word come with it, the token being needed anyway (facts/daemon.md 1.4 row 24).
 */
import { isIP } from 'node:net'
import { expected, InlayError } from '@inlay/shared'
import { type Outside, readTls } from '../http/outside.ts'

export interface OutsideOptions {
  readonly host?: string
  readonly tlsCert?: string
  readonly tlsKey?: string
  readonly tlsPort?: number
  readonly allowOtherMachines?: boolean
}

/** Next to the ports for plugins, which know no other. */
export const TLS_PORT = 43120

const THIS_MACHINE = ['127.0.0.1', 'localhost', '::1', '[::1]']

/**
 * Undefined for this machine only.
 * @throws InlayError invalid_request when something that other machines need is missing, or given
 *   where it means nothing; file_unreadable
 */
export const readOutside = async (options: OutsideOptions): Promise<Outside | undefined> => {
  const { host = 'localhost', tlsCert, tlsKey, tlsPort = TLS_PORT } = options
  const given = [
    ['--tls-cert FILE', tlsCert !== undefined],
    ['--tls-key FILE', tlsKey !== undefined],
    ['--allow-other-machines', options.allowOtherMachines === true],
  ] as const
  if (THIS_MACHINE.includes(host)) {
    const [useless] = given.find(([, isThere]) => isThere) ?? []
    if (useless === undefined && options.tlsPort === undefined) return undefined
    throw new InlayError(
      'invalid_request',
      'TLS is for other machines: give their way in as well, e.g. --host 0.0.0.0.',
    )
  }
  const missing = given.flatMap(([flag, isThere]) => (isThere ? [] : [flag]))
  if (missing.length > 0 || tlsCert === undefined || tlsKey === undefined) {
    throw new InlayError(
      'invalid_request',
      'Inlay listens on this machine only. For other machines it needs TLS and your word, or ' +
        `pictures and tokens would cross the network unprotected; missing: ${missing.join(', ')}.`,
    )
  }
  const address = host.replace(/^\[(.*)\]$/, '$1')
  if (isIP(address) === 0) {
    throw new InlayError(
      'invalid_request',
      expected('an IP address of this machine, or 0.0.0.0 or :: for all of them', '--host', host),
    )
  }
  return { host: address, port: tlsPort, tls: await readTls(tlsCert, tlsKey) }
}

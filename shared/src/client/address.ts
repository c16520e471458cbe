/** The addresses the companion may have, without `URL`, which the hosts do not all know. */
import { expected, InlayError } from '../errors.ts'
import { COMPANION_PORTS } from '../ports.ts'

/**
 * Names tried in this order. Figma manifests take no IP address, so Figma passes `localhost` alone;
 * some macOS releases keep UXP from `localhost` but not from 127.0.0.1 (facts/hosts.md 1.1, 2.2).
 */
export const COMPANION_HOSTS = ['localhost', '127.0.0.1'] as const

/** `http://localhost:43117` and so on: every port of every host, hosts in the order given. */
export const companionAddresses = (hosts: readonly string[] = COMPANION_HOSTS): string[] =>
  hosts.flatMap((host) => COMPANION_PORTS.map((port) => `http://${host}:${port}`))

/**
 * Puts an address a person may have typed into the one form: "localhost:43117/" becomes
 * "http://localhost:43117". Only this machine's own names are taken: the token must not leave it.
 * @throws InlayError invalid_request
 */
export const normaliseAddress = (text: string): string => {
  const match = /^(?:http:\/\/)?(localhost|127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?\/?$/i.exec(
    text.trim(),
  )
  const port = Number(match?.[2] ?? COMPANION_PORTS[0])
  if (match === null || port < 1 || port > 65_535) {
    throw new InlayError(
      'invalid_request',
      expected('an address of this machine like "http://localhost:43117"', 'the companion', text),
    )
  }
  return `http://${match[1]?.toLowerCase()}:${port}`
}

/** Of an address as `normaliseAddress` gives it. */
export const portOf = (baseUrl: string): number => Number(/\d+$/.exec(baseUrl)?.[0])

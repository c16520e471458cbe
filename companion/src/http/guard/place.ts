/** Where one listener answers, and to which pages: the names that the guards hold requests against. */

export interface Place {
  readonly scheme: 'http' | 'https'
  readonly port: number
  /** Exact values of the Host header. */
  readonly hosts: readonly string[]
  /** Exact values of the Origin header. */
  readonly origins: readonly string[]
  /** Whether only programs of this machine get here. */
  readonly isLocal: boolean
}

/**
 * On this machine: our own pages, and the two spellings that plugins have (`null` in Figma's frame,
 * `file://` in UXP).
 */
export const localPlace = (port: number): Place => ({
  scheme: 'http',
  port,
  hosts: [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`],
  origins: [`http://127.0.0.1:${port}`, `http://localhost:${port}`, 'null', 'file://'],
  isLocal: true,
})

/**
 * For other machines, over TLS: exactly the names of the certificate. No plugin comes this way, so
 * no page is let in but our own.
 * @param names DNS names and IP addresses
 */
export const outsidePlace = (port: number, names: readonly string[]): Place => {
  const hosts = names.map((name) => `${name.includes(':') ? `[${name}]` : name}:${port}`)
  return {
    scheme: 'https',
    port,
    hosts,
    origins: hosts.map((host) => `https://${host}`),
    isLocal: false,
  }
}

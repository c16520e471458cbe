/**
 * Who we answer as: exactly our own names with our own port, so that a page whose name was rebound
 * to 127.0.0.1 gets nothing (facts/daemon.md 1.4, row 1).
 */
import type { IncomingMessage } from 'node:http'
import { InlayError } from '@inlay/shared'
import type { Place } from './place.ts'

/** The parts of a request that say whom it was meant for. */
export type HostClaim = Pick<IncomingMessage, 'httpVersion' | 'rawHeaders' | 'url'>

/**
 * The path to serve, starting with `/`.
 * @throws InlayError wrong_host for HTTP/1.0, a missing, double or foreign Host, or a target of
 *   absolute form that names another host
 */
export const checkHost = (request: HostClaim, { scheme, hosts }: Place): string => {
  const named = headerValues(request.rawHeaders, 'host')
  const host = named.length === 1 ? named[0] : undefined
  if (request.httpVersion !== '1.1' || host === undefined || !hosts.includes(host)) {
    throw new InlayError('wrong_host')
  }
  const target = request.url ?? ''
  if (target.startsWith('/')) return target
  const prefix = `${scheme}://${host}`
  if (target === prefix) return '/'
  if (target.startsWith(`${prefix}/`)) return target.slice(prefix.length)
  throw new InlayError('wrong_host')
}

/** Every value of a header as sent; Node's parsed headers keep only the first Host. */
const headerValues = (rawHeaders: readonly string[], name: string): string[] =>
  rawHeaders.flatMap((key, i) =>
    i % 2 === 0 && key.toLowerCase() === name ? [rawHeaders[i + 1] ?? ''] : [],
  )

/**
 * GET over the internet for models: no cookies, no decompression, redirects followed by hand within
 * the allowed hosts. Loads undici on first use.
 */
import { COMPANION_VERSION, InlayError } from '@inlay/shared'
import type { Dispatcher } from 'undici'
import { assertAllowed } from './hosts.ts'
import { proxyFor } from './proxy.ts'

export interface Answer {
  readonly status: number
  /** A header by its name in lower case; the first where there are several. */
  header(name: string): string | undefined
  readonly body: AsyncIterable<Uint8Array>
  /** Drops what has not been read. */
  discard(): void
}

export interface Web {
  /**
   * The answer at the end of the redirects.
   * @throws InlayError model_download_failed for a redirect elsewhere; undici's errors; the signal's
   */
  get(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Answer>
  close(): Promise<void>
}

export interface WebOptions {
  readonly mirror?: URL | undefined
  /** Certificates trusted beside the system's, for tests. */
  readonly ca?: string
  readonly env?: NodeJS.ProcessEnv
}

const MOST_REDIRECTS = 5
const REDIRECTS = [301, 302, 303, 307, 308]

export const openWeb = async ({ mirror, ca, env = process.env }: WebOptions): Promise<Web> => {
  const { Agent, ProxyAgent, request } = await import('undici')
  const connect = ca === undefined ? {} : { ca }
  const direct = new Agent({ connect })
  const proxies = new Map<string, Dispatcher>()

  const dispatcherFor = (url: URL): Dispatcher => {
    const proxy = proxyFor(url, env)
    if (proxy === undefined) return direct
    const known = proxies.get(proxy) ?? new ProxyAgent({ uri: proxy, requestTls: connect })
    proxies.set(proxy, known)
    return known
  }

  return {
    async get(start, headers, signal) {
      let url = start
      for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
        assertAllowed(url, mirror)
        const {
          statusCode,
          headers: answered,
          body,
        } = await request(url, {
          dispatcher: dispatcherFor(url),
          headers: {
            ...headers,
            'accept-encoding': 'identity',
            'user-agent': `inlay/${COMPANION_VERSION}`,
          },
          signal,
          // Silence is watched by whoever reads.
          headersTimeout: 0,
          bodyTimeout: 0,
        })
        // A line that breaks before anybody reads must not end the process; the reader hears of it.
        body.on('error', () => {})
        const header = (name: string): string | undefined => {
          const value = answered[name]
          return Array.isArray(value) ? value[0] : value
        }
        const discard = (): void => {
          body.destroy()
        }
        if (!REDIRECTS.includes(statusCode)) return { status: statusCode, header, body, discard }
        discard()
        const location = header('location')
        if (location === undefined || !URL.canParse(location, url.href)) {
          throw new InlayError('model_download_failed', 'The server redirects to nowhere.')
        }
        url = new URL(location, url)
      }
      throw new InlayError('model_download_failed', 'The server redirects in circles.')
    },
    close: async () => {
      await Promise.all([direct, ...proxies.values()].map((one) => one.destroy()))
    },
  }
}

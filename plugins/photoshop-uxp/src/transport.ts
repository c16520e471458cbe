/**
 * The way to the companion out of UXP, and a test of it that names what is in the way: the manifest,
 * the system, or nobody at the other end (facts/hosts.md 2.2).
 */
import {
  COMPANION_HOSTS,
  companionAddresses,
  type Fetch,
  type RandomBytes,
  type Signal,
  type Timers,
} from '@inlay/shared'
import { pause } from './host/modal.ts'

/** UXP's `fetch`. */
export type UxpFetch<S extends Signal> = Fetch<S>

/** UXP's own words for an address that the manifest does not list. */
const DENIED = /permission denied|manifest/i

/** Milliseconds after which an address denied at a cold start is asked once more. */
const COLD_START = 300

/** UXP gives no more random bytes at once (getRandomValues). */
const MOST_RANDOM = 65_536

const isDenied = (error: unknown): boolean =>
  error instanceof Error ? DENIED.test(error.message) : DENIED.test(String(error))

/**
 * `fetch` that gets over a denial at a cold start: Photoshop may refuse a listed address once,
 * right after the plugin was loaded.
 */
export const createFetch = <S extends Signal>(fetch: Fetch<S>, timers: Timers): Fetch<S> => {
  let warm = false
  return async (url, init) => {
    try {
      const response = await fetch(url, init)
      warm = true
      return response
    } catch (error) {
      if (warm || !isDenied(error)) throw error
      warm = true
      await pause(timers, COLD_START)
      return fetch(url, init)
    }
  }
}

/** @param fill fills an array with random bytes, as `crypto.getRandomValues` */
export const createRandomBytes =
  (fill: (array: Uint8Array<ArrayBuffer>) => unknown): RandomBytes =>
  (count) => {
    const bytes = new Uint8Array(count)
    for (let at = 0; at < count; at += MOST_RANDOM) {
      fill(bytes.subarray(at, Math.min(count, at + MOST_RANDOM)))
    }
    return bytes
  }

/**
 * Two rungs: `fetch`, and where the system keeps that from an address, the same request through the
 * companion's WebSocket. What has once worked for an address is kept to.
 */
export const createLadder = <S extends Signal>(plain: Fetch<S>, tunnel: Fetch<S>): Fetch<S> => {
  const ways = new Map<string, Fetch<S>>()
  return async (url, init) => {
    const [address = url] = /^http:\/\/[^/]+/.exec(url) ?? []
    const known = ways.get(address)
    if (known !== undefined) return known(url, init)
    try {
      const response = await plain(url, init)
      ways.set(address, plain)
      return response
    } catch (error) {
      if (init.signal?.aborted === true) throw error
      // Denied by the manifest, the tunnel would be too: the same hosts are listed for both.
      const response = await tunnel(url, init).catch(() => {
        throw error
      })
      ways.set(address, tunnel)
      return response
    }
  }
}

export type Verdict = 'answers' | 'through socket' | 'denied' | 'fails'

export interface Finding {
  readonly address: string
  readonly verdict: Verdict
}

export interface SelfTest {
  readonly findings: readonly Finding[]
  /**
   * - `open`: at least one address answers
   * - `names`: 127.0.0.1 answers and localhost does not (some macOS releases)
   * - `socket`: the system keeps Photoshop from plain http; the WebSocket carries everything
   * - `manifest`: Photoshop denies the addresses: the plugin must be installed afresh
   * - `nobody`: nothing answers: no companion runs, or the system keeps Photoshop from all of it,
   *   which a look at `look` in a browser tells apart
   */
  readonly outcome: 'open' | 'names' | 'socket' | 'manifest' | 'nobody'
  /** What to open in a browser: if it shows the companion there, the system is in the way here. */
  readonly look: string
}

/** Asks every address for the companion's health, which anybody may have, both ways. */
export const selfTest = async <S extends Signal>(
  plain: Fetch<S>,
  tunnel: Fetch<S>,
): Promise<SelfTest> => {
  const findings = await Promise.all(
    companionAddresses().map(async (address): Promise<Finding> => {
      return { address, verdict: await ask(plain, tunnel, address) }
    }),
  )
  const [name] = COMPANION_HOSTS
  const has = (verdict: Verdict, part = ''): boolean =>
    findings.some((finding) => finding.verdict === verdict && finding.address.includes(part))
  let outcome: SelfTest['outcome'] = 'nobody'
  if (has('answers', name)) outcome = 'open'
  else if (has('answers')) outcome = 'names'
  else if (has('through socket')) outcome = 'socket'
  else if (has('denied')) outcome = 'manifest'
  const [first = ''] = companionAddresses()
  return { findings, outcome, look: `${first}/v1/health` }
}

const ask = async <S extends Signal>(
  plain: Fetch<S>,
  tunnel: Fetch<S>,
  address: string,
): Promise<Verdict> => {
  const url = `${address}/v1/health`
  const init = { method: 'GET', headers: {} }
  try {
    await plain(url, init)
    return 'answers'
  } catch (error) {
    const carried = await tunnel(url, init).then(
      () => true,
      () => false,
    )
    if (carried) return 'through socket'
    return isDenied(error) ? 'denied' : 'fails'
  }
}

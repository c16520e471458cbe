/** What a client is given of its host: the host's own `fetch`, a poorer one, and random bytes. */
import type { Fetch, RandomBytes } from '@inlay/shared'

export const hostFetch: Fetch<AbortSignal> = (url, init) => fetch(url, init)

/** Of a host whose bodies come only whole. */
export const wholeFetch: Fetch<AbortSignal> = async (url, init) => {
  const response = await fetch(url, init)
  return {
    status: response.status,
    text: () => response.text(),
    arrayBuffer: () => response.arrayBuffer(),
  }
}

export const randomBytes: RandomBytes = (count) => crypto.getRandomValues(new Uint8Array(count))

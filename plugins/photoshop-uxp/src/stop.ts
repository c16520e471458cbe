/**
 * Calling off. UXP has an AbortController, but documents no event of its signal (cc-ext-uxp-types
 * 7.3.1), and everything here listens: so the signals are ours, and UXP's own only end a `fetch`.
 */
import type { Fetch, FetchInit, FetchResponse, Signal } from '@inlay/shared'
import type { Controller } from '@inlay/shared/panel'

export const createStop = (): Controller<Signal> => {
  const listeners = new Set<() => void>()
  let aborted = false
  return {
    signal: {
      get aborted() {
        return aborted
      },
      addEventListener: (_, listener) => void listeners.add(listener),
      removeEventListener: (_, listener) => void listeners.delete(listener),
    },
    abort: () => {
      if (aborted) return
      aborted = true
      for (const listener of [...listeners]) listener()
      listeners.clear()
    },
  }
}

type Stripped = Omit<FetchInit<Signal>, 'signal'>

/**
 * The host's `fetch` for signals of ours.
 * @param controller `() => new AbortController()`, whose signals `fetch` takes
 */
export const stoppable =
  <Own>(
    fetch: (url: string, init: Stripped & { readonly signal?: Own }) => Promise<FetchResponse>,
    controller: () => { readonly signal: Own; abort(): void },
  ): Fetch<Signal> =>
  async (url, { signal, ...init }) => {
    if (signal === undefined) return fetch(url, init)
    const own = controller()
    const stop = (): void => own.abort()
    const done = (): void => signal.removeEventListener('abort', stop)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
    try {
      const response = await fetch(url, { ...init, signal: own.signal })
      const { status, body } = response
      return {
        status,
        // Whoever reads piece by piece goes on listening until the signal is forgotten.
        ...(body === undefined ? {} : { body }),
        arrayBuffer: () => response.arrayBuffer().finally(done),
        text: () => response.text().finally(done),
      }
    } catch (error) {
      done()
      throw error
    }
  }

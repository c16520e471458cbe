/** The `fetch` of Node or of a browser, for signals as the plugin has them. */
import { stoppable } from '../stop.ts'

export const nativeFetch = stoppable(
  (url, init: RequestInit) => fetch(url, init),
  () => new AbortController(),
)

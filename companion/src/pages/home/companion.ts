/**
 * The companion as its own page talks to it: shared's client, whose every request carries the
 * page's session in place of a token. Failures are InlayError.
 */
import { createClient, createHttp, type Fetch, hostTimers } from '@inlay/shared'
import { withWord } from './session.ts'

const baseUrl = location.origin

/** Bytes from which a body is sent as a Blob: Chromium copies a bare array of 70 MB for seconds. */
const LARGE = 4e6

const carry: Fetch<AbortSignal> = (url, { body, ...init }) =>
  fetch(url, {
    ...init,
    ...(body !== undefined && { body: body.length < LARGE ? body : new Blob([body]) }),
    headers: withWord(init.headers),
  })

/** Fills, selections, enlarging, engines and results: what plugins use as well. */
export const client = createClient<AbortSignal>({
  baseUrl,
  fetch: carry,
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  WebSocket,
})

/** Single requests for what only the owner may do: devices, models, settings. */
export const http = createHttp<AbortSignal>({ baseUrl, fetch: carry, timers: hostTimers })

/** The relay with the shared client at the other end of a real message channel. */
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { BridgeNews, type BridgeOrder, type Fetch, portFetch } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startRelay } from './relay.ts'

interface Asked {
  readonly path: string
  readonly init: RequestInit
}

const BASE = 'http://localhost:43117'
const BEARER = { Authorization: 'Bearer t' }

let asked: Asked[]
let known: string[]
let busy: number[]
let answer: (asked: Asked) => Promise<Response>
let ports: readonly MessagePort[]
let fetchThrough: Fetch<AbortSignal>
let send: (order: BridgeOrder) => void
let news: BridgeNews[]

beforeEach(() => {
  asked = []
  known = []
  busy = []
  news = []
  answer = async () => new Response('{}')
  const { port1: plugin, port2: window } = new MessageChannel()
  ports = [plugin, window]
  const relayPort = {
    onmessage: null as ((event: { readonly data: unknown }) => void) | null,
    postMessage: (message: BridgeNews, transfer: ArrayBuffer[]) =>
      window.postMessage(message, transfer),
  }
  window.on('message', (data: unknown) => relayPort.onmessage?.({ data }))
  startRelay({
    port: relayPort,
    fetch: async (path, init) => {
      asked.push({ path, init })
      return answer({ path, init })
    },
    onKnown: (authorization) => known.push(authorization),
    onBusy: (count) => busy.push(count),
  })
  send = (order) => plugin.postMessage(order)
  const carried = portFetch<AbortSignal>(BASE, (order, transfer) =>
    plugin.postMessage(order, transfer),
  )
  plugin.on('message', (data: unknown) => {
    const one = BridgeNews.parse(data)
    news.push(one)
    carried.hear(one)
  })
  fetchThrough = carried.fetch
})
afterEach(() => {
  for (const port of ports) port.close()
})

const get = (path: string, headers: Record<string, string> = BEARER) =>
  fetchThrough(`${BASE}${path}`, { method: 'GET', headers })

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'none',
    (error: { readonly code?: unknown }) => error.code,
  )

describe('row 23: the relay', () => {
  it('carries a request with its token and body, and the answer with its status', async () => {
    answer = async () => new Response('{"id":"f"}', { status: 202 })
    const body = Uint8Array.of(1, 2, 3)
    const headers = { ...BEARER, 'Content-Type': 'application/x' }
    const response = await fetchThrough(`${BASE}/v1/fills?a=b`, { method: 'POST', headers, body })
    expect(response.status).toBe(202)
    expect(await response.text()).toBe('{"id":"f"}')
    expect(asked[0]?.path).toBe('/v1/fills?a=b')
    expect(asked[0]?.init).toMatchObject({
      method: 'POST',
      headers,
      credentials: 'omit',
      redirect: 'error',
      body,
    })
    // The caller's own bytes are still there.
    expect(body).toEqual(Uint8Array.of(1, 2, 3))
    expect(busy).toEqual([1, 0])
  })

  it('without a token carries only what anybody may ask', async () => {
    for (const path of [
      '/v1/health',
      '/v1/hello',
      '/v1/pair/requests',
      '/v1/pair/requests/0-a/exchange',
      '/v1/pair/requests/0-a/claim',
    ]) {
      expect([path, (await get(path, {})).status]).toEqual([path, 200])
    }
    asked = []
    for (const path of ['/v1/fills', '/v1/devices', '/v1/engines', '/v1/health/x', '/v1/pair']) {
      expect([path, await codeOf(get(path, {}))]).toEqual([path, 'companion_unreachable'])
    }
    expect(asked).toEqual([])
  })

  it.each([
    '/bridge',
    '/',
    '//evil.example/v1/x',
    '/v1/../bridge',
    '/v1/%2E%2e/bridge',
    '/v1/\\evil.example',
    '/v1/a b',
    '/v1/a#b',
    '/v1/%00\n',
  ])('leads nowhere but below /v1: %j', async (path) => {
    expect(await codeOf(get(path))).toBe('companion_unreachable')
    expect(asked).toEqual([])
  })

  it('tells who was known, not who was turned away', async () => {
    answer = async () => new Response('', { status: 401 })
    await get('/v1/engines')
    expect(known).toEqual([])
    answer = async () => new Response('', { status: 404 })
    await get('/v1/fills/x')
    expect(known).toEqual(['Bearer t'])
  })

  it('hands a body on piece by piece, none before it is asked for', async () => {
    let read = 0
    answer = async () =>
      new Response(
        new ReadableStream(
          {
            pull: (controller) => {
              read++
              if (read > 3) controller.close()
              else controller.enqueue(Uint8Array.of(read))
            },
          },
          { highWaterMark: 0 },
        ),
      )
    const reader = (await get('/v1/fills/f/events')).body?.getReader()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(read).toBe(0)
    expect(await reader?.read()).toEqual({ done: false, value: Uint8Array.of(1) })
    expect(read).toBe(1)
    expect(await reader?.read()).toEqual({ done: false, value: Uint8Array.of(2) })
    expect(await reader?.read()).toEqual({ done: false, value: Uint8Array.of(3) })
    expect(await reader?.read()).toEqual({ done: true })
    expect(await reader?.read()).toEqual({ done: true })
  })

  it('stops what is called off, before the answer and within it', async () => {
    const stopped: string[] = []
    answer = ({ init }) =>
      new Promise((_, reject) => {
        init.signal?.addEventListener('abort', () => {
          stopped.push('before')
          reject(new Error('aborted'))
        })
      })
    const early = new AbortController()
    const waiting = fetchThrough(`${BASE}/v1/engines`, {
      method: 'GET',
      headers: BEARER,
      signal: early.signal,
    })
    await expect.poll(() => asked.length).toBe(1)
    early.abort()
    expect(await codeOf(waiting)).toBe('cancelled')
    await expect.poll(() => stopped).toEqual(['before'])

    answer = async ({ init }) =>
      new Response(
        new ReadableStream({
          start: (controller) => {
            init.signal?.addEventListener('abort', () => {
              stopped.push('within')
              controller.error(new Error('aborted'))
            })
          },
        }),
      )
    const reader = (await get('/v1/fills/f/events')).body?.getReader()
    await reader?.cancel()
    await expect.poll(() => stopped).toEqual(['before', 'within'])
    await expect.poll(() => busy.at(-1)).toBe(0)
  })

  it('says that no answer came', async () => {
    answer = () => Promise.reject(new TypeError('refused'))
    expect(await codeOf(get('/v1/engines'))).toBe('companion_unreachable')
  })

  it('carries a bounded number at once, and nothing it does not understand', async () => {
    answer = () => new Promise(() => {})
    for (let id = 0; id < 40; id++) {
      send({ type: 'request', id, method: 'GET', path: '/v1/engines', headers: BEARER })
    }
    ports[0]?.postMessage({ type: 'request', id: 99, method: 'PATCH', path: '/v1/x', headers: {} })
    ports[0]?.postMessage('hello')
    await expect.poll(() => news.length).toBe(8)
    expect(new Set(news.map(({ type }) => type))).toEqual(new Set(['failed']))
    expect(asked).toHaveLength(32)
  })
})

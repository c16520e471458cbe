/** `/v1/tunnel` against a real daemon: it carries what HTTP carries, and lets nobody in whom HTTP refuses. */
import { connect } from 'node:net'
import { createTunnelFetch, hostTimers, type Signal } from '@inlay/shared'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startTestDaemon, type TestDaemon } from './testing/daemon.ts'

let daemon: TestDaemon
beforeAll(async () => {
  daemon = await startTestDaemon({ limits: { maxBodyBytes: 3 * 2 ** 20 } })
})
afterAll(() => daemon.end())

const opened: WebSocket[] = []
afterEach(() => {
  for (const socket of opened.splice(0)) socket.terminate()
})

const socketWith = (headers: Readonly<Record<string, string>>) =>
  class extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers: { ...headers } })
      opened.push(this)
    }
  }

const tunnelFetch = (headers: Readonly<Record<string, string>> = { origin: 'file://' }) =>
  createTunnelFetch<Signal>(socketWith(headers), hostTimers)

const get = (path: string, headers: Record<string, string> = {}) =>
  tunnelFetch()(daemon.base + path, { method: 'GET', headers })

const authorised = () => ({ Authorization: `Bearer ${daemon.token}` })

describe('a tunnel', () => {
  test('answers as HTTP does, errors too', async () => {
    const direct = await daemon.ask('/v1/health')
    const health = await get('/v1/health')
    expect([health.status, await health.text()]).toEqual([200, direct.body.toString()])
    const refused = await get('/v1/engines')
    expect([refused.status, JSON.parse(await refused.text()).code]).toEqual([401, 'unauthorised'])
    const engines = await get('/v1/engines', authorised())
    expect(JSON.parse(await engines.text())).toHaveProperty('engines')
    expect((await get('/v1/nothing', authorised())).status).toBe(404)
  })

  test('carries bodies both ways, larger than one message', async () => {
    const body = new Uint8Array(2.5 * 2 ** 20).fill(65)
    const headers = { ...authorised(), 'Content-Type': 'application/x-inlay-envelope' }
    const url = `${daemon.base}/v1/segment`
    const answer = await tunnelFetch()(url, { method: 'POST', headers, body })
    // It was read to where it stops making sense.
    expect(JSON.parse(await answer.text()).code).toBe('envelope_invalid')
    const openapi = await get('/v1/openapi.json', authorised())
    const whole = await openapi.arrayBuffer()
    expect(Buffer.from(whole).equals((await daemon.ask('/v1/openapi.json')).body)).toBe(true)
  })

  test('row 12: holds bodies to HTTP’s own bounds', async () => {
    const body = new Uint8Array(3.5 * 2 ** 20)
    const headers = { ...authorised(), 'Content-Type': 'application/x-inlay-envelope' }
    const url = `${daemon.base}/v1/segment`
    const answer = await tunnelFetch()(url, { method: 'POST', headers, body })
    expect([answer.status, JSON.parse(await answer.text()).code]).toEqual([413, 'body_too_large'])
  })

  test('stops its request when the client goes', async () => {
    const stop = new AbortController()
    const asked = tunnelFetch()(`${daemon.base}/v1/health`, {
      method: 'GET',
      headers: {},
      signal: stop.signal,
    })
    stop.abort()
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('row 11: WebSocket hijack, through a tunnel', () => {
  test.each(['null', 'https://www.figma.com', 'http://localhost:43117', 'file:///x'])(
    'no page gets in: %s',
    async (origin) => {
      const fetch = tunnelFetch({ origin })
      const asked = fetch(`${daemon.base}/v1/health`, { method: 'GET', headers: {} })
      await expect(asked).rejects.toMatchObject({ code: 'companion_unreachable' })
    },
  )

  test('no rebound name gets in', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(daemon.port, '127.0.0.1', () =>
        socket.write(
          'GET /v1/tunnel HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
            'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
        ),
      )
      socket.once('data', (data) => {
        resolve(data.toString())
        socket.destroy()
      })
    })
    expect(answer).toMatch(/^HTTP\/1\.1 421 /)
  })

  /** The code that the daemon closes with after these messages. */
  const closedAfter = (messages: readonly (string | Uint8Array)[]): Promise<number> =>
    new Promise((resolve, reject) => {
      const socket = new (socketWith({}))(`ws://127.0.0.1:${daemon.port}/v1/tunnel`, [
        'inlay.tunnel.v1',
      ])
      socket.once('open', () => {
        for (const message of messages) socket.send(message)
      })
      socket.once('close', resolve)
      socket.once('error', reject)
    })

  const asking = (more: object): string =>
    JSON.stringify({ method: 'GET', path: '/v1/health', length: 0, ...more })

  test.each([
    ['no JSON', ['{'], 1008],
    ['bytes first', [new Uint8Array(3)], 1008],
    ['another method', [asking({ method: 'CONNECT' })], 1008],
    ['another place', [asking({ path: 'http://example.com/v1/health' })], 1008],
    ['a path of two', [asking({ path: '/v1/health HTTP/1.1\r\nX: y' })], 1008],
    ['fields of its own', [asking({ host: 'example.com' })], 1008],
    ['more than announced', [asking({ method: 'POST', length: 2 }), new Uint8Array(3)], 1009],
    [
      'a message too long',
      [asking({ method: 'POST', length: 2 ** 22 }), new Uint8Array(2 ** 21)],
      1009,
    ],
  ])('%s closes it', async (_, messages, code) => {
    expect(await closedAfter(messages)).toBe(code)
  })
})

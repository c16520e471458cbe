/** `npm run dev`: what it hands on to the companion, and that it opens no door beside its guards. */
import { join } from 'node:path'
import {
  sendRaw,
  sendRequest,
  startTestDaemon,
  statusOf,
  type TestDaemon,
} from '@inlay/companion/http/testing/daemon.ts'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { devConfig } from '../../companion/setup/dev.mjs'
import { repository } from '../e2e/inlay.ts'

describe('the page from its sources', () => {
  let daemon: TestDaemon
  let server: ViteDevServer
  let port: number
  beforeAll(async () => {
    daemon = await startTestDaemon()
    server = await createServer({
      ...devConfig(`http://localhost:${daemon.port}`, 0),
      // Nothing is bundled ahead: no browser comes.
      optimizeDeps: { noDiscovery: true },
      logLevel: 'silent',
    })
    await server.listen()
    const address = server.httpServer?.address()
    port = typeof address === 'object' && address !== null ? address.port : 0
  })
  afterAll(async () => {
    await server?.close()
    await daemon?.end()
  })

  it('signs in through it, by either of its names', async () => {
    for (const name of ['127.0.0.1', 'localhost']) {
      const { status, headers } = await sendRequest(port, '/v1/page/login', {
        method: 'POST',
        headers: {
          host: `${name}:${port}`,
          origin: `http://${name}:${port}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ code: daemon.daemon.pageCode() }),
      })
      expect([name, status]).toEqual([name, 201])
      expect(String(headers['set-cookie'])).toContain('HttpOnly; SameSite=Strict')
    }
  })

  it.each([
    ['another page', { origin: 'https://evil.example' }, 403],
    ['a page of another port', { origin: 'http://localhost:3000' }, 403],
    ['a name that was rebound', { host: 'evil.example' }, 403],
    ['another address', { host: '10.0.0.1:5173' }, 421],
    ['a picture of another page', { 'sec-fetch-mode': 'no-cors' }, 403],
  ])('is refused to %s', async (_, headers, refused) => {
    const { token } = daemon
    const ask = { token, headers: { host: `127.0.0.1:${port}`, ...headers } }
    // A question ahead says whose it is.
    for (const method of ['GET', 'POST', ...('origin' in headers ? ['OPTIONS'] : [])]) {
      const answer = await sendRequest(port, '/v1/fills', { ...ask, method })
      expect([method, answer.status]).toEqual([method, refused])
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    }
  })

  it('is refused to sockets of other pages', async () => {
    const handshake = (origin: string): Promise<string> =>
      sendRaw(
        port,
        [
          'GET /v1/ws HTTP/1.1',
          `Host: 127.0.0.1:${port}`,
          `Origin: ${origin}`,
          'Connection: Upgrade',
          'Upgrade: websocket',
          'Sec-WebSocket-Version: 13',
          'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
          '\r\n',
        ].join('\r\n'),
      )
    expect(statusOf(await handshake('https://evil.example'))).toBe(403)
    // Without a ticket, but as our own page.
    expect(statusOf(await handshake(`http://127.0.0.1:${port}`))).toBe(401)
  })

  it('gives sources of the page, and no other file', async () => {
    const get = async (path: string) => (await sendRequest(port, path, {})).status
    expect(await get('/')).toBe(200)
    expect(await get('/main.tsx')).toBe(200)
    for (const path of ['/etc/passwd', join(repository, 'package.json')]) {
      expect([path, await get(`/@fs${path}`)]).toEqual([path, 403])
    }
  })
})

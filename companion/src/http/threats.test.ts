/** The rows of the threat table (docs/security.md) about who asks: which host, which origin, with which token. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newSecret } from './guard/token.ts'
import { codeOf, startTestDaemon, statusOf, type TestDaemon } from './testing/daemon.ts'
import { envelopeOf, quickPicture, submitted } from './testing/fills.ts'

let daemon: TestDaemon
let fill: string
beforeAll(async () => {
  daemon = await startTestDaemon()
  fill = await submitted(daemon)
})
afterAll(() => daemon.end())

describe('row 1: DNS rebinding', () => {
  const hosts = (port: number): string[] => [
    'evil.example',
    `evil.example:${port}`,
    `127.0.0.1.nip.io:${port}`,
    `localhost.evil.example:${port}`,
    `0.0.0.0:${port}`,
    `[::ffff:127.0.0.1]:${port}`,
    `[::]:${port}`,
    `127.1:${port}`,
    `2130706433:${port}`,
    '127.0.0.1',
    'localhost',
    `localhost:${port + 1}`,
    `LOCALHOST:${port}`,
    `localhost.:${port}`,
    `user@localhost:${port}`,
    ` localhost:${port}x`,
  ]

  test('a foreign Host gets nothing, not even health', async () => {
    for (const host of hosts(daemon.port)) {
      for (const path of ['/v1/health', '/v1/engines', `/v1/fills/${fill}`, '/nothing']) {
        const { status, json, headers } = await daemon.ask(path, { headers: { host } })
        expect([host, status, codeOf(json)]).toEqual([host, 421, 'wrong_host'])
        expect(headers).not.toHaveProperty('access-control-allow-origin')
      }
    }
  })

  test('our own three names are served', async () => {
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      const host = `${name}:${daemon.port}`
      expect((await daemon.ask('/v1/health', { headers: { host } })).status).toBe(200)
    }
  })

  test.each([
    ['no Host', 'GET /v1/health HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['HTTP/1.0', 'GET /v1/health HTTP/1.0\r\nHost: localhost:PORT\r\n\r\n'],
    ['HTTP/1.0 without Host', 'GET /v1/health HTTP/1.0\r\n\r\n'],
    [
      'two Hosts',
      'GET /v1/health HTTP/1.1\r\nHost: localhost:PORT\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    ],
    [
      'an absolute form that names another',
      'GET http://evil.example/v1/health HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n\r\n',
    ],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n\r\n'],
  ])('%s is refused', async (_, text) => {
    const answer = await daemon.raw(text.replaceAll('PORT', String(daemon.port)))
    expect(statusOf(answer)).toBe(421)
    expect(answer).toContain('wrong_host')
    expect(answer).not.toContain('inlay-companion')
  })

  test('an absolute form that names us is served', async () => {
    const host = `localhost:${daemon.port}`
    const answer = await daemon.raw(
      `GET http://${host}/v1/health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    )
    expect(statusOf(answer)).toBe(200)
    expect(answer).toContain('inlay-companion')
  })
})

describe('row 2: CSRF, requests no script made', () => {
  test('a form post is refused', async () => {
    const { status, json } = await daemon.ask('/v1/fills', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'sec-fetch-mode': 'navigate' },
      body: '--x--\r\n',
    })
    expect([status, codeOf(json)]).toEqual([403, 'forbidden_origin'])
  })

  test.each(['navigate', 'no-cors', 'websocket', 'nested-navigate', ''])(
    'Sec-Fetch-Mode "%s" is refused everywhere but at health',
    async (mode) => {
      const headers = { 'sec-fetch-mode': mode }
      for (const path of [
        '/v1/engines',
        `/v1/fills/${fill}`,
        '/v1/openapi.json',
        '/v1/ws-tickets',
      ]) {
        expect((await daemon.ask(path, { headers })).status).toBe(403)
      }
      expect((await daemon.ask('/v1/health', { headers })).status).toBe(200)
    },
  )

  test.each(['cors', 'same-origin'])('%s is taken', async (mode) => {
    const headers = { 'sec-fetch-mode': mode }
    expect((await daemon.ask('/v1/engines', { headers })).status).toBe(200)
  })

  test('a body of another type is refused', async () => {
    for (const type of ['text/plain', 'application/json', 'application/x-www-form-urlencoded']) {
      const { status, json } = await daemon.ask('/v1/fills', {
        method: 'POST',
        headers: { 'content-type': type },
        body: envelopeOf(quickPicture()),
      })
      expect([status, codeOf(json)]).toEqual([415, 'media_type_unsupported'])
    }
  })
})

describe('origins', () => {
  const hostile = (port: number): string[] => [
    'https://www.figma.com',
    'https://www.figma.com.evil.com',
    'https://evil.example',
    'http://localhost:1',
    'http://127.0.0.1',
    'http://localhost',
    `https://localhost:${port}`,
    `http://localhost:${port}0`,
    `http://localhost:${port}.evil.com`,
    `http://0.0.0.0:${port}`,
    'null, null',
    'NULL',
    'file://evil',
    'file:///',
    'chrome-extension://abc',
    '*',
    '',
  ]

  test('row 4: a foreign origin is refused and gets no CORS header, with the right token or none', async () => {
    for (const origin of hostile(daemon.port)) {
      for (const [path, method] of [
        ['/v1/health', 'GET'],
        ['/v1/engines', 'GET'],
        ['/v1/fills', 'POST'],
        ['/v1/engines', 'OPTIONS'],
      ]) {
        const answer = await daemon.ask(path ?? '', { method: method ?? '', headers: { origin } })
        expect([origin, answer.status, codeOf(answer.json)]).toEqual([
          origin,
          403,
          'forbidden_origin',
        ])
        expect(
          Object.keys(answer.headers).filter((name) => name.startsWith('access-control')),
        ).toEqual([])
        expect(answer.headers.vary).toContain('Origin')
      }
    }
  })

  test('row 3: our own two origins and the two that plugins have are reflected, never with credentials', async () => {
    const { port } = daemon
    for (const origin of [
      `http://127.0.0.1:${port}`,
      `http://localhost:${port}`,
      'null',
      'file://',
    ]) {
      const { status, headers } = await daemon.ask('/v1/engines', { headers: { origin } })
      expect(status).toBe(200)
      expect(headers['access-control-allow-origin']).toBe(origin)
      expect(headers).not.toHaveProperty('access-control-allow-credentials')
      expect(headers.vary).toContain('Origin')
    }
  })

  test('row 5: another local web app is as foreign as any page', async () => {
    const { port } = daemon
    const names = ['http://localhost', 'http://127.0.0.1', 'http://[::1]']
    const foreign = names.flatMap((name) => [1, 3000, port + 1].map((other) => `${name}:${other}`))
    for (const origin of foreign) {
      for (const path of ['/v1/health', '/v1/engines']) {
        const { status, json } = await daemon.ask(path, { headers: { origin } })
        expect([origin, status, codeOf(json)]).toEqual([origin, 403, 'forbidden_origin'])
      }
    }
  })

  test('row 3: origin null identifies nobody: the token decides', async () => {
    const answer = await daemon.ask('/v1/engines', {
      headers: { origin: 'null' },
      token: undefined,
    })
    expect(answer.status).toBe(401)
  })

  test('row 4: a preflight needs no token and allows no more than there is', async () => {
    const { status, headers, body } = await daemon.ask('/v1/fills', {
      method: 'OPTIONS',
      headers: {
        origin: 'null',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
      token: undefined,
    })
    expect(status).toBe(204)
    expect(body).toHaveLength(0)
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'null',
      'access-control-allow-methods': 'GET, POST, PUT, DELETE',
      'access-control-allow-headers': 'Authorization, Content-Type',
    })
    expect(headers).not.toHaveProperty('access-control-allow-private-network')
  })
})

describe('row 7: everybody needs the token', () => {
  const routes = (): readonly [string, string][] => [
    ['GET', '/v1/engines'],
    ['GET', '/v1/fills'],
    ['POST', '/v1/fills'],
    ['DELETE', '/v1/fills'],
    ['GET', `/v1/fills/${fill}`],
    ['PUT', `/v1/fills/${fill}`],
    ['DELETE', `/v1/fills/${fill}`],
    ['GET', `/v1/fills/${fill}/events`],
    ['GET', `/v1/fills/${fill}/results/0`],
    ['POST', '/v1/ws-tickets'],
    ['GET', '/v1/openapi.json'],
    ['POST', '/v1/page/codes'],
    ['POST', '/v1/page/logout'],
    ['GET', '/nothing'],
    ['GET', '/v1'],
    ['GET', '/v1/'],
    ['GET', '/v1/nothing'],
    ['POST', '/v1/health'],
    ['GET', '/v1/health/'],
    ['GET', '/V1/health'],
  ]

  test('with none, a wrong one, or the right one said wrongly', async () => {
    const { token } = daemon
    const credentials = [
      undefined,
      `Bearer ${newSecret()}`,
      `Bearer ${token.slice(0, -1)}`,
      `Bearer ${token}x`,
      `Bearer ${token} `.concat('x'),
      `Bearer  ${token}`,
      `Basic ${token}`,
      token,
      'Bearer',
      'Bearer undefined',
    ]
    for (const [method, path] of routes()) {
      for (const authorization of credentials) {
        const answer = await daemon.ask(path, {
          method,
          token: undefined,
          headers: authorization === undefined ? {} : { authorization },
        })
        // Health alone knows its other methods without a token: there is nothing to protect.
        const expected = method === 'POST' && path === '/v1/health' ? 405 : 401
        expect([method, path, authorization, answer.status]).toEqual([
          method,
          path,
          authorization,
          expected,
        ])
        if (expected === 401) expect(answer.headers['www-authenticate']).toBe('Bearer')
      }
    }
    expect((await daemon.ask(`/v1/fills/${fill}`)).status).toBe(200)
  })

  test('health says name, version and phase and nothing else', async () => {
    const { json } = await daemon.ask('/v1/health', { token: undefined })
    expect(json).toEqual({ name: 'inlay-companion', version: '0.1.0', state: 'ready' })
  })
})

describe('row 10: a token in the address', () => {
  test('is refused, right or wrong, even with the header', async () => {
    for (const name of ['token', 'access_token', 'key', 'TOKEN', 'api_key', 'ticket']) {
      for (const path of ['/v1/engines', '/v1/health']) {
        const { status, json } = await daemon.ask(`${path}?a=1&${name}=${daemon.token}`)
        expect([name, status, codeOf(json)]).toEqual([name, 400, 'invalid_request'])
      }
    }
    expect((await daemon.ask('/v1/engines?after=1')).status).toBe(200)
  })
})

test('none of this was our fault', () => {
  expect(daemon.lines).toEqual([])
})

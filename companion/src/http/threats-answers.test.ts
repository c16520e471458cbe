/** The rows of the threat table about what answers say: headers, the companion's window, failures. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, startTestDaemon, type TestDaemon } from './testing/daemon.ts'

let daemon: TestDaemon
beforeAll(async () => {
  daemon = await startTestDaemon()
})
afterAll(() => daemon.end())

describe('row 22: XSS and clickjacking, nothing here is a page', () => {
  test('every answer says so, refusals too', async () => {
    const answers = [
      await daemon.ask('/v1/health'),
      await daemon.ask('/v1/engines', { token: undefined }),
      await daemon.ask('/v1/nothing'),
      await daemon.ask('/v1/health', { headers: { host: 'evil.example' } }),
      await daemon.ask('/v1/health', { headers: { origin: 'https://evil.example' } }),
    ]
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      })
      expect(headers['content-security-policy']).toMatch(
        /default-src 'none'.*frame-ancestors 'none'/,
      )
      expect(headers).not.toHaveProperty('x-powered-by')
      expect(headers).not.toHaveProperty('strict-transport-security')
    }
  })
})

describe('row 23: the window of the companion', () => {
  test('is the one page: it keeps its opener, runs our script alone, is shown in no frame', async () => {
    for (const [path, type] of [
      ['/bridge', 'text/html; charset=utf-8'],
      ['/bridge.js', 'text/javascript; charset=utf-8'],
      ['/bridge.css', 'text/css; charset=utf-8'],
    ] as const) {
      const { status, headers, body } = await daemon.ask(path, {
        token: undefined,
        headers: { 'sec-fetch-mode': 'navigate' },
      })
      expect([status, headers['content-type']]).toEqual([200, type])
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cross-origin-opener-policy': 'unsafe-none',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      })
      const policy = String(headers['content-security-policy'])
      expect(policy).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';/,
      )
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe')
      // Nothing in it that the policy would not run, and no secret.
      if (path === '/bridge') expect(body.toString()).not.toMatch(/<script>|<style|style=|\son\w+=/)
      expect(body.toString()).not.toContain(daemon.token)
    }
  })

  test('has the same guards as everything else', async () => {
    const evil = { host: 'evil.example' }
    expect((await daemon.ask('/bridge', { headers: evil })).status).toBe(421)
    const foreign = { origin: 'https://evil.example' }
    expect((await daemon.ask('/bridge', { headers: foreign })).status).toBe(403)
    expect((await daemon.ask(`/bridge?token=${daemon.token}`)).status).toBe(400)
    expect((await daemon.ask('/bridge', { method: 'POST' })).status).toBe(405)
    expect((await daemon.ask('/bridge/')).status).toBe(404)
  })
})

describe('every failure has its row of the table', () => {
  test.each([
    ['GET', '/v1/nothing', 404, 'not_found'],
    ['GET', '/v1/fills/none', 404, 'not_found'],
    ['GET', '/v1/fills/none/events', 404, 'not_found'],
    ['GET', '/v1/fills/none/results/0', 404, 'not_found'],
    ['DELETE', '/v1/fills/none', 404, 'not_found'],
    ['PUT', '/v1/fills', 405, 'method_not_allowed'],
    ['PUT', '/v1/fills/none', 400, 'invalid_request'],
    ['GET', '/v1/fills?since=x', 400, 'invalid_request'],
    ['POST', '/v1/engines', 405, 'method_not_allowed'],
    ['GET', '/v1/ws-tickets', 405, 'method_not_allowed'],
    ['GET', '/v1/fills/%E0%A4%A', 400, 'invalid_request'],
    ['GET', '/v1/fills/..%2f..%2fetc%2fpasswd', 404, 'not_found'],
  ])('%s %s is %i %s', async (method, path, status, code) => {
    const answer = await daemon.ask(path, { method })
    expect([answer.status, codeOf(answer.json)]).toEqual([status, code])
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.body.toString()).not.toMatch(/\bat \w|node_modules|\.ts\b|\.js\b(?!on)/)
    if (status === 405) expect(answer.headers.allow).toMatch(/GET|POST/)
  })

  test('and none was our fault', () => {
    expect(daemon.lines).toEqual([])
  })
})

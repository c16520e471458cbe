import { PAGE_HEADER, PageCode, PageSession } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDaemon, type TestDaemon } from './testing/daemon.ts'

let daemon: TestDaemon
let own: string
beforeAll(async () => {
  daemon = await startTestDaemon()
  own = `http://localhost:${daemon.port}`
})
afterAll(() => daemon.end())

const askCode = async (): Promise<string> => {
  const answer = await daemon.ask('/v1/page/codes', { method: 'POST' })
  expect(answer.status).toBe(201)
  return PageCode.parse(answer.json).code
}
const login = (code: string, origin: string | null = own) =>
  daemon.ask('/v1/page/login', {
    method: 'POST',
    token: undefined,
    headers: {
      host: `localhost:${daemon.port}`,
      'content-type': 'application/json',
      ...(origin === null ? {} : { origin }),
    },
    body: JSON.stringify({ code }),
  })
const signIn = async () => {
  const answer = await login(await askCode())
  expect(answer.status).toBe(201)
  const set = String(answer.headers['set-cookie'])
  return { set, cookie: set.split(';')[0] ?? '', ...PageSession.parse(answer.json) }
}
const look = (headers: Record<string, string>) =>
  daemon.ask('/v1/devices', { token: undefined, headers })

describe('row 2: signing in to the page', () => {
  test('cookie and word together open what the owner may see; nothing else does', async () => {
    const { cookie, word, set } = await signIn()
    expect(set).toMatch(/; Path=\/v1; HttpOnly; SameSite=Strict$/)
    const header = PAGE_HEADER.toLowerCase()
    expect((await look({ cookie, [header]: word })).status).toBe(200)
    expect((await look({ cookie })).status).toBe(401)
    expect((await look({ [header]: word })).status).toBe(401)
    expect((await look({ cookie, [header]: 'A'.repeat(43) })).status).toBe(401)
    // Two cookies of one name: somebody on another port has set one.
    expect((await look({ cookie: `${cookie}; ${cookie}`, [header]: word })).status).toBe(401)
  })

  test('a wrong bearer is refused, whatever the page has', async () => {
    const { cookie, word } = await signIn()
    const headers = { cookie, [PAGE_HEADER.toLowerCase()]: word }
    const answer = await daemon.ask('/v1/devices', { token: 'A'.repeat(43), headers })
    expect(answer.status).toBe(401)
  })

  test('a code works once, for this very page only, and only the owner gets one', async () => {
    const code = await askCode()
    for (const origin of ['null', 'file://', null]) {
      expect((await login(code, origin)).status).toBe(403)
    }
    // The other spelling of this machine is another origin.
    expect((await login(code, `http://127.0.0.1:${daemon.port}`)).status).toBe(403)
    expect((await login(code)).status).toBe(201)
    expect((await login(code)).status).toBe(401)
    expect((await login('A'.repeat(43))).status).toBe(401)
    const stranger = await daemon.ask('/v1/page/codes', { method: 'POST', token: undefined })
    expect(stranger.status).toBe(401)
  })

  test('signed out, both halves open nothing', async () => {
    const { cookie, word } = await signIn()
    const headers = { cookie, [PAGE_HEADER.toLowerCase()]: word }
    const out = await daemon.ask('/v1/page/logout', { method: 'POST', token: undefined, headers })
    expect(out.status).toBe(204)
    expect(String(out.headers['set-cookie'])).toContain('Max-Age=0')
    expect((await look(headers)).status).toBe(401)
  })
})

import { randomBytes } from 'node:crypto'
import { PAGE_HEADER, PageCode, PageSession, PairingList, PairRequested } from '@inlay/shared'
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

describe('row 8: codes of pairings', () => {
  const ask = () =>
    daemon.ask('/v1/pair/requests', {
      method: 'POST',
      token: undefined,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Figma', app: 'figma', nonce: randomBytes(32).toString('hex') }),
    })

  test('are shown to the signed-in page, and to no token, the owner’s included', async () => {
    const { cookie, word } = await signIn()
    const page = { token: undefined, headers: { cookie, [PAGE_HEADER.toLowerCase()]: word } }
    const { id } = PairRequested.parse((await ask()).json)
    const { pairings } = PairingList.parse((await daemon.ask('/v1/page/pairings', page)).json)
    expect(pairings).toMatchObject([{ id, name: 'Figma', app: 'figma' }])
    const [{ code } = { code: '' }] = pairings
    for (const who of [{}, { token: undefined }, { headers: page.headers }]) {
      const { status, body } = await daemon.ask('/v1/page/pairings', who)
      expect([401, 403]).toContain(status)
      expect(body.toString()).not.toContain(code)
    }
    const { cookie: other } = await signIn()
    const halves = { cookie: other, [PAGE_HEADER.toLowerCase()]: word }
    expect(
      (await daemon.ask('/v1/page/pairings', { token: undefined, headers: halves })).status,
    ).toBe(401)

    const refuse = (who: object) =>
      daemon.ask(`/v1/page/pairings/${id}`, { method: 'DELETE', ...who })
    expect((await refuse({})).status).toBe(403)
    expect((await refuse(page)).status).toBe(204)
    expect((await refuse(page)).status).toBe(404)
    expect((await daemon.ask('/v1/page/pairings', page)).json).toEqual({ pairings: [] })
  })
})

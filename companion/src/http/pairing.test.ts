/** Pairing and proof over HTTP against a real daemon: rows 6 and 8 of the threat table. */
import { stat } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import {
  COMPANION_VERSION,
  createClient,
  DeviceList,
  type ExchangeContext,
  type Fetch,
  HelloAnswer,
  helloKey,
  helloProof,
  makeShare,
  Paired,
  PairRequested,
  pair,
  probeCompanion,
  type RandomBytes,
  WireError,
} from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PairingEvent } from './access/pairing.ts'
import { readPairings } from './access/pairing-file.ts'
import { claimWith } from './testing/claim.ts'
import { type Answer, codeOf, startTestDaemon, type TestDaemon, until } from './testing/daemon.ts'

const randomBytes: RandomBytes = (count) => crypto.getRandomValues(new Uint8Array(count))
const nodeFetch: Fetch<AbortSignal> = (url, init) => fetch(url, init)

let daemon: TestDaemon
let events: PairingEvent[]
beforeEach(async () => {
  events = []
  daemon = await startTestDaemon({ onPairing: (event) => events.push(event) })
})
afterEach(() => daemon.end())

const post = (path: string, value: unknown, headers: Record<string, string> = {}) =>
  daemon.ask(path, {
    method: 'POST',
    token: undefined,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value),
  })

let nonces = 0
const request = () => ({
  name: 'Figma',
  app: 'figma',
  nonce: String(nonces++).padStart(64, '0'),
})

const contexts = new Map<string, ExchangeContext>()

const asked = async (): Promise<{ id: string; code: string; answer: Answer }> => {
  const body = request()
  const answer = await post('/v1/pair/requests', body)
  const { id } = PairRequested.parse(answer.json)
  contexts.set(id, { id, port: daemon.port, ...body })
  const event = events.find((one) => one.type === 'asked' && one.pairing.id === id)
  return { id, code: event?.pairing.code ?? '', answer }
}

const contextOf = (id: string): ExchangeContext => {
  const context = contexts.get(id)
  if (context === undefined) throw new Error('It was not asked for')
  return context
}

const claim = async (id: string, code: string): Promise<Answer> =>
  (await claimWith(post, contextOf(id), code)).answer

/** A device by the right code. */
const paired = async (): Promise<{ deviceId: string; token: string }> => {
  const { id, code } = await asked()
  const { answer, keys } = await claimWith(post, contextOf(id), code)
  return { deviceId: Paired.parse(answer.json).deviceId, token: keys?.token ?? '' }
}

/** The code by itself, as somebody would read it: six digits come by chance in what is random as well. */
const tells = (text: string, code: string): boolean => new RegExp(`\\b${code}\\b`).test(text)

const wrong = (code: string): string => (code === '000000' ? '000001' : '000000')

describe('row 8: pairing', () => {
  test('the shared client pairs, and then may do jobs but not rule', async () => {
    const options = { name: 'Figma', app: 'figma', fetch: nodeFetch, randomBytes }
    const pairing = await pair(daemon.base, options)
    const credentials = await pairing.claim(events[0]?.pairing.code ?? '')
    const found = await probeCompanion(daemon.base, {
      ...credentials,
      fetch: nodeFetch,
      randomBytes,
    })
    expect(found.state).toBe('ready')
    const { token } = credentials
    expect((await daemon.ask('/v1/devices', { token })).status).toBe(403)
    expect((await daemon.ask('/v1/fills/none', { token })).status).toBe(404)
    const { json } = await daemon.ask('/v1/devices')
    expect(json).toMatchObject({
      devices: [{ name: 'Figma', app: 'figma', client: COMPANION_VERSION }],
    })
  })

  test('no answer holds a code, nor does a log', async () => {
    const { id, code, answer } = await asked()
    const answers = [answer, await claim(id, wrong(code)), await claim(id, code)]
    answers.push(await claim(id, code), await daemon.ask('/v1/devices'))
    expect(answers.map(({ status }) => status)).toEqual([201, 403, 201, 410, 200])
    for (const { body, headers } of answers) {
      expect(tells(JSON.stringify(headers) + body.toString(), code)).toBe(false)
    }
    expect(tells(daemon.lines.join(), code)).toBe(false)
  })

  test('five wrong codes close it; a wrong code makes nothing', async () => {
    const { id, code } = await asked()
    for (let i = 0; i < 4; i++)
      expect(codeOf((await claim(id, wrong(code))).json)).toBe('pairing_code_wrong')
    expect(codeOf((await claim(id, wrong(code))).json)).toBe('pairing_over')
    expect(codeOf((await claim(id, code)).json)).toBe('pairing_over')
    expect((await daemon.ask('/v1/devices')).json).toEqual({ devices: [] })
    const seen = events.filter(({ type }) => type === 'wrong_code')
    expect(seen).toHaveLength(5)
  })

  test('the token is good, in no answer, and the code good once', async () => {
    const { id, code } = await asked()
    const { answer, keys } = await claimWith(post, contextOf(id), code)
    const token = keys?.token ?? ''
    expect(Paired.parse(answer.json).proof).toBe(keys?.companionProof)
    expect(answer.body.toString()).not.toContain(token)
    expect(codeOf((await claim(id, code)).json)).toBe('pairing_over')
    expect((await daemon.ask('/v1/engines', { token })).status).toBe(200)
  })

  test('an exchange is good for one guess, and a claim needs one', async () => {
    const { id, code } = await asked()
    const path = `/v1/pair/requests/${id}/claim`
    const early = await post(path, { proof: 'a'.repeat(64) })
    expect([early.status, codeOf(early.json)]).toEqual([400, 'invalid_request'])
    const own = makeShare(wrong(code), contextOf(id), randomBytes(64))
    await post(`/v1/pair/requests/${id}/exchange`, { share: own.share })
    expect(codeOf((await post(path, { proof: 'a'.repeat(64) })).json)).toBe('pairing_code_wrong')
    expect(codeOf((await post(path, { proof: 'b'.repeat(64) })).json)).toBe('invalid_request')
    for (const share of ['00'.repeat(32), 'ff'.repeat(32), 'x', '']) {
      expect((await post(`/v1/pair/requests/${id}/exchange`, { share })).status).toBe(400)
    }
    expect((await claim(id, code)).status).toBe(201)
  })

  test('exchanges of one pairing are bounded', async () => {
    const { id, code } = await asked()
    const { share } = makeShare(code, contextOf(id), randomBytes(64))
    const statuses: number[] = []
    for (let i = 0; i < 12; i++) {
      statuses.push((await post(`/v1/pair/requests/${id}/exchange`, { share })).status)
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 201), 429, 429])
  })

  test('asking makes no device and opens nothing', async () => {
    await asked()
    expect((await daemon.ask('/v1/devices')).json).toEqual({ devices: [] })
    for (let i = 0; i < 2; i++) await asked()
    const { json, status } = await post('/v1/pair/requests', request())
    expect([status, WireError.parse(json).code]).toEqual([429, 'pairing_busy'])
  })

  test('a foreign page, a foreign host, a form and a link are refused like everywhere', async () => {
    for (const path of [
      '/v1/pair/requests',
      '/v1/pair/requests/x/exchange',
      '/v1/pair/requests/x/claim',
      '/v1/hello',
    ]) {
      const tries = [
        await post(path, request(), { origin: 'https://evil.example' }),
        await post(path, request(), { host: `evil.example:${daemon.port}` }),
        await post(path, request(), { 'sec-fetch-mode': 'navigate' }),
        await post(path, request(), { 'content-type': 'text/plain' }),
        await post(path, request(), { 'content-encoding': 'gzip' }),
        await daemon.ask(path, { token: undefined }),
      ]
      expect(tries.map(({ status }) => status)).toEqual([403, 421, 403, 415, 415, 405])
    }
    expect(events).toEqual([])
  })

  test('names that would fool a terminal, and bodies of another shape, are refused', async () => {
    const { nonce } = request()
    for (const body of [
      { name: '\u001b[2J', app: 'figma', nonce },
      { name: 'a\nb', app: 'figma', nonce },
      { name: 'a\u202eb', app: 'figma', nonce },
      { name: 'a\u2028b', app: 'figma', nonce },
      { name: '', app: 'figma', nonce },
      { name: 'x'.repeat(65), app: 'figma', nonce },
      { name: 'Figma', app: 'Fig ma', nonce },
      { name: 'Figma', app: 'figma', nonce: 'short' },
      { name: 'Figma', app: 'figma', nonce, scopes: ['admin'] },
      [],
    ]) {
      expect((await post('/v1/pair/requests', body)).status).toBe(400)
    }
    const long = await post('/v1/pair/requests', { name: 'x'.repeat(9000) })
    expect([long.status, codeOf(long.json)]).toEqual([413, 'body_too_large'])
    expect(events).toEqual([])
    expect(
      (await post('/v1/pair/requests', { ...request(), name: 'Figma – Büro 河' })).status,
    ).toBe(201)
  })

  test.skipIf(process.platform === 'win32')(
    'codes wait in a 0600 file, while they wait',
    async () => {
      const { id, code } = await asked()
      const path = join(daemon.folders.state, 'pairing.json')
      await until(async () => (await readPairings(daemon.folders.state)).length === 1)
      expect((await stat(path)).mode & 0o777).toBe(0o600)
      expect(await readPairings(daemon.folders.state)).toMatchObject([{ id, code, name: 'Figma' }])
      await claim(id, code)
      await until(() =>
        stat(path).then(
          () => false,
          () => true,
        ),
      )
    },
  )
})

describe('row 6: port squatting', () => {
  const squatters: Server[] = []
  afterEach(async () => {
    for (const server of squatters.splice(0)) {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  })

  test('the daemon proves itself to the owner and to devices, for its own port only', async () => {
    const { deviceId, token } = await paired()
    for (const known of [
      { deviceId: 'owner', token: daemon.token },
      { deviceId, token },
    ]) {
      const { nonce } = request()
      const { json } = await post('/v1/hello', { deviceId: known.deviceId, nonce })
      const { proof } = HelloAnswer.parse(json)
      const key = helloKey(known.token)
      const { port } = daemon
      expect(proof).toBe(helloProof(key, { deviceId: known.deviceId, port, nonce }))
    }
  })

  test('it proves nothing to strangers and to the revoked', async () => {
    const { deviceId } = await paired()
    await daemon.ask(`/v1/devices/${deviceId}`, { method: 'DELETE' })
    for (const stranger of [deviceId, 'nobody', '__proto__']) {
      const answer = await post('/v1/hello', { deviceId: stranger, nonce: request().nonce })
      expect([answer.status, codeOf(answer.json)]).toEqual([401, 'not_paired'])
    }
  })

  test('the release that a device tells is listed; what is none is refused', async () => {
    const { deviceId } = await paired()
    const tell = (client: string, id = deviceId) =>
      post('/v1/hello', { deviceId: id, nonce: request().nonce, client })
    expect((await tell('0.0.9-beta.1')).status).toBe(200)
    await tell('9.9.9', 'nobody')
    for (const bad of ['', '1.0', '1.0.0 <b>', `1.0.0-${'x'.repeat(80)}`]) {
      expect((await tell(bad)).status).toBe(400)
    }
    const { devices } = DeviceList.parse((await daemon.ask('/v1/devices')).json)
    expect(devices.find(({ id }) => id === deviceId)?.client).toBe('0.0.9-beta.1')
  })

  test('a squatter that passes hellos on to the real daemon still gets no token', async () => {
    const heard: string[] = []
    const squatter = createServer(async (incoming, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
      heard.push(JSON.stringify(incoming.headers) + Buffer.concat(chunks).toString())
      const answer = await daemon.ask(incoming.url ?? '', {
        method: incoming.method ?? 'GET',
        token: undefined,
        headers: { 'content-type': 'application/json' },
        body: Buffer.concat(chunks),
      })
      response.writeHead(answer.status, { 'content-type': 'application/json' })
      response.end(answer.body)
    })
    squatters.push(squatter)
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve))
    const address = squatter.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const baseUrl = `http://127.0.0.1:${port}`
    const options = { token: daemon.token, fetch: nodeFetch, randomBytes }
    expect((await probeCompanion(baseUrl, options)).state).toBe('unproven')
    const client = createClient({ baseUrl, ...options })
    await expect(client.engines()).rejects.toMatchObject({ code: 'companion_unproven' })
    expect(heard.length).toBeGreaterThan(1)
    expect(heard.join()).not.toContain(daemon.token)
    expect(heard.join().toLowerCase()).not.toContain('bearer')
  })
  test('a squatter that passes a pairing on gets no token, and the plugin none of its', async () => {
    const heard: string[] = []
    const squatter = createServer(async (incoming, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
      const answer = await daemon.ask(incoming.url ?? '', {
        method: incoming.method ?? 'GET',
        token: undefined,
        headers: { 'content-type': 'application/json' },
        body: Buffer.concat(chunks),
      })
      heard.push(Buffer.concat(chunks).toString(), answer.body.toString())
      response.writeHead(answer.status, { 'content-type': 'application/json' })
      response.end(answer.body)
    })
    squatters.push(squatter)
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve))
    const address = squatter.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const options = { name: 'Figma', app: 'figma', fetch: nodeFetch, randomBytes }
    const pairing = await pair(`http://127.0.0.1:${port}`, options)
    const code = events[0]?.pairing.code ?? ''
    await expect(pairing.claim(code)).rejects.toMatchObject({ code: 'pairing_code_wrong' })
    expect((await daemon.ask('/v1/devices')).json).toEqual({ devices: [] })
    expect(heard.length).toBe(6)
    expect(tells(heard.join(), code)).toBe(false)
  })
})

/** Row 6 from the client's side: whoever cannot prove to be the companion never sees a token. */
import { describe, expect, it } from 'vitest'
import { HelloRequest, PairClaim, PairExchange, PairRequest } from '../access.ts'
import { helloKey, helloProof } from '../hello-proof.ts'
import { type ExchangeKeys, finishExchange, makeShare } from '../pairing-exchange.ts'
import { fakeClock } from '../panel/clock.fixture.ts'
import { decodeUtf8 } from '../utf8.ts'
import { COMPANION_NAME } from '../version.ts'
import { createClient } from './client.ts'
import {
  type Answer,
  type Asked,
  fakeFetch,
  json,
  problem,
  randomBytes,
  refuse,
  stoppedTimers,
  TOKEN,
} from './companion.fixture.ts'
import { probeCompanion } from './handshake.ts'
import { pair } from './pair.ts'

const helloOf = ({ body }: Asked): HelloRequest =>
  HelloRequest.parse(JSON.parse(decodeUtf8(body ?? new Uint8Array())))

/** What a squatter may answer to a hello; it knows all but the token. */
const SQUATTERS: Readonly<Record<string, (asked: Asked) => Answer>> = {
  'the proof of another token': (asked) =>
    json({ proof: helloProof(helloKey('another'), { ...helloOf(asked), port: 43117 }) }),
  'a proof fetched from the real one on another port': (asked) =>
    json({ proof: helloProof(helloKey(TOKEN), { ...helloOf(asked), port: 43118 }) }),
  'a proof heard before': (asked) => {
    const old = { ...helloOf(asked), nonce: 'ab'.repeat(32) }
    return json({ proof: helloProof(helloKey(TOKEN), { ...old, port: 43117 }) })
  },
  'the nonce back': (asked) => json({ proof: helloOf(asked).nonce }),
  'no proof': () => json({ proof: '' }),
  'a yes': () => json({ ok: true }),
  nothing: () => problem('not_found'),
  'that we are not paired': () => problem('not_paired'),
}

const squatter = (answer: (asked: Asked) => Answer) =>
  fakeFetch((asked) => {
    if (asked.path === '/v1/health') return json({ name: COMPANION_NAME, version: '0.1.0' })
    return asked.path === '/v1/hello' ? answer(asked) : json({ engines: [] })
  }, null)

describe('row 6: port squatting', () => {
  it.each(Object.keys(SQUATTERS))('a squatter that answers %s gets no token', async (name) => {
    const { fetch, asked } = squatter(SQUATTERS[name] ?? refuse)
    const options = { fetch, token: TOKEN, randomBytes, timers: stoppedTimers }
    const outcome = await probeCompanion('localhost', options)
    expect(outcome.state).not.toBe('ready')
    const client = createClient({ ...options, baseUrl: 'localhost' })
    await expect(client.engines()).rejects.toThrow()
    await expect(client.status('f')).rejects.toThrow()
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.filter(({ headers }) => headers.Authorization !== undefined)).toEqual([])
    const bodies = asked.map(({ body }) => decodeUtf8(body ?? new Uint8Array()))
    expect(bodies.join()).not.toContain(TOKEN)
  })

  it('the one that knows the token is told it, and asked anew once it was away', async () => {
    let up = true
    const { fetch, asked, hellos } = fakeFetch(() => (up ? json({ engines: [] }) : refuse()))
    let time = 0
    const timers = { ...stoppedTimers, now: () => time }
    const client = createClient({ baseUrl: 'localhost', token: TOKEN, fetch, randomBytes, timers })
    await client.engines()
    await client.engines()
    expect(hellos).toHaveLength(1)
    up = false
    await expect(client.engines()).rejects.toMatchObject({ code: 'companion_unreachable' })
    up = true
    await client.engines()
    expect(hellos).toHaveLength(2)
    time = 5000
    await client.engines()
    expect(hellos).toHaveLength(3)
    expect(new Set(hellos.map((hello) => helloOf(hello).nonce)).size).toBe(3)
    expect(asked.every(({ headers }) => headers.Authorization === `Bearer ${TOKEN}`)).toBe(true)
  })

  it('one that is known has as long for its proof as for every other answer', async () => {
    const clock = fakeClock()
    const { fetch } = fakeFetch(() => json({ engines: [] }))
    const slow: typeof fetch = async (url, init) => {
      const seconds = url.endsWith('/v1/hello') ? 9 : 0
      await new Promise<void>((resolve) => clock.timers.after(seconds * 1000, resolve))
      return fetch(url, init)
    }
    const who = { token: TOKEN, fetch: slow, randomBytes, timers: clock.timers }
    const engines = createClient({ ...who, baseUrl: 'localhost' }).engines()
    await clock.pass(9000)
    expect(await engines).toEqual([])
  })

  it('a proof that failed is not remembered', async () => {
    let knows = false
    const { fetch } = fakeFetch((asked) => {
      if (asked.path !== '/v1/hello') return json({ engines: [] })
      const claim = { ...helloOf(asked), port: 43117 }
      return json({ proof: helloProof(helloKey(knows ? TOKEN : 'x'), claim) })
    }, null)
    const options = { fetch, token: TOKEN, randomBytes, timers: stoppedTimers }
    const client = createClient({ baseUrl: 'localhost', ...options })
    await expect(client.engines()).rejects.toMatchObject({ code: 'companion_unproven' })
    knows = true
    expect(await client.engines()).toEqual([])
  })

  it('says what is the matter', async () => {
    const states = await Promise.all(
      ['no proof', 'the proof of another token', 'that we are not paired'].map(async (name) => {
        const { fetch } = squatter(SQUATTERS[name] ?? refuse)
        const options = { fetch, token: TOKEN, randomBytes, timers: stoppedTimers }
        return (await probeCompanion('localhost', options)).state
      }),
    )
    expect(states).toEqual(['unproven', 'unproven', 'refused'])
  })
})

describe('pair', () => {
  const options = { name: 'Figma', app: 'figma', randomBytes, timers: stoppedTimers }

  /** A companion that shows this code and listens on this port. */
  const companion = (code: string, port = 43117) => {
    let keys: ExchangeKeys | undefined
    let nonce = ''
    return fakeFetch(({ path, body }) => {
      const sent: unknown = JSON.parse(decodeUtf8(body ?? new Uint8Array()))
      if (path.endsWith('/requests')) {
        nonce = PairRequest.parse(sent).nonce
        return json({ id: 'p', expiresIn: 120 }, 201)
      }
      if (path.endsWith('/exchange')) {
        const context = { id: 'p', port, name: 'Figma', app: 'figma', nonce }
        const own = makeShare(code, context, randomBytes(64))
        keys = finishExchange('companion', own, PairExchange.parse(sent).share, context)
        return json({ share: own.share }, 201)
      }
      const isRight = keys !== undefined && PairClaim.parse(sent).proof === keys.pluginProof
      return isRight
        ? json({ deviceId: 'd', proof: keys?.companionProof }, 201)
        : problem('pairing_code_wrong', '4 tries left.')
    })
  }

  it('asks, and takes part in an exchange over what the person typed; the code is not sent', async () => {
    const { fetch, asked } = companion('012345')
    const pairing = await pair('localhost', { ...options, fetch })
    expect(pairing.expiresIn).toBe(120)
    const { deviceId, token } = await pairing.claim(' 012-3 45 ')
    expect([deviceId, token]).toEqual(['d', expect.stringMatching(/^[A-Za-z0-9_-]{43}$/)])
    const sent = asked.map(({ path, body }) => [path, decodeUtf8(body ?? new Uint8Array())])
    expect(sent.map(([path]) => path)).toEqual([
      '/v1/pair/requests',
      '/v1/pair/requests/p/exchange',
      '/v1/pair/requests/p/claim',
    ])
    expect(sent.join()).not.toContain('012345')
    expect(sent.join()).not.toContain(token)
  })

  it('row 6: what was passed on from another port does not fit', async () => {
    const { fetch } = companion('123456', 43118)
    const pairing = await pair('localhost:43117', { ...options, fetch })
    await expect(pairing.claim('123456')).rejects.toMatchObject({ code: 'pairing_code_wrong' })
  })

  it('row 6: a program that takes any code is not believed', async () => {
    const real = companion('654321')
    const { fetch } = fakeFetch(async ({ path, body }) => {
      if (path.endsWith('/claim')) return json({ deviceId: 'd', proof: 'a'.repeat(64) }, 201)
      const init = { method: 'POST', headers: {}, body: new Uint8Array(body ?? []) }
      const answer = await real.fetch(`http://localhost:43117${path}`, init)
      return json(JSON.parse(await answer.text()), answer.status)
    })
    const pairing = await pair('localhost', { ...options, fetch })
    await expect(pairing.claim('123456')).rejects.toMatchObject({ code: 'companion_unproven' })
  })

  it('does not spend a try on what is no code, and does not repeat it', async () => {
    const { fetch, asked } = fakeFetch(() => json({ id: 'p', expiresIn: 120 }, 201))
    const pairing = await pair('localhost', { ...options, fetch })
    for (const typed of ['', '12345', '1234567', 'abcdef', '12345x']) {
      const error = await pairing.claim(typed).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'invalid_request', detail: 'The code has six digits.' })
    }
    expect(asked).toHaveLength(1)
  })

  it('passes on that the code is wrong', async () => {
    const { fetch } = companion('654321')
    const pairing = await pair('localhost', { ...options, fetch })
    await expect(pairing.claim('123456')).rejects.toMatchObject({
      code: 'pairing_code_wrong',
      detail: '4 tries left.',
    })
    expect((await pairing.claim('654321')).deviceId).toBe('d')
  })
})

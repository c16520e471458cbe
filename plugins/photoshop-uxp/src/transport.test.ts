/** The way out of UXP: denied once, blocked for good, or nobody there, each told apart. */
import { type Fetch, hostTimers } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningCompanion, startCompanion } from '../../../test/hosts/companion.ts'
import { Gate } from '../../../test/hosts/photoshop/gate.ts'
import { ABSENT, Realm } from '../../../test/hosts/photoshop/realm.ts'
import { PATIENCE } from '../../../test/setup/patience.ts'
import { createStore } from './storage.ts'
import { createFetch, createRandomBytes, selfTest } from './transport.ts'

const denial = (url: string): Error =>
  new TypeError(`Permission denied to the url ${url}. Manifest entry not found.`)

const answer = { status: 200, text: async () => '{}', arrayBuffer: async () => new ArrayBuffer(0) }

describe('fetch', () => {
  it('gets over one denial at a cold start, not over a second', async () => {
    let denials = 1
    const asked: string[] = []
    const fetch = createFetch<AbortSignal>(async (url) => {
      asked.push(url)
      if (denials-- > 0) throw denial(url)
      return answer
    }, hostTimers)
    const init = { method: 'GET', headers: {} }
    expect((await fetch('http://localhost:1/', init)).status).toBe(200)
    expect(asked).toHaveLength(2)
    denials = 1
    await expect(fetch('http://localhost:1/', init)).rejects.toThrow('Permission denied')
  })
})

describe('the self-test', () => {
  const outcome = async (
    verdict: (url: string) => 'answers' | 'denied' | 'fails',
    tunnelled: (url: string) => boolean = () => false,
  ) => {
    const fetch: Fetch<AbortSignal> = async (url) => {
      if (verdict(url) === 'answers') return answer
      throw verdict(url) === 'denied' ? denial(url) : new TypeError('Network request failed')
    }
    const tunnel: Fetch<AbortSignal> = async (url) => {
      if (tunnelled(url)) return answer
      throw new TypeError('no')
    }
    return (await selfTest(fetch, tunnel)).outcome
  }

  it('names what is in the way', async () => {
    expect(await outcome((url) => (url.includes('localhost:43117') ? 'answers' : 'fails'))).toBe(
      'open',
    )
    expect(await outcome((url) => (url.includes('127.0.0.1:43118') ? 'answers' : 'fails'))).toBe(
      'names',
    )
    expect(
      await outcome(
        () => 'fails',
        (url) => url.includes('43117'),
      ),
    ).toBe('socket')
    expect(await outcome(() => 'denied')).toBe('manifest')
    expect(await outcome(() => 'fails')).toBe('nobody')
  })
})

describe('UXP’s realm', () => {
  let companion: RunningCompanion
  beforeAll(async () => {
    companion = await startCompanion()
  })
  afterAll(() => companion.close())

  const realmWith = (domains: readonly string[], blocked: readonly string[] = []): Realm =>
    new Realm({ photoshop: {}, gate: new Gate(), domains, blocked })

  it('has none of what UXP lacks', () => {
    for (const name of ABSENT) expect(realmWith([]).run(`typeof ${name}`), name).toBe('undefined')
    expect(() => realmWith([]).run('eval("1")')).toThrow()
  })

  it('lets nothing out that the manifest does not list', async () => {
    const url = `http://localhost:${companion.port}`
    const ask = (realm: Realm): Promise<{ status: number }> =>
      realm.run(`fetch('${url}/v1/health')`)
    await expect(ask(realmWith(['http://localhost', 'http://localhost:43']))).rejects.toThrow(
      'Manifest',
    )
    await expect(ask(realmWith([url], ['http://localhost']))).rejects.toThrow('failed')
    expect((await ask(realmWith([url]))).status).toBe(200)
  })

  it('finds the companion by number where the system blocks its name', async () => {
    const domains = ['localhost', '127.0.0.1'].map((host) => `http://${host}:${companion.port}`)
    const realm = realmWith(domains, ['http://localhost'])
    const here = new URL('.', import.meta.url).pathname
    const loaded = await realm.load(
      `import { findCompanion, hostTimers, probeCompanion } from '@inlay/shared'
       import { createRandomBytes, createFetch } from './transport.ts'
       export const probe = (address, token) => probeCompanion(address, {
         token, timeout: ${PATIENCE}, fetch: createFetch((url, init) => fetch(url, init), hostTimers),
         randomBytes: createRandomBytes((array) => crypto.getRandomValues(array)) })`,
      here,
    )
    const [blocked, open] = await Promise.all(
      ['localhost', '127.0.0.1'].map((host) =>
        loaded.probe(`http://${host}:${companion.port}`, companion.token),
      ),
    )
    expect(blocked.state).toBe('not_running')
    expect(open.state).toBe('ready')
  })
})

describe('random bytes', () => {
  it('come in pieces that UXP gives', () => {
    const lengths: number[] = []
    const bytes = createRandomBytes((array) => {
      lengths.push(array.length)
      return array.fill(7)
    })(150_000)
    expect(bytes.every((value) => value === 7)).toBe(true)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(65_536)
  })
})

describe('the store', () => {
  const makeStore = () => {
    const secrets = new Map<string, Uint8Array>()
    const open = new Map<string, string>()
    const store = createStore(
      {
        setItem: async (key, value) => void secrets.set(key, new Uint8Array(Buffer.from(value))),
        getItem: async (key) => secrets.get(key) ?? null,
        removeItem: async (key) => void secrets.delete(key),
      },
      {
        getItem: (key) => open.get(key) ?? null,
        setItem: (key, value) => void open.set(key, value),
        removeItem: (key) => void open.delete(key),
      },
    )
    return { store, secrets, open }
  }

  it('keeps the token apart from everything else, and forgets it when told', async () => {
    const { store, secrets, open } = makeStore()
    expect(await store.credentials()).toBeUndefined()
    await store.keepCredentials({ deviceId: 'a', token: 'geheim ✓' })
    store.write('settings', { grow: 4 })
    expect(await store.credentials()).toEqual({ deviceId: 'a', token: 'geheim ✓' })
    expect(store.read('settings')).toEqual({ grow: 4 })
    expect([...open.values()].join()).not.toContain('geheim')
    await store.keepCredentials(null)
    expect(secrets.size).toBe(0)
  })

  it('starts afresh where the system has damaged or lost it', async () => {
    const { store, secrets, open } = makeStore()
    secrets.set('inlay.credentials', new Uint8Array())
    open.set('inlay.settings', '{"grow":')
    expect(await store.credentials()).toBeUndefined()
    expect(store.read('settings')).toBeUndefined()
    secrets.set('inlay.credentials', new Uint8Array([0xff, 0xfe]))
    expect(await store.credentials()).toBeUndefined()
  })
})

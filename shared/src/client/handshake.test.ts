import { describe, expect, it } from 'vitest'
import { COMPANION_NAME, COMPANION_VERSION } from '../version.ts'
import {
  type Answer,
  type Asked,
  fakeFetch,
  instantTimers,
  json,
  problem,
  randomBytes,
  refuse,
  stoppedTimers,
} from './companion.fixture.ts'
import { findCompanion, probeCompanion } from './handshake.ts'

const health = (version = COMPANION_VERSION, name = COMPANION_NAME) => json({ name, version })

/** A companion that is well, unless `answer` says otherwise. */
const companion =
  (answer: (asked: Asked) => Answer | undefined = () => undefined) =>
  (asked: Asked): Answer =>
    answer(asked) ?? (asked.path === '/v1/health' ? health() : json({ engines: [] }))

const probe = async (answer: (asked: Asked) => Answer, token?: string) => {
  const { fetch, asked } = fakeFetch(answer)
  const outcome = await probeCompanion('localhost', {
    fetch,
    token,
    timers: stoppedTimers,
    randomBytes,
  })
  return { outcome, asked }
}

const never = (): Answer => new Promise(() => {})

describe('probeCompanion', () => {
  it('finds a companion ready, and names its engines', async () => {
    const engine = {
      id: 'patchmatch',
      name: 'P',
      description: 'D',
      operations: ['remove'],
      takesPrompt: false,
      takesSample: true,
      available: true,
      device: 'CPU',
    }
    const { outcome, asked } = await probe(
      companion(({ path }) => (path === '/v1/engines' ? json({ engines: [engine] }) : undefined)),
      'secret',
    )
    expect(outcome).toEqual({
      state: 'ready',
      baseUrl: 'http://localhost:43117',
      version: COMPANION_VERSION,
      engines: [engine],
    })
    expect(asked.map(({ headers }) => headers.Authorization)).toEqual([undefined, 'Bearer secret'])
  })

  it.each([
    ['nothing listens', refuse, 'not_running', 'companion_unreachable'],
    ['a web server', () => new Response('<html>'), 'other_program', 'not_companion'],
    [
      'a web server without the page',
      () => new Response('Not Found', { status: 404 }),
      'other_program',
      'not_companion',
    ],
    [
      'another API',
      () => json({ name: 'ollama', version: '0.1.0' }),
      'other_program',
      'not_companion',
    ],
    ['an API of another shape', () => json({ ok: true }), 'other_program', 'not_companion'],
    ['a companion of the past', () => health('0.0.1'), 'wrong_version', 'version_mismatch'],
    ['a companion of the future', () => health('2.0.0'), 'wrong_version', 'version_mismatch'],
    ['one without a readable version', () => health('new'), 'wrong_version', 'version_mismatch'],
    ['one that has left /v1', () => problem('not_found'), 'wrong_version', 'version_mismatch'],
    ['one that refuses the page', () => problem('forbidden_origin'), 'refused', 'forbidden_origin'],
    ['one that refuses the name', () => problem('wrong_host'), 'refused', 'wrong_host'],
    [
      'one that refuses the token',
      companion(({ path }) => (path === '/v1/engines' ? problem('unauthorised') : undefined)),
      'refused',
      'unauthorised',
    ],
    [
      'one that fails',
      companion(({ path }) => (path === '/v1/engines' ? problem('internal') : undefined)),
      'failing',
      'internal',
    ],
    [
      'one that dies in between',
      companion(({ path }) => (path === '/v1/engines' ? refuse() : undefined)),
      'not_running',
      'companion_unreachable',
    ],
    [
      'a server whose answer the page may not read',
      ({ mode }: Asked) => (mode === 'no-cors' ? new Response(null) : refuse()),
      'other_program',
      'not_companion',
    ],
  ])('%s', async (_, answer, state, code) => {
    const { outcome, asked } = await probe(answer, 'secret')
    expect(outcome).toMatchObject({ state, error: { code } })
    const told = asked.filter(({ headers }) => headers.Authorization !== undefined)
    expect(told.every(({ path }) => path === '/v1/engines')).toBe(true)
  })

  it.each(['not_running', 'other_program', 'wrong_version'])(
    'shows the token to nobody who is %s',
    async (state) => {
      const answers: Record<string, () => Answer> = {
        not_running: refuse,
        other_program: () => json({ name: 'other', version: '0.1.0' }),
        wrong_version: () => health('9.0.0'),
      }
      const { outcome, asked } = await probe(answers[state] ?? refuse, 'secret')
      expect(outcome.state).toBe(state)
      expect(JSON.stringify(asked)).not.toContain('secret')
    },
  )

  it('says which of the two to update', async () => {
    const older = await probe(() => health('0.0.1'))
    const newer = await probe(() => health('3.1.0'))
    expect(older.outcome).toMatchObject({
      version: '0.0.1',
      error: { detail: 'The companion is the older one.' },
    })
    expect(newer.outcome).toMatchObject({ error: { detail: 'The plugin is the older one.' } })
  })

  it('asks for pairing where there is no token yet', async () => {
    const { outcome, asked } = await probe(companion())
    expect(outcome).toMatchObject({ state: 'refused', error: { code: 'not_paired' } })
    expect(asked).toHaveLength(1)
  })

  it.each(['/v1/health', '/v1/engines'])('does not wait for ever for %s', async (silent) => {
    const { fetch } = fakeFetch(companion(({ path }) => (path === silent ? never() : undefined)))
    const timers = instantTimers()
    const outcome = await probeCompanion('localhost', {
      fetch,
      timers,
      token: 'secret',
      randomBytes,
    })
    expect(outcome).toMatchObject({ state: 'no_answer', error: { code: 'companion_silent' } })
  })

  it('keeps the token on this machine', async () => {
    const { fetch } = fakeFetch(companion())
    await expect(
      probeCompanion('http://example.com', { fetch, token: 'secret', randomBytes }),
    ).rejects.toMatchObject({ code: 'invalid_request' })
  })
})

describe('findCompanion', () => {
  const at = (answers: Readonly<Record<string, (asked: Asked) => Answer>>) =>
    fakeFetch((asked, origin) => (answers[origin] ?? refuse)(asked))
  const options = { token: 'secret', randomBytes, timers: stoppedTimers }

  it('finds it on whatever port, beside other programs', async () => {
    const { fetch } = at({
      'http://localhost:43117': () => new Response('<html>'),
      'http://localhost:43119': companion(),
    })
    expect(await findCompanion({ ...options, fetch })).toMatchObject({
      state: 'ready',
      baseUrl: 'http://localhost:43119',
    })
  })

  it('tries the next name only when the first finds none', async () => {
    const local = at({ 'http://localhost:43117': companion() })
    await findCompanion({ ...options, fetch: local.fetch })
    expect(local.asked).toHaveLength(2 + 2 * 2)
    const numeric = at({ 'http://127.0.0.1:43118': companion() })
    expect(await findCompanion({ ...options, fetch: numeric.fetch })).toMatchObject({
      state: 'ready',
      baseUrl: 'http://127.0.0.1:43118',
    })
    expect(
      await findCompanion({ ...options, fetch: numeric.fetch, hosts: ['localhost'] }),
    ).toMatchObject({ state: 'not_running' })
  })

  it('tells what helps most', async () => {
    const html = () => new Response('<html>')
    const refusing = companion(({ path }) =>
      path === '/v1/engines' ? problem('unauthorised') : undefined,
    )
    const cases = [
      [[html, refuse, refuse], 'not_running'],
      [[html, html, html], 'other_program'],
      [[html, refusing, refuse], 'refused'],
      [[() => health('7.0.0'), refuse, html], 'wrong_version'],
    ] as const
    for (const [[first, second, third], state] of cases) {
      const { fetch } = at({
        'http://localhost:43117': first,
        'http://localhost:43118': second,
        'http://localhost:43119': third,
      })
      const outcome = await findCompanion({ ...options, fetch, hosts: ['localhost'] })
      expect(outcome.state).toBe(state)
    }
  })
})

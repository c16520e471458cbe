/** The connection as a panel lives it: first run, pairing, revoked, blocked, back again. */
import { describe, expect, it } from 'vitest'
import {
  type Answer,
  type Asked,
  fakeFetch,
  json,
  problem,
  randomBytes,
  refuse,
  TOKEN,
} from '../client/companion.fixture.ts'
import type { Signal } from '../client/platform.ts'
import { InlayError } from '../errors.ts'
import { fakeClock } from './clock.fixture.ts'
import { createLink, type LinkHost } from './link.ts'
import type { LocalAccess } from './link-state.ts'
import { createSay } from './say.ts'
import { panelCatalogue } from './words.ts'

const ADDRESS = 'http://localhost:43117'
const HEALTH = { name: 'inlay-companion', version: '0.1.0', state: 'ready' }
const STORED = { deviceId: 'device', token: TOKEN }
const say = createSay(panelCatalogue('en'))

const serving = (asked: Asked): Answer => {
  if (asked.path === '/v1/health') return json(HEALTH)
  if (asked.path === '/v1/engines') return json({ engines: [] })
  return problem('not_found')
}

const made = (
  answer: (asked: Asked, origin: string) => Answer,
  more: Partial<LinkHost<Signal>> & {
    readonly stored?: unknown
    readonly knows?: string | null
  } = {},
) => {
  const { stored, knows = TOKEN, ...host } = more
  const clock = fakeClock()
  let current = answer
  const companion = fakeFetch((asked, origin) => current(asked, origin), knows)
  const kept: unknown[] = []
  const link = createLink<Signal>(
    {
      ...{ app: 'figma', name: 'Figma', fetch: companion.fetch, randomBytes, address: ADDRESS },
      timers: clock.timers,
      keep: (credentials) => kept.push(credentials),
      ...host,
    },
    stored,
  )
  const titles: string[] = []
  link.subscribe(() => {
    if (link.state.at === 'missing') titles.push(say(link.state.notice.title))
    else titles.push(link.state.at)
  })
  return { link, companion, clock, kept, titles, answer: (next: typeof answer) => (current = next) }
}

const noticeOf = ({ link }: ReturnType<typeof made>) => {
  if (link.state.at !== 'missing') throw new Error(`It is ${link.state.at}`)
  const { title, actions } = link.state.notice
  return { title: say(title), actions }
}

describe('looking for the companion', () => {
  it('tells one that was never there from one that is only not running', async () => {
    const never = made(refuse)
    await never.link.look()
    expect(noticeOf(never)).toEqual({
      title: 'The companion is not there',
      actions: ['install', 'try'],
    })
    const before = made(refuse, { stored: STORED })
    await before.link.look()
    expect(noticeOf(before)).toEqual({
      title: 'The companion is not running',
      actions: ['try', 'copy'],
    })
  })

  it.each<[LocalAccess, string, readonly string[]]>([
    ['denied', 'The browser keeps this panel from your computer', ['window', 'allow', 'try']],
    ['prompt', 'The companion is not there', ['install', 'try', 'window']],
    ['unknown', 'The companion is not there', ['install', 'try']],
  ])('blames the browser when that says %s', async (access, title, actions) => {
    const panel = made(refuse, {
      localAccess: async () => access,
      openWindow: () => Promise.reject(new InlayError('bridge_blocked')),
    })
    await panel.link.look()
    expect(noticeOf(panel)).toEqual({ title, actions })
  })

  it.each([
    ['0.0.1', 'The companion is too old'],
    ['2.0.0', 'This plugin is too old'],
  ])('says who is too old when the companion is %s', async (version, title) => {
    const panel = made(() => json({ ...HEALTH, version }))
    await panel.link.look()
    expect(noticeOf(panel)).toMatchObject({ title, actions: ['update', 'try'] })
    if (panel.link.state.at !== 'missing') throw new Error('It is not missing')
    expect(say(panel.link.state.notice.text ?? { heard: '' })).toContain(version)
  })

  it('never shows its token to what cannot prove itself', async () => {
    const panel = made(serving, { stored: STORED, knows: 'another' })
    await panel.link.look()
    expect(noticeOf(panel)).toMatchObject({ actions: ['try', 'pair'] })
    expect(JSON.stringify(panel.companion.asked.map(({ headers }) => headers))).not.toContain(TOKEN)
  })

  it('finds it by itself when it is started, and blinks at nothing meanwhile', async () => {
    const panel = made(refuse, { stored: STORED })
    await panel.link.look()
    for (let i = 0; i < 3; i++) await panel.clock.pass(3000)
    panel.answer(serving)
    await panel.clock.pass(3000)
    expect(panel.titles).toEqual(['The companion is not running', 'ready'])
    expect(panel.link.client()?.baseUrl).toBe(ADDRESS)
    panel.link.close()
  })

  it('looks again when a job meets a companion that is gone, and not for a failed fill', async () => {
    const panel = made(serving, { stored: STORED })
    await panel.link.look()
    panel.link.report(new InlayError('engine_failed'))
    expect(panel.link.state.at).toBe('ready')
    panel.answer(refuse)
    panel.link.report(new InlayError('companion_unreachable'))
    await panel.clock.pass(0)
    // Without "Looking…" in between, which a companion that is there again would flicker by.
    expect(panel.titles.slice(-2)).toEqual(['ready', 'The companion is not running'])
    expect(panel.link.client()).toBeUndefined()
  })

  it('asks to pair again after it was revoked', async () => {
    const panel = made(serving, { stored: STORED, knows: null })
    panel.answer((asked) => (asked.path === '/v1/health' ? json(HEALTH) : problem('not_paired')))
    await panel.link.look()
    expect(panel.link.state).toMatchObject({ at: 'unpaired', wasPaired: true })
  })
})

describe('pairing', () => {
  const asking = (asked: Asked): Answer => {
    if (asked.path === '/v1/health') return json(HEALTH)
    if (asked.path === '/v1/pair/requests') return json({ id: 'p', expiresIn: 120 })
    return problem('pairing_code_wrong')
  }

  it('asks for a code, and again when it was not that one', async () => {
    const panel = made(asking)
    await panel.link.look()
    expect(panel.link.state).toMatchObject({ at: 'unpaired', wasPaired: false })
    await panel.link.pair()
    expect(panel.link.state).toMatchObject({ at: 'pairing', step: 'code' })
    await panel.link.type('12345')
    expect(panel.link.state).toMatchObject({ step: 'code', problem: { code: 'invalid_request' } })
    await panel.link.type('123 456')
    expect(panel.link.state).toMatchObject({
      step: 'code',
      problem: { code: 'pairing_code_wrong' },
    })
    expect(panel.kept).toEqual([])
  })

  it('ends with the code, and can be left', async () => {
    const panel = made(asking)
    await panel.link.look()
    await panel.link.pair()
    await panel.clock.pass(120_000)
    expect(panel.link.state).toMatchObject({ step: 'over', problem: { code: 'pairing_over' } })
    await panel.link.pair()
    panel.link.leave()
    expect(panel.link.state).toMatchObject({ at: 'unpaired' })
  })

  it('says so when the companion takes no more', async () => {
    const panel = made(asking)
    await panel.link.look()
    panel.answer(() => problem('pairing_busy'))
    await panel.link.pair()
    expect(panel.link.state).toMatchObject({ step: 'over', problem: { code: 'pairing_busy' } })
  })
})

describe('the companion’s window', () => {
  it('carries everything while it is open, and is looked past when it closes', async () => {
    let close = (): void => {}
    const closed = new Promise<void>((resolve) => {
      close = resolve
    })
    const through = fakeFetch(serving)
    const panel = made(refuse, {
      stored: STORED,
      localAccess: async () => 'denied',
      openWindow: async () => ({ baseUrl: ADDRESS, fetch: through.fetch, closed, close }),
    })
    await panel.link.look()
    await panel.link.openWindow()
    expect(panel.link.state).toMatchObject({ at: 'ready', via: 'window' })
    close()
    await panel.clock.pass(0)
    expect(noticeOf(panel).actions[0]).toBe('window')
    panel.link.close()
  })

  it('says why it did not open', async () => {
    const panel = made(refuse, {
      openWindow: () => Promise.reject(new InlayError('bridge_closed')),
    })
    await panel.link.openWindow()
    expect(noticeOf(panel)).toEqual({
      title: 'The companion’s window was closed.',
      actions: ['window', 'try'],
    })
  })
})

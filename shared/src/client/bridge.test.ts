import { describe, expect, it } from 'vitest'
import type { BridgeNews } from '../bridge.ts'
import { InlayError } from '../errors.ts'
import { type BridgeHost, type BridgeOptions, openBridge } from './bridge.ts'
import type { BridgePort } from './bridge-fetch.ts'
import type { Signal } from './platform.ts'

const FIRST = 'http://localhost:43117'
const SECOND = 'http://localhost:43118'

/** A browser window as a plugin sees it: what was opened, where it was led, what was said to it. */
const createHost = () => {
  const listeners = new Set<Parameters<BridgeHost<string>['listen']>[0]>()
  const visited: string[] = []
  const said: unknown[][] = []
  const popup = {
    closed: false,
    location: {
      get href() {
        return visited.at(-1) ?? ''
      },
      set href(url: string) {
        visited.push(url)
      },
    },
    postMessage: (...args: readonly [unknown, string, string[]]) => {
      said.push([...args])
    },
    close: () => {
      popup.closed = true
    },
  }
  const port: BridgePort = { onmessage: null, postMessage: () => {}, close: () => {} }
  const host: BridgeHost<string> = {
    open: (url) => {
      visited.push(url)
      return popup
    },
    listen: (heard) => {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
    channel: () => ({ port1: port, port2: 'port2' }),
  }
  const message = (
    origin: string,
    source: unknown = popup,
    data: unknown = { inlay: 'bridge', version: 1 },
  ): void => {
    for (const heard of [...listeners]) heard({ origin, source, data })
  }
  return {
    host,
    popup,
    visited,
    said,
    message,
    news: (one: BridgeNews) => port.onmessage?.({ data: one }),
    listeners,
  }
}

/** Time that passes when the test says so. */
const createTimers = () => {
  let time = 0
  let waiting: { readonly at: number; readonly run: () => void }[] = []
  return {
    timers: {
      now: () => time,
      after: (ms: number, run: () => void) => {
        const one = { at: time + ms, run }
        waiting.push(one)
        return () => {
          waiting = waiting.filter((other) => other !== one)
        }
      },
    },
    pass: async (ms: number) => {
      const end = time + ms
      for (;;) {
        const next = waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        time = next.at
        waiting = waiting.filter((one) => one !== next)
        next.run()
        await settle()
      }
      time = end
    },
  }
}

/** Whatever waits for nobody from outside has come to rest by then. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const open = (host: BridgeHost<string>, more: Partial<BridgeOptions<Signal, string>> = {}) =>
  openBridge<Signal, string>({ host, name: 'Figma', addresses: [FIRST, SECOND], ...more })

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof InlayError ? error.code : error),
  )

describe('row 23: opening the companion’s window', () => {
  it('asks in it, at its own address only, and is let in', async () => {
    const { host, visited, said, message, news, listeners } = createHost()
    const opening = open(host)
    expect(visited).toEqual([`${FIRST}/bridge`])
    message(FIRST)
    await settle()
    expect(said).toEqual([[{ inlay: 'bridge-ask', version: 1, name: 'Figma' }, FIRST, ['port2']]])
    news({ type: 'allowed' })
    const bridge = await opening
    expect(bridge.baseUrl).toBe(FIRST)
    bridge.close()
    await bridge.closed
    expect(listeners.size).toBe(0)
  })

  it('says nothing to a window that shows another page, or to another window', async () => {
    const { host, said, message } = createHost()
    const { timers } = createTimers()
    void open(host, { timers }).catch(() => {})
    message('https://evil.example')
    message('null')
    message(SECOND)
    message(FIRST, {})
    message(FIRST, undefined, 'hello')
    message(FIRST, undefined, { inlay: 'bridge', version: 2 })
    await settle()
    expect(said).toEqual([])
  })

  it('is led on to the next address where nobody is, and gives up after the last', async () => {
    const { host, visited, popup, message, news } = createHost()
    const { timers, pass } = createTimers()
    const opening = open(host, { timers })
    await pass(3500)
    expect(visited).toEqual([`${FIRST}/bridge`, `${SECOND}/bridge`])
    message(SECOND)
    await settle()
    news({ type: 'allowed' })
    expect((await opening).baseUrl).toBe(SECOND)

    const other = createHost()
    const late = codeOf(open(other.host, { timers }))
    // Each twice, the second time with more patience.
    await pass(2 * 3000 + 2 * 9000)
    expect(await late).toBe('companion_unreachable')
    const both = [`${FIRST}/bridge`, `${SECOND}/bridge`]
    expect(other.visited).toEqual([...both, ...both])
    expect(other.popup.closed).toBe(true)
    expect(popup.closed).toBe(false)
  })

  it('is waited for on a computer that takes its time', async () => {
    const { host, visited, message, news } = createHost()
    const { timers, pass } = createTimers()
    const one = open(host, { timers, addresses: [FIRST] })
    await pass(11_000)
    message(FIRST)
    await settle()
    news({ type: 'allowed' })
    expect((await one).baseUrl).toBe(FIRST)
    // It was left to load in peace.
    expect(visited).toEqual([`${FIRST}/bridge`])
  })

  it('needs a click, and a browser that opens it', async () => {
    const { host, visited } = createHost()
    expect(await codeOf(open({ ...host, isClicked: () => false }))).toBe('bridge_blocked')
    expect(visited).toEqual([])
    expect(await codeOf(open({ ...host, open: () => null }))).toBe('bridge_blocked')
  })

  it('ends when the person says no, closes it, or the plugin calls it off', async () => {
    const no = createHost()
    const refused = codeOf(open(no.host))
    no.message(FIRST)
    await settle()
    no.news({ type: 'refused' })
    expect(await refused).toBe('bridge_closed')

    const { timers, pass } = createTimers()
    const shut = createHost()
    const closed = codeOf(open(shut.host, { timers }))
    shut.popup.closed = true
    await pass(400)
    expect(await closed).toBe('bridge_closed')

    const stop = new AbortController()
    const away = createHost()
    const called = codeOf(open(away.host, { signal: stop.signal }))
    stop.abort()
    expect(await called).toBe('cancelled')
    expect(away.popup.closed).toBe(true)
    expect(await codeOf(open(createHost().host, { signal: stop.signal }))).toBe('cancelled')
  })

  it.each(['closed by the person', 'loaded anew', 'ended in it'])(
    'fails every request once it is %s',
    async (how) => {
      const { timers, pass } = createTimers()
      const { host, popup, message, news, listeners } = createHost()
      const opening = open(host, { timers })
      message(FIRST)
      await settle()
      news({ type: 'allowed' })
      const bridge = await opening
      const asking = codeOf(bridge.fetch(`${FIRST}/v1/health`, { method: 'GET', headers: {} }))
      if (how === 'closed by the person') popup.closed = true
      else if (how === 'loaded anew') message(FIRST)
      else news({ type: 'bye' })
      await pass(400)
      await bridge.closed
      expect(await asking).toBe('bridge_closed')
      const again = bridge.fetch(`${FIRST}/v1/health`, { method: 'GET', headers: {} })
      expect(await codeOf(again)).toBe('bridge_closed')
      expect(listeners.size).toBe(0)
    },
  )

  it('takes no address but this machine’s', async () => {
    const { host } = createHost()
    expect(await codeOf(open(host, { addresses: ['http://evil.example'] }))).toBe('invalid_request')
    expect(await codeOf(open(host, { addresses: [] }))).toBe('invalid_request')
  })
})

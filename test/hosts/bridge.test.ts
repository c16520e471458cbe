/**
 * The companion's window `/bridge` in Chromium (facts/daemon.md 1.2 point 8, 1.4 row 23): a plugin
 * in a sandboxed frame of origin "null" on a public page, which the browser keeps from this
 * machine, fills through the window; strangers and those who do not wait for a click get nothing.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPairings } from '@inlay/companion/http/access/pairing-file.ts'
import { startDaemon } from '@inlay/companion/http/daemon.ts'
import type { Daemon } from '@inlay/companion/http/daemon-options.ts'
import { CATALOGUES } from '@inlay/companion/pages/bridge/catalogues.ts'
import { companionFolders } from '@inlay/companion/system/folders.ts'
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromiumPath, launchChromium } from '../setup/chromium.ts'
import { freePort } from '../setup/free-ports.ts'
import { PATIENCE } from '../setup/patience.ts'
import { framePage, listen, pageServer } from './frame.ts'

if (chromiumPath === undefined) {
  console.warn('SKIPPED: no Chromium, so the companion’s window was opened by nobody.')
}

/** A page with an address of its own that opens the window and asks like a plugin. */
const EVIL = (base: string): string => `<!doctype html><title>Kittens</title>
  <button id="win">Win</button><pre id="heard"></pre>
  <script>
    const heard = []
    const note = (what) => { heard.push(what); document.getElementById('heard').textContent = JSON.stringify(heard) }
    let popup
    addEventListener('message', ({ source, data }) => {
      if (source !== popup) return
      note(data)
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = ({ data }) => note(data)
      popup.postMessage({ inlay: 'bridge-ask', version: 1, name: 'Figma' }, '*', [port2])
      for (const path of ['/v1/health', '/v1/devices', '/v1/engines']) {
        port1.postMessage({ type: 'request', id: heard.length, method: 'GET', path, headers: {} })
      }
    })
    document.getElementById('win').onclick = () => { popup = window.open('${base}/bridge') }
  </script>`

describe.skipIf(chromiumPath === undefined)('row 23: the window of the companion', () => {
  let home: string
  let daemon: Daemon
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let plugin: Frame
  let host = ''
  let hostPort: number
  let evilPort: number
  const hostServer = pageServer(() => host)
  const evilServer = pageServer(() => EVIL(base()))

  const base = (): string => `http://localhost:${daemon.port}`

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'inlay-bridge-'))
    daemon = await startDaemon({ port: 0, folders: companionFolders(home) })
    hostPort = await listen(hostServer, '127.0.0.1')
    evilPort = await listen(evilServer, '127.0.0.1')
    const nobody = await freePort()
    host = await framePage({
      script: 'plugin.client.ts',
      // Nobody is on the first: the window is led on to the next.
      define: { ADDRESSES: JSON.stringify([`http://localhost:${nobody}`, base()]) },
      body: '<p id="state">idle</p><input id="code">',
      allowed: [base()],
    })
    browser = await launchChromium({
      // Playwright would let every page open windows.
      ignoreDefaultArgs: ['--disable-popup-blocking'],
      args: [
        '--host-resolver-rules=MAP figma.test 127.0.0.1,MAP evil.test 127.0.0.1',
        `--ip-address-space-overrides=127.0.0.1:${hostPort}=public,127.0.0.1:${evilPort}=public`,
      ],
    })
  })
  afterAll(async () => {
    await browser?.close()
    await daemon?.close()
    hostServer.close()
    evilServer.close()
    await rm(home, { recursive: true, force: true })
  })
  beforeEach(async () => {
    context = await browser.newContext()
    context.setDefaultTimeout(PATIENCE)
    page = await context.newPage()
    await page.goto(`http://figma.test:${hostPort}/`)
    const found = page.frames()[1]
    if (found === undefined) throw new Error('The plugin has no frame')
    plugin = found
  })
  afterEach(() => context.close())

  const state = (): Promise<string | null> => plugin.textContent('#state')

  const said = async (words: string): Promise<void> => {
    await expect.poll(state).toContain(words)
  }

  const opened = async (): Promise<Page> => {
    const popup = context.waitForEvent('page')
    await plugin.click('#open')
    const window = await popup
    // First it shows the browser's own page: nobody is on the first address.
    await expect.poll(() => window.url()).toBe(`${base()}/bridge`)
    await window.waitForSelector('#question:not([hidden])')
    return window
  }

  /** The window's time stands still until `goOn()` in it: too early is too early on any machine. */
  const holdTime = () =>
    context.addInitScript(() => {
      if (location.pathname !== '/bridge') return
      const { setTimeout } = window
      const waiting: (() => void)[] = []
      Object.assign(window, {
        setTimeout: (work: () => void, ms: number) => waiting.push(() => setTimeout(work, ms)),
        goOn: () => {
          Object.assign(window, { setTimeout })
          for (const begin of waiting) begin()
        },
      })
    })

  it('pairs and fills for a plugin that cannot get through by itself', async () => {
    await plugin.click('#direct')
    await said('not_running')
    await holdTime()
    const window = await opened()
    expect(await window.textContent('#question dd.value')).toBe('Figma on Ada’s laptop')
    expect(window.url()).toBe(`${base()}/bridge`)
    // Too early a click, meant for what lay below, does nothing.
    await window.click('#question button[name=allow]', { force: true })
    expect(await window.isVisible('#question')).toBe(true)
    await window.evaluate('goOn()')
    await window.click('#question button[name=allow]')
    await said('open')
    expect(await window.textContent('#device')).toBe('Not paired yet.')
    await plugin.click('#ask')
    await said('asked')
    const { state: folder } = companionFolders(home)
    await expect.poll(() => readPairings(folder)).toHaveLength(1)
    const [pairing] = await readPairings(folder)
    await plugin.fill('#code', pairing?.code ?? '')
    await plugin.click('#type')
    await said('paired')
    await plugin.click('#fill')
    await said('filled')
    expect(JSON.parse((await state()) ?? '')).toEqual({
      state: 'ready',
      kinds: ['queued', 'started', 'progress', 'variation', 'done'],
      outside: true,
      filled: true,
    })
    await expect
      .poll(() => window.textContent('#device'))
      .toMatch(/^Paired as “Figma on Ada’s laptop” on /)
    await window.close()
    await plugin.waitForSelector('body[data-bridge=closed]')
    await plugin.click('#fill')
    await said('bridge_closed')
  })

  it('does nothing until the person says yes, and ends when they say no', async () => {
    const asked: string[] = []
    context.on('request', (request) => {
      if (request.url().includes('/v1/')) asked.push(request.url())
    })
    const window = await opened()
    await window.waitForSelector('#question button[name=allow]:enabled')
    // A script's click is not the person's.
    await window.evaluate(`document.querySelector('#question button[name=allow]').click()`)
    await window.click('#question button[name=refuse]')
    await said('bridge_closed')
    expect(asked).toEqual([])
  })

  it('is worked by the keyboard alone', async () => {
    const window = await opened()
    await window.waitForSelector('#question button[name=allow]:enabled')
    await window.keyboard.press('Tab')
    await window.keyboard.press('Tab')
    await window.keyboard.press('Enter')
    await said('open')
    await window.keyboard.press('Tab')
    await window.keyboard.press('Space')
    await window.waitForSelector('#ended:not([hidden])')
    await plugin.waitForSelector('body[data-bridge=closed]')
  })

  it('opens for nobody without a click: our client does not try, and the browser does not let it', async () => {
    for (const words of ['open unclicked', 'open unchecked']) {
      await page.goto(`http://figma.test:${hostPort}/?say=${words}`)
      await expect.poll(() => page.frames()[1]?.textContent('#state')).toContain('bridge_blocked')
      expect(context.pages()).toHaveLength(1)
    }
  })

  it('tells a page with an address of its own nothing, and shows the person who asked', async () => {
    const asked: string[] = []
    context.on('request', (request) => {
      if (request.url().includes('/v1/')) asked.push(request.url())
    })
    await page.goto(`http://evil.test:${evilPort}/`)
    const popup = context.waitForEvent('page')
    await page.click('#win')
    const window = await popup
    await window.waitForSelector('#stranger:not([hidden])')
    await expect
      .poll(() => window.textContent('#stranger .value'))
      .toBe(`http://evil.test:${evilPort}`)
    expect(await window.textContent('#stranger')).toContain(`:${evilPort} opened this window.`)
    await expect
      .poll(() => page.textContent('#heard'))
      .toBe('[{"inlay":"bridge","version":1},{"type":"refused"}]')
    expect(asked).toEqual([])
  })

  it('on its own it does nothing, in a frame it does not load', async () => {
    await page.goto(`${base()}/bridge`)
    await page.locator('#alone').waitFor()
    await page.goto(`http://evil.test:${evilPort}/`)
    await page.setContent(`<iframe src="${base()}/bridge"></iframe>`)
    await page.waitForLoadState('networkidle')
    expect(page.frames().some((frame) => frame.url().startsWith(base()))).toBe(false)
  })

  it('speaks the language of the browser', async () => {
    for (const language of ['de', 'tr', 'ja', 'es'] as const) {
      const abroad = await browser.newContext({ locale: language })
      try {
        const window = await abroad.newPage()
        await window.goto(`${base()}/bridge`)
        await expect.poll(() => window.textContent('#alone h1')).toBe(CATALOGUES[language].alone)
        await expect.poll(() => window.getAttribute('html', 'lang')).toBe(language)
        // Nothing of it is left in English, nor what is not shown yet.
        const shown = (await window.locator('main').textContent()) ?? ''
        const english = Object.values(CATALOGUES.en).filter((text) => text.includes(' '))
        expect(english.filter((text) => shown.includes(text))).toEqual([])
      } finally {
        await abroad.close()
      }
    }
  })
})

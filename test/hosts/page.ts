/**
 * The companion's own page under test, for every test file that looks at it: one companion, one
 * Chromium, a fresh window for each test. Requests to anywhere else and what the browser complains
 * about are kept for the file's last test.
 */
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDaemon } from '@inlay/companion/http/daemon.ts'
import type { Daemon, DaemonOptions } from '@inlay/companion/http/daemon-options.ts'
import { companionFolders, type Folders } from '@inlay/companion/system/folders.ts'
import { type Client, createClient, type FillRequestInput, type Language } from '@inlay/shared'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { chromiumPath, launchChromium } from '../setup/chromium.ts'
import { PATIENCE } from '../setup/patience.ts'
import { tooWide } from './too-wide.ts'

if (chromiumPath === undefined) {
  console.warn('SKIPPED: no Chromium, so nobody looked at the companion’s page.')
}
/** For `describe.skipIf`. */
export const hasNoBrowser = chromiumPath === undefined

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Set to a folder to look at the pictures; CI makes none. */
const pictures = process.env.INLAY_SCREENSHOTS

export interface Look {
  readonly width?: number
  readonly height?: number
  readonly scheme?: 'light' | 'dark'
  readonly scale?: number
  /** Of the browser, e.g. "de-DE". */
  readonly language?: string
}

export interface PageUnderTest {
  readonly daemon: Daemon
  readonly context: BrowserContext
  readonly page: Page
  readonly base: string
  readonly token: string
  /** Requests that left the companion; must stay empty. */
  readonly foreign: readonly string[]
  /** What stands in the browser's console as an error. */
  readonly complaints: readonly string[]
  open(path: string, look?: Look): Promise<void>
  /**
   * Stands once the one-time code has been changed for a session: a reload before that loses both.
   * @param at a section, or `fill=ID`
   */
  signedIn(at?: string, look?: Look): Promise<void>
  seen(text: string | RegExp): Promise<void>
  /** Waits for words that `act` brings about and that go again: the page itself writes down each. */
  glimpsed(text: string, act: () => Promise<unknown>): Promise<void>
  /** Opens a section, and waits until its own view stands. */
  goTo(section: string): Promise<void>
  /** A picture of the window, where somebody wants to look at it. */
  shot(name: string): Promise<void>
  /** What axe-core finds; must be empty. */
  faults(): Promise<unknown>
  /** Widths of what is wider than the window; must be empty. */
  overflow(): Promise<unknown>
  /** As the owner's own program. */
  client(): Client<AbortSignal>
  /** Sets the companion's language; the test's end sets it back. */
  speak(language: Language | 'auto'): Promise<void>
  /** Hands a small fill in; its id. */
  fill(
    request?: Partial<Pick<FillRequestInput, 'prompt' | 'variations' | 'operation'>>,
  ): Promise<string>
}

export const fixture = (name: string): Promise<Uint8Array> =>
  readFile(new URL(`../fixtures/${name}`, import.meta.url))

/** What the companion is started with, once its folders are known. */
export type Prepare = (folders: Folders) => Promise<Omit<DaemonOptions, 'folders'>>

/** Inside `describe`: starts both before its tests and ends them after. */
export const usePage = (prepare: Prepare = async () => ({})): PageUnderTest => {
  let home: string
  let daemon: Daemon
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let token: string
  const foreign: string[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'inlay-page-'))
    const folders = companionFolders(home)
    daemon = await startDaemon({ port: 0, ...(await prepare(folders)), folders })
    token = (await readFile(daemon.tokenPath, 'utf8')).trim()
    browser = await launchChromium()
    if (pictures !== undefined) await mkdir(pictures, { recursive: true })
  })
  afterAll(async () => {
    await browser?.close()
    await daemon?.close()
    await rm(home, { recursive: true, force: true })
  })
  afterEach(async () => {
    // One that failed in the middle leaves the next ones a companion that works and is understood.
    daemon.desk.pause(false)
    await context?.close()
    if (hasSpoken) await speak('auto')
    hasSpoken = false
  })

  const base = (): string => `http://localhost:${daemon.port}`

  let hasSpoken = false
  const speak: PageUnderTest['speak'] = async (language) => {
    hasSpoken = true
    const { status } = await fetch(`${base()}/v1/settings`, {
      method: 'PATCH',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ set: { language } }),
    })
    expect(status).toBe(200)
  }

  const open: PageUnderTest['open'] = async (path, look = {}) => {
    const { width = 1280, height = 800, scheme = 'light', scale = 1, language = 'en-GB' } = look
    context = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      deviceScaleFactor: scale,
      locale: language,
    })
    context.setDefaultTimeout(PATIENCE)
    page = await context.newPage()
    page.on('request', (request) => {
      const url = request.url()
      if (!url.startsWith(base()) && !/^(blob|data):/.test(url)) foreign.push(url)
    })
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`${base()}${path}`)
  }

  const client = (): Client<AbortSignal> =>
    createClient<AbortSignal>({
      baseUrl: base(),
      token,
      fetch: (url, init) => fetch(url, init),
      randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    })

  return {
    get daemon() {
      return daemon
    },
    get context() {
      return context
    },
    get page() {
      return page
    },
    get base() {
      return base()
    },
    get token() {
      return token
    },
    foreign,
    complaints,
    open,
    signedIn: async (at, look) => {
      const where = at === undefined ? '' : `&${at.includes('=') ? at : `at=${at}`}`
      await open(`/#code=${daemon.pageCode()}${where}`, look)
      await page.locator('nav a').first().waitFor({ state: 'attached' })
    },
    seen: (text) => page.getByText(text).first().waitFor(),
    glimpsed: async (text, act) => {
      await page.evaluate(() => {
        const said = new Set<string>()
        const look = (): void => {
          for (const one of document.querySelectorAll('[role=status], [role=alert], [aria-live]'))
            said.add(one.textContent ?? '')
        }
        new MutationObserver(look).observe(document.body, {
          ...{ subtree: true, childList: true, characterData: true },
        })
        Reflect.set(window, 'said', () => [...said])
      })
      await act()
      await expect.poll(() => page.evaluate(() => Reflect.get(window, 'said')())).toContain(text)
    },
    goTo: async (section) => {
      await page.evaluate((hash) => {
        location.hash = hash
      }, `#/${section}`)
      // Both: what stood before is not busy either until the address has been heard of.
      const here = `:has(nav a[aria-current=page][href="#/${section}"])`
      await page.locator(`.page${here} main[aria-busy=false]`).waitFor()
    },
    shot: async (name) => {
      if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) })
    },
    faults: async () => {
      await page.evaluate(axe)
      return page.evaluate(async () => {
        const { violations } = await Reflect.get(window, 'axe').run(document)
        return violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => [
          id,
          nodes[0]?.html,
        ])
      })
    },
    overflow: async () => {
      // What scripts lay out follows the window's size by a frame.
      await page.evaluate(async () => {
        const frame = () => new Promise(requestAnimationFrame)
        await frame().then(frame)
      })
      return page.evaluate(tooWide)
    },
    client,
    speak,
    fill: async ({ operation = 'fill', prompt = '', variations = 1 } = {}) =>
      client().submit(
        {
          operation,
          prompt,
          variations,
          image: { kind: 'encoded', part: 'image' },
          mask: { kind: 'encoded', part: 'mask' },
        },
        { image: await fixture('chelsea.png'), mask: await fixture('masks/chelsea.png') },
      ),
  }
}

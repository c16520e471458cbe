/** The companion's own page in Chromium: signed in by its address, and by nothing else. */
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Daemon, startDaemon } from '@inlay/companion/http/daemon.ts'
import { companionFolders } from '@inlay/companion/system/folders.ts'
import { createClient } from '@inlay/shared'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { findPart } from '../setup/system-parts.mjs'

const executablePath = findPart('chromium')
if (executablePath === undefined) {
  console.warn('SKIPPED: no Chromium, so nobody looked at the companion’s page.')
}
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Set to a folder to look at the pictures; CI makes none. */
const pictures = process.env.INLAY_SCREENSHOTS
const fixture = (name: string): Promise<Uint8Array> =>
  readFile(new URL(`../fixtures/${name}`, import.meta.url))

describe.skipIf(executablePath === undefined)("the companion's page", () => {
  let home: string
  let daemon: Daemon
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let token: string
  const foreign: string[] = []
  const complaints: string[] = []

  const base = (): string => `http://localhost:${daemon.port}`

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'inlay-page-'))
    daemon = await startDaemon({ port: 0, folders: companionFolders(home) })
    token = (await readFile(daemon.tokenPath, 'utf8')).trim()
    browser = await chromium.launch({
      executablePath: executablePath ?? '',
      args: ['--no-sandbox'],
    })
    if (pictures !== undefined) await mkdir(pictures, { recursive: true })
  })
  afterAll(async () => {
    await browser?.close()
    await daemon?.close()
    await rm(home, { recursive: true, force: true })
  })
  afterEach(() => context?.close())

  const open = async (
    path: string,
    look: {
      readonly width?: number
      readonly scheme?: 'light' | 'dark'
      readonly scale?: number
    } = {},
  ): Promise<void> => {
    const { width = 1000, scheme = 'light', scale = 1 } = look
    context = await browser.newContext({
      viewport: { width, height: 760 },
      colorScheme: scheme,
      deviceScaleFactor: scale,
    })
    page = await context.newPage()
    page.on('request', (request) => {
      if (!request.url().startsWith(base()) && !request.url().startsWith('blob:')) {
        foreign.push(request.url())
      }
    })
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    await page.goto(`${base()}${path}`)
  }
  const signedIn = (look = {}): Promise<void> => open(`/#code=${daemon.pageCode()}`, look)
  const seen = (text: string | RegExp): Promise<void> =>
    page.getByText(text).first().waitFor({ timeout: 30_000 })
  const shot = async (name: string): Promise<void> => {
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) })
  }
  const faults = async (): Promise<unknown> => {
    await page.evaluate(axe)
    return page.evaluate(async () => {
      const { violations } = await Reflect.get(window, 'axe').run(document)
      return violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => [
        id,
        nodes[0]?.html,
      ])
    })
  }
  const client = () =>
    createClient<AbortSignal>({
      baseUrl: base(),
      token,
      fetch: (url, init) => fetch(url, init),
      randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    })
  const fill = async (prompt: string): Promise<string> =>
    client().submit(
      {
        operation: 'fill',
        prompt,
        variations: 2,
        image: { kind: 'encoded', part: 'image' },
        mask: { kind: 'encoded', part: 'mask' },
      },
      { image: await fixture('chelsea.png'), mask: await fixture('masks/chelsea.png') },
    )

  it('tells whoever has no code how to come in, and shows nothing', async () => {
    await open('/')
    await seen('Open this page from Inlay itself')
    await shot('page-signin')
    expect(await faults()).toEqual([])
    expect(await page.textContent('body')).not.toContain('Connected programs')
  })

  it('is signed in by its address once, and stays so when it is loaded again', async () => {
    const code = daemon.pageCode()
    await open(`/#code=${code}`)
    await seen('Connected programs')
    expect(page.url()).toBe(`${base()}/`)
    await page.reload()
    await seen('Connected programs')
    const cookies = await context.cookies()
    expect(cookies).toMatchObject([{ httpOnly: true, sameSite: 'Strict', path: '/v1' }])
    expect(await page.evaluate(() => document.cookie)).toBe('')
    await context.close()
    await open(`/#code=${code}`)
    await seen('was used already')
  })

  it('shows a fill as it runs, its results, and deletes it when that is meant', async () => {
    await signedIn()
    await seen('Nothing was filled yet')
    expect(await faults()).toEqual([])
    daemon.desk.pause(true)
    const id = await fill('a red boat')
    await seen('Waiting')
    daemon.desk.pause(false)
    await page.getByRole('img', { name: 'Result 2 of 2' }).waitFor({ timeout: 60_000 })
    await shot('page-light')
    expect(await faults()).toEqual([])
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: /Save: Result 1/ }).click()
    expect((await download).suggestedFilename()).toBe(`inlay-${id.slice(0, 8)}-1.png`)
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    expect((await client().status(id)).state).toBe('done')
    await page.getByRole('button', { name: 'Delete for good?' }).click()
    await seen('Nothing was filled yet')
    await expect(client().status(id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('opens at the fill that it was opened for, dark and narrow as well', async () => {
    const id = await fill('lights on the water')
    for await (const _ of client().events(id)) void _
    await open(`/#code=${daemon.pageCode()}&fill=${id}`, { width: 380, scheme: 'dark', scale: 2 })
    await page.locator('.fill.shown').getByText('lights on the water').waitFor()
    await page.getByRole('img', { name: 'Result 1 of 2' }).waitFor()
    await shot('page-dark')
    expect(await faults()).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(380)
  })

  it('signs out, and the cookie that stays behind opens nothing', async () => {
    await signedIn()
    await seen('Connected programs')
    const word = await page.evaluate(() => sessionStorage.getItem('inlay.page'))
    const [cookie] = await context.cookies()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await seen('Open this page from Inlay itself')
    const answer = await fetch(`${base()}/v1/fills`, {
      headers: { cookie: `${cookie?.name}=${cookie?.value}`, 'X-Inlay-Page': word ?? '' },
    })
    expect(answer.status).toBe(401)
  })

  it('asks nobody but the companion, and breaks no rule of its own', () => {
    expect(foreign).toEqual([])
    // Codes that were used, and the fill that was deleted, are refused on purpose.
    expect(complaints.filter((text) => !/status of 40[14]/.test(text))).toEqual([])
  })
})

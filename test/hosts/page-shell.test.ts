/** The companion's page as a whole: every size, theme and language, its weight, and being paired from it. */
import { gzipSync } from 'node:zlib'
import { pair } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { readEnglish } from './english.ts'
import { fixture, hasNoBrowser, usePage } from './page.ts'

/** Bytes, compressed, of everything that is fetched before the first view stands. */
const BUDGET = 150_000

const HEADINGS = { de: 'Füllungen', tr: 'Dolgular', ja: '塗りつぶし', es: 'Rellenos' } as const

describe.skipIf(hasNoBrowser)("the page's shell", () => {
  const seat = usePage()

  const sections = (): Promise<string[]> =>
    seat.page
      .locator('nav a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')?.slice(2) ?? ''))

  /** In German: with every field of the playground to be seen. */
  const openPicture = async (): Promise<void> => {
    await seat.page
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name: 'chelsea.png',
        mimeType: 'image/png',
        buffer: Buffer.from(await fixture('chelsea.png')),
      })
    await seat.page.locator('.edit-stage canvas').first().waitFor()
    await seat.page.getByText('Mehr', { exact: true }).click()
    await seat.page.getByLabel('Engine', { exact: true }).selectOption('patchmatch')
  }

  it('weighs little, moves nothing while it comes, and asks for nothing twice', async () => {
    await seat.open('/')
    const weights = new Map<string, Promise<number>>()
    seat.page.on('response', (response) => {
      const body = response.body().catch(() => Buffer.alloc(0))
      weights.set(
        response.url(),
        body.then((bytes) => gzipSync(bytes).length),
      )
    })
    await seat.page.addInitScript(() => {
      const shifts: number[] = []
      const take = (entries: PerformanceEntryList): void => {
        for (const entry of entries) shifts.push(Reflect.get(entry, 'value'))
      }
      const observer = new PerformanceObserver((list) => take(list.getEntries()))
      observer.observe({ type: 'layout-shift', buffered: true })
      Reflect.set(window, 'shifts', () => {
        // Those that were not yet told of as well.
        take(observer.takeRecords())
        return shifts
      })
    })
    await seat.page.goto('about:blank')
    await seat.page.goto(`${seat.base}/#code=${seat.daemon.pageCode()}`)
    await seat.page.locator('main[aria-busy="false"]').waitFor()
    await seat.page.waitForLoadState('networkidle')
    const total = (await Promise.all(weights.values())).reduce((sum, bytes) => sum + bytes, 0)
    console.info(`the first view: ${Math.round(total / 1000)} KB compressed`)
    expect(weights.size).toBeGreaterThan(4)
    expect(total).toBeLessThan(BUDGET)
    const shifts = () => seat.page.evaluate(() => Reflect.get(window, 'shifts')())
    expect(await shifts()).toEqual([])
    // It would have been seen.
    await seat.page.evaluate(() => {
      const late = document.createElement('p')
      late.textContent = 'late'
      document.querySelector('main')?.prepend(late)
    })
    await expect.poll(shifts).not.toEqual([])
  })

  it('fits every window from a phone to 4K, in the longest language too', async () => {
    const prompt = `${'Ein sehr langer Wunsch '.repeat(8)}${'ohneLeerzeichen'.repeat(6)}`
    const id = await seat.fill({ prompt, variations: 4 })
    for await (const _ of seat.client().events(id)) void _
    seat.daemon.desk.pause(true)
    const waiting = await seat.fill({ prompt })
    try {
      await seat.signedIn('fills', { language: 'de-DE' })
      await seat.page.getByRole('heading', { level: 1, name: 'Füllungen' }).waitFor()
      const english = await readEnglish('de', /Wunsch/)
      for (const section of await sections()) {
        await seat.goTo(section)
        if (section === 'edit') await openPicture()
        expect([section, await english.left(seat.page)]).toEqual([section, []])
        for (const width of [360, 768, 1440, 3840]) {
          await seat.page.setViewportSize({ width, height: width > 2000 ? 2160 : 800 })
          expect([width, section, await seat.overflow()]).toEqual([width, section, []])
          await seat.shot(`shell-${section}-${width}`)
        }
      }
    } finally {
      await seat.client().cancel(waiting)
      seat.daemon.desk.pause(false)
    }
  })

  it('speaks the language that was set for the companion, and says so', async () => {
    const heading = (name: string) =>
      seat.page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
    await seat.signedIn('fills')
    for (const language of ['de', 'tr', 'ja', 'es'] as const) {
      const name = HEADINGS[language]
      await seat.speak(language)
      await seat.page.reload()
      await heading(name)
      expect(await seat.page.evaluate(() => document.documentElement.lang)).toBe(language)
      await expect.poll(() => seat.page.title()).toBe(`${name} – Inlay`)
      expect(await (await readEnglish(language, /Wunsch/)).left(seat.page)).toEqual([])
      await seat.shot(`shell-${language}`)
    }
    await seat.speak('auto')
    await seat.page.reload()
    await heading('Fills')
  })

  it.each(['light', 'dark'] as const)('has no fault for screen readers, %s', async (scheme) => {
    await seat.signedIn('fills', { scheme, scale: 2 })
    await seat.page.getByRole('heading', { level: 1, name: 'Fills' }).waitFor()
    for (const section of ['fills', 'devices']) {
      await seat.goTo(section)
      expect([section, await seat.faults()]).toEqual([section, []])
      await seat.shot(`shell-${section}-${scheme}`)
    }
    await seat.page.setViewportSize({ width: 360, height: 740 })
    await seat.page.getByRole('button', { name: 'Menu' }).click()
    expect(await seat.faults()).toEqual([])
    await seat.shot(`shell-menu-${scheme}`)
    await seat.page.keyboard.press('Escape')
    const menu = seat.page.getByRole('button', { name: 'Menu' })
    await expect
      .poll(() => menu.evaluate((element) => element === document.activeElement))
      .toBe(true)
    await seat.page.locator('#menu').waitFor({ state: 'hidden' })
  })

  it('shows the code of whoever asks, lists them once they are in, and lets them go', async () => {
    await seat.signedIn('devices')
    await seat.seen('No program is connected yet.')
    const ask = (name: string) =>
      pair<AbortSignal>(seat.base, {
        name,
        app: 'figma',
        fetch: (url, init) => fetch(url, init),
        randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
      })
    await ask('A stranger')
    await seat.seen('A stranger wants to connect')
    await seat.page.getByRole('button', { name: 'Refuse' }).click()
    await seat.page.getByText('A stranger wants to connect').waitFor({ state: 'detached' })

    const pairing = await ask('Figma')
    await seat.seen('Figma wants to connect')
    await seat.shot('shell-pairing')
    expect(await seat.faults()).toEqual([])
    const code = (await seat.page.locator('.code span').first().textContent()) ?? ''
    const { deviceId } = await pairing.claim(code)
    await seat.seen('Last seen')
    const hello = { deviceId, nonce: 'a'.repeat(64), client: '0.0.9' }
    const headers = { 'Content-Type': 'application/json' }
    await fetch(`${seat.base}/v1/hello`, { method: 'POST', headers, body: JSON.stringify(hello) })
    await seat.seen('Older than the companion')
    await seat.seen('Version 0.0.9')
    expect(await seat.faults()).toEqual([])
    await seat.shot('shell-devices')
    await seat.page.getByRole('button', { name: 'Disconnect: Figma' }).click()
    expect(await seat.page.textContent('main')).toContain('Figma')
    await seat.page.getByRole('button', { name: /It must pair again.: Figma/ }).click()
    await seat.seen('No program is connected yet.')
  })

  it('keeps what is on it while the companion is gone, and goes on when it is back', async () => {
    await seat.signedIn('devices')
    await seat.seen('Connect a program')
    await seat.context.setOffline(true)
    await seat.seen('The companion does not answer')
    await seat.seen('Connect a program')
    await seat.shot('shell-gone')
    await seat.context.setOffline(false)
    await seat.page.getByText('The companion does not answer').waitFor({ state: 'detached' })
  })

  it('fetches a section that did not come, with its style, once the companion is back', async () => {
    await seat.signedIn('devices')
    await seat.seen('Connect a program')
    await seat.context.setOffline(true)
    await seat.goTo('settings')
    await seat.seen('This part of the page could not be loaded.')
    await seat.goTo('devices')
    await seat.seen('Connect a program')
    await seat.context.setOffline(false)
    await seat.goTo('settings')
    const settings = seat.page.locator('.settings')
    await settings.waitFor()
    // Its own, and what it shares with other sections.
    const width = settings.evaluate((element) => getComputedStyle(element).maxWidth)
    const group = seat.page.locator('.group').first()
    const margin = group.evaluate((element) => getComputedStyle(element).marginBottom)
    expect(await Promise.all([width, margin])).toEqual(['880px', '32px'])
  })

  it('keeps what is on it when its session is over, unseen, and goes on with the next one', async () => {
    await seat.signedIn('fills')
    const search = seat.page.getByRole('searchbox')
    await search.fill('not lost')
    // Signed out behind its back.
    await seat.page.evaluate(async () => {
      const word = sessionStorage.getItem('inlay.page') ?? ''
      await fetch('/v1/page/logout', { method: 'POST', headers: { 'X-Inlay-Page': word } })
    })
    await seat.seen('You were signed out.')
    await search.waitFor({ state: 'hidden' })
    expect(await seat.faults()).toEqual([])
    const other = await seat.context.newPage()
    await other.goto(`${seat.base}/#code=${seat.daemon.pageCode()}`)
    await search.waitFor()
    expect(await search.inputValue()).toBe('not lost')
    await seat.page.getByText('You were signed out.').waitFor({ state: 'detached' })
  })

  it('asks nobody but the companion, and breaks no rule of its own', () => {
    expect(seat.foreign).toEqual([])
    expect(
      seat.complaints.filter((text) => !/ERR_INTERNET_DISCONNECTED|status of 401/.test(text)),
    ).toEqual([])
  })
})

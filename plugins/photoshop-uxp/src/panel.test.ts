/**
 * The panel in Chromium over the double of Photoshop, with a real companion: from the first run to a
 * placed layer, the bad days, and its looks.
 */
import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { OWNER_ID } from '@inlay/shared'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type RunningCompanion, startCompanion } from '../../../test/hosts/companion.ts'
import {
  chromiumPath,
  openBrowser,
  type PanelBrowser,
  THEMES,
  type Theme,
} from './testing/panel/browser.ts'
import type { Handle, Setting } from './testing/panel/page.client.ts'

declare global {
  interface Window {
    handle: Handle
  }
}

if (chromiumPath === undefined) {
  console.warn('SKIPPED: no Chromium, so nobody looked at Photoshop’s panel.')
}

const photo = fileURLToPath(new URL('../../../test/fixtures/coffee.png', import.meta.url))
/** Set to a folder to look at the pictures; CI makes none. */
const pictures = process.env.INLAY_SCREENSHOTS
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(chromiumPath === undefined)("Photoshop's panel", () => {
  let companion: RunningCompanion
  let browser: PanelBrowser
  let base: Setting
  let page: Page

  beforeAll(async () => {
    companion = await startCompanion()
    browser = await openBrowser()
    const { data, info } = await sharp(photo)
      .resize(240, 160, { fit: 'cover' })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    base = {
      address: '',
      photo: data.toString('base64'),
      width: info.width,
      height: info.height,
      credentials: { deviceId: OWNER_ID, token: companion.token },
    }
    if (pictures !== undefined) await mkdir(pictures, { recursive: true })
  }, 120_000)
  afterEach(() => page?.context().close())
  afterAll(async () => {
    if (pictures !== undefined) await compose(pictures)
    await browser?.close()
    await companion?.close()
  })

  const open = async (
    look: Parameters<PanelBrowser['open']>[0] = {},
    some: Partial<Setting> = {},
  ): Promise<void> => {
    page = await browser.open({ ...look, ...(pictures === undefined ? {} : { scale: 2 }) })
    const setting: Setting = { ...base, address: `http://127.0.0.1:${companion.port}`, ...some }
    await page.evaluate((given) => {
      window.handle = window.openPanel(given)
    }, setting)
  }
  const ready = () => page.waitForSelector('.choices')
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const task = (name: string) => page.getByRole('radio', { name, exact: true })
  const select = () => page.evaluate(() => window.handle.select(112, 76, 68, 68))
  const layers = () => page.evaluate(() => window.handle.layers())
  const shot = async (name: string): Promise<void> => {
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) })
  }
  const seen = (text: string | RegExp) =>
    page.getByText(text).filter({ visible: true }).first().waitFor({ timeout: 30_000 })
  /** As axe-core finds them; none is the only number. */
  const faults = async (): Promise<unknown> => {
    await page.evaluate(axe)
    return page.evaluate(async () => {
      const { violations } = await Reflect.get(window, 'axe').run(document.body, {
        // A panel is a part of a page, and Photoshop gives it its title.
        rules: { region: { enabled: false } },
      })
      return violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => [
        id,
        nodes[0]?.html,
      ])
    })
  }

  it('pairs by six digits on its first run, and remembers', async () => {
    await open({}, { credentials: undefined })
    await seen('Pair with your companion')
    await shot('pair')
    expect(await faults()).toEqual([])
    await button('Pair').click()
    const field = page.locator('sp-textfield.code')
    await field.waitFor()
    await expect.poll(() => companion.code()).toMatch(/^\d{6}$/)
    const code = companion.code()
    const wrong = code === '000000' ? '111111' : '000000'
    await field.locator('input').fill(wrong)
    await seen('That was not the code')
    await shot('pair-wrong')
    expect(await faults()).toEqual([])
    await field.locator('input').fill(code)
    await ready()
  })

  it('keeps what it has when its leave is taken back, and goes on once it is paired again', async () => {
    await open({}, { credentials: undefined })
    const pairUp = async () => {
      const last = companion.code()
      await button('Pair').click()
      await expect.poll(() => companion.code()).not.toBe(last)
      await page.locator('sp-textfield.code input').fill(companion.code())
    }
    await pairUp()
    await ready()
    await select()
    await button('Remove').click()
    await button('Apply').waitFor()
    await button('Back').click()
    await companion.revokeAll()
    await button('Remove').click()
    await seen('This panel was disconnected')
    await shot('revoked')
    await pairUp()
    // The fill that met it, and the one before.
    await seen('does not know')
    await button('Try again').click()
    await button('Apply').waitFor()
    await button('Discard').click()
    await button('Show').click()
    await button('Apply').click()
    await seen('Placed as a layer')
    expect(await layers()).toEqual(['Removed', 'Background'])
  })

  it('fills what is selected, shows it first, and places it as one layer', async () => {
    await open()
    await ready()
    await seen('Nothing is selected')
    await button('Expand instead').waitFor()
    expect(await button('Remove').getAttribute('aria-disabled')).toBe('true')
    await select()
    await seen('68 × 68 px selected')
    await shot('edit')
    expect(await faults()).toEqual([])
    await button('Remove').click()
    await page.locator('img.picture:not(.gone)').waitFor()
    await shot('result')
    expect(await faults()).toEqual([])
    expect(await layers()).toHaveLength(1)
    await button('Apply').click()
    await seen('Placed as a layer')
    expect(await layers()).toEqual(['Removed', 'Background'])
    await shot('placed')
    await button('Close').click()
    await ready()
  })

  it('shows variations before and after they are placed, by buttons and arrows', async () => {
    await open()
    await ready()
    await select()
    await task('Fill').click()
    await page.locator('sp-textarea textarea').fill('a red boat')
    await page.keyboard.press('Enter')
    await page.locator('img.picture:not(.gone)').waitFor()
    await seen('1 of 3')
    const first = await page.locator('img.picture').getAttribute('src')
    await page.locator('.compare').focus()
    await page.keyboard.press('ArrowRight')
    await seen('2 of 3')
    await expect.poll(() => page.locator('img.picture').getAttribute('src')).not.toBe(first)
    await button('Apply').click()
    await seen('Placed as a group of 3 layers')
    expect(await layers()).toEqual(['a red boat', 'Background'])
    const before = await page.evaluate(() => window.handle.history().length)
    await button('Next variation').click()
    await seen('3 of 3')
    expect(await page.evaluate(() => window.handle.history().length)).toBe(before + 1)
  })

  it('expands by a shape or by sides, in words that say how large it becomes', async () => {
    await open()
    await ready()
    await task('Expand').click()
    await page.locator('sp-picker[aria-label=Shape] select').selectOption('16:9')
    await seen('284 × 160 px')
    await shot('expand')
    expect(await faults()).toEqual([])
    await page.locator('sp-textfield[aria-label=Top] input').fill('16')
    await page.keyboard.press('Tab')
    await seen('284 × 176 px')
    await button('Expand').click()
    await page.locator('img.picture:not(.gone)').waitFor()
    await button('Apply').click()
    await seen('Placed as a layer')
  })

  it('asks before it places into a document of another size', async () => {
    await open()
    await ready()
    await select()
    await button('Remove').click()
    await button('Apply').waitFor()
    await page.evaluate(() => window.handle.resize(260, 160))
    await button('Apply').click()
    await seen('The document’s size has changed')
    await shot('changed')
    expect(await layers()).toHaveLength(1)
    expect(await faults()).toEqual([])
    await button('Place it anyway').click()
    await seen('Placed as a layer')
  })

  it('has a place for a result whose document was closed, in one of another size as well', async () => {
    await open()
    await ready()
    await select()
    await button('Remove').click()
    await button('Apply').waitFor()
    await page.evaluate(() => window.handle.close())
    await button('Apply').click()
    await seen('The document that this was asked for is closed')
    // The offer comes with the document that is opened.
    await page.evaluate(() => window.handle.openOther(260, 170, 'Lunch.psd'))
    await button('Place it in Lunch.psd').waitFor()
    await shot('closed')
    await button('Place it in Lunch.psd').click()
    await seen('The document’s size has changed')
    await button('Place it anyway').click()
    await seen('Placed as a layer')
    expect(await layers()).toEqual(['Removed', 'Background'])
  })

  it('says what CMYK needs, and does it', async () => {
    await open({}, { mode: 'CMYKColorMode' })
    await ready()
    await select()
    await seen('This document is CMYK')
    await shot('cmyk')
    expect(await faults()).toEqual([])
    expect(await button('Remove').getAttribute('aria-disabled')).toBe('true')
    await button('Duplicate in RGB').click()
    await seen('68 × 68 px selected')
    await seen('Breakfast.psd RGB')
    await button('Remove').click()
    await button('Apply').click()
    await seen('Placed as a layer')
    expect(await layers()).toEqual(['Removed', 'Background'])
    expect(await page.evaluate(() => window.handle.history())).toEqual(['Open', 'Select'])
  })

  it('lets results wait while others are made, and forgets them one by one', async () => {
    await open()
    await ready()
    await select()
    await button('Remove').click()
    await button('Apply').waitFor()
    await button('Back').click()
    await seen('Done')
    await shot('waiting')
    expect(await faults()).toEqual([])
    await button('Show').click()
    const first = await page.locator('img.picture:not(.gone)').getAttribute('src')
    await button('More like this').click()
    await button('Apply').waitFor()
    await page.locator('img.picture:not(.gone)').waitFor()
    await expect.poll(() => page.locator('img.picture').getAttribute('src')).not.toBe(first)
    await button('Apply').click()
    await seen('Placed as a layer')
    await button('Close').click()
    await button('Show').click()
    await button('Discard').click()
    await ready()
    expect(await button('Show').count()).toBe(0)
    expect(await layers()).toEqual(['Removed', 'Background'])
  })

  it('placing is called off by the panel’s own button, and the result is kept', async () => {
    await open()
    await ready()
    await select()
    await button('Remove').click()
    await button('Apply').waitFor()
    // The previews are made by the same calls: they come first.
    await page.locator('.compare:not(.gone)').waitFor()
    await page.evaluate(() => {
      let calls = 0
      window.handle.beforeCall(() => {
        const cancel = Array.from(
          document.querySelectorAll<HTMLElement>('sp-button:not(.gone)'),
        ).find(({ textContent }) => textContent === 'Cancel')
        // In the middle of placing, once.
        if (cancel === undefined || ++calls !== 3) return
        cancel.click()
        document.body.dataset.calledOff = 'yes'
      })
    })
    const before = await page.evaluate(() => window.handle.history())
    await button('Apply').click()
    await page.waitForSelector('body[data-called-off]', { state: 'attached' })
    await button('Discard').waitFor()
    expect(await page.evaluate(() => window.handle.history())).toEqual(before)
    await page.evaluate(() => window.handle.beforeCall(() => {}))
    await button('Apply').click()
    await seen('Placed as a layer')
  })

  it('the menu’s Remove takes a quick mask, and places without a click in the panel', async () => {
    await open()
    await ready()
    await select()
    await page.evaluate(() => window.handle.quickMask(true))
    await seen('Quick Mask is on')
    expect(await button('Remove').getAttribute('aria-disabled')).toBe('false')
    await page.evaluate(() => window.handle.command('remove'))
    await expect.poll(layers, { timeout: 30_000 }).toEqual(['Removed', 'Background'])
  })

  it('a subject can be selected, and a cancelled fill changes nothing', async () => {
    await open()
    await ready()
    await button('Select subject').click()
    await seen(/px selected/)
    await task('Fill').click()
    await button('Fill').click()
    await page.keyboard.press('Escape')
    await seen('Cancelled. Nothing was changed.')
    expect(await layers()).toHaveLength(1)
    await button('Close').click()
    await ready()
    expect(await button('Show').count()).toBe(0)
  })

  it('says in words that the companion is not there, and what to do', async () => {
    await open({}, { address: 'http://127.0.0.1:9' })
    await seen('The companion is not running')
    await shot('missing')
    expect(await faults()).toEqual([])
    expect(await page.getByRole('button').count()).toBeGreaterThan(0)
  })

  it.each(Object.keys(THEMES) as Theme[])('fits the theme %s, narrow or wide', async (theme) => {
    const looks = theme === 'dark' ? ([[420, 1]] as const) : ([[240, 2]] as const)
    for (const [width, scale] of looks) {
      await open({ theme, width, scale })
      await ready()
      await select()
      await task('Fill').click()
      await page.getByRole('button', { name: 'More' }).click()
      await seen('Engine')
      await shot(`more-${theme}-${width}`)
      expect(await faults()).toEqual([])
      const wide = await page.evaluate(() => {
        const { clientWidth } = document.documentElement
        return Array.from(document.querySelectorAll('.scroll *'))
          .filter((one) => one.getBoundingClientRect().right > clientWidth + 0.5)
          .map((one) => one.outerHTML.slice(0, 80))
      })
      expect(wide).toEqual([])
      await page.context().close()
    }
  })
})

/** What the README shows: the panel before, with a result, and when it is placed. */
const compose = async (folder: string): Promise<void> => {
  const names = ['edit', 'result', 'placed']
  const shots = await Promise.all(
    names.map((name) => sharp(join(folder, `${name}.png`)).metadata()),
  )
  const [first] = shots
  if (first === undefined) return
  const { width, height } = first
  const gap = 24
  const all = names.map((name, i) => ({
    input: join(folder, `${name}.png`),
    left: i * (width + gap),
    top: 0,
  }))
  const canvas = { width: names.length * width + (names.length - 1) * gap, height }
  const flat = await sharp({ create: { ...canvas, channels: 3, background: '#ffffff' } })
    .composite(all)
    .png()
    .toBuffer()
  await sharp(flat)
    .resize(Math.min(1200, canvas.width))
    .png({ palette: true, colours: 128 })
    .toFile(join(folder, 'photoshop-panel.png'))
}

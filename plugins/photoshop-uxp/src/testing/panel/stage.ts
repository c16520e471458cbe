/** One real companion and one Chromium for a file of panel tests, and the words they are written in. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { OWNER_ID } from '@inlay/shared'
import type { Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { type RunningCompanion, startCompanion } from '../../../../../test/hosts/companion.ts'
import { cutOff } from '../../../../../test/hosts/cut-off.ts'
import { chromiumPath, type Looks, openBrowser, type PanelBrowser } from './browser.ts'
import type { Handle, Setting } from './page.client.ts'

declare global {
  interface Window {
    handle: Handle
  }
}

if (chromiumPath === undefined) {
  console.warn('SKIPPED: no Chromium, so nobody looked at Photoshop’s panel.')
}

const photo = fileURLToPath(new URL('../../../../../test/fixtures/coffee.png', import.meta.url))

/** Set to a folder to look at the pictures; CI makes none. INLAY_SCREENSHOT_SCALE: 2 unless told. */
export const pictures = process.env.INLAY_SCREENSHOTS

const scale =
  pictures === undefined ? 1 : Number.parseFloat(process.env.INLAY_SCREENSHOT_SCALE ?? '2')

/** Where the cup is. */
const CUP = [112, 76, 68, 68] as const

export class Stage {
  readonly companion: RunningCompanion
  readonly browser: PanelBrowser
  readonly #base: Setting
  #page: Page | undefined

  constructor(companion: RunningCompanion, browser: PanelBrowser, base: Setting) {
    this.companion = companion
    this.browser = browser
    this.#base = base
  }

  get page(): Page {
    if (this.#page === undefined) throw new Error('Nothing is open.')
    return this.#page
  }

  /** A panel over a new Photoshop with the photo in it. */
  async open(some: Partial<Setting> = {}, looks: Looks = {}): Promise<void> {
    this.#page = await this.browser.open(looks)
    const address = `http://127.0.0.1:${this.companion.port}`
    await this.page.evaluate(
      (given) => {
        window.handle = window.openPanel(given)
      },
      { ...this.#base, address, ...some },
    )
  }

  /** The same, connected. */
  async ready(some: Partial<Setting> = {}, looks: Looks = {}): Promise<void> {
    await this.open(some, looks)
    await this.page.waitForSelector('.choices')
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }
  task(name: string): Locator {
    return this.page.getByRole('radio', { name, exact: true })
  }
  /**
   * The digits that the companion shows just now, with the field for them, once the panel asks for
   * them: a moment before, the companion may still show those of an earlier pairing.
   */
  async pairing(): Promise<{ readonly code: string; readonly field: Locator }> {
    const field = this.page.locator('sp-textfield.code input:enabled')
    await field.waitFor()
    return { code: this.companion.code(), field }
  }
  /** The picture of a result, or of the ground that looks are laid on. */
  get picture(): Locator {
    return this.page.locator('img.picture:not(.gone)')
  }

  /** The result's picture and the original's are both there. */
  async previewed(): Promise<void> {
    await this.page.locator('.compare:not(.gone)').waitFor()
  }

  async select(at: readonly [number, number, number, number] = CUP): Promise<void> {
    await this.page.evaluate((given) => window.handle.select(...given), at)
  }
  /** The cup's handle, by an ellipse with a crisp edge: what one would remove, and what the README shows. */
  async selectHandle(): Promise<void> {
    await this.page.evaluate(() => window.handle.marquee(66, 80, 40, 50))
  }
  /** Selects, asks to remove, and waits for the result. */
  async removeCup(): Promise<void> {
    await this.select()
    await this.button('Remove').click()
    await this.button('Apply').waitFor()
  }
  /** Asks to fill, and waits until the companion has the fill; what it does may be held. */
  async handIn(name: 'Remove' | 'Fill'): Promise<void> {
    await this.button(name).click()
    // "Waiting its turn" is said before anything is sent.
    await this.seen(/Waiting, next|Starting|At work/)
  }
  /** Of the document in front. */
  async layers(): Promise<string[]> {
    return this.page.evaluate(() => window.handle.layers())
  }
  /** Of the document that was there first. */
  async history(): Promise<string[]> {
    return this.page.evaluate(() => window.handle.history())
  }

  /** @throws Error with what is there instead */
  async seen(text: string | RegExp): Promise<void> {
    const found = this.page.getByText(text).filter({ visible: true }).first()
    try {
      await found.waitFor()
    } catch {
      throw new Error(`Nobody sees ${text} in: ${await this.page.locator('.panel').innerText()}`)
    }
  }
  /** What reaches beyond the panel or its row, and what cannot be read whole. */
  async tooWide(): Promise<string[]> {
    const beyond = await this.page.evaluate(() => {
      const { clientWidth } = document.documentElement
      const rightOf = (one: Element): number => one.getBoundingClientRect().right
      return Array.from(document.querySelectorAll('.panel *'))
        .filter((one) => {
          const row = one.closest('.buttons, .tools, .sides')
          return (
            rightOf(one) > Math.min(clientWidth, row === null ? clientWidth : rightOf(row)) + 0.5 ||
            (one.matches('.choice') && one.scrollWidth > one.clientWidth)
          )
        })
        .map((one) => one.outerHTML.slice(0, 80))
    })
    return [...beyond, ...(await this.page.evaluate(cutOff))]
  }
  async shot(name: string): Promise<void> {
    if (pictures !== undefined) {
      await this.page.screenshot({ path: join(pictures, `${name}.png`) })
    }
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.companion.close()
  }
}

export const openStage = async (): Promise<Stage> => {
  const [companion, browser, { data, info }] = await Promise.all([
    startCompanion(),
    openBrowser(scale),
    sharp(photo)
      .resize(240, 160, { fit: 'cover' })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true }),
  ])
  if (pictures !== undefined) await mkdir(pictures, { recursive: true })
  return new Stage(companion, browser, {
    address: '',
    photo: data.toString('base64'),
    width: info.width,
    height: info.height,
    credentials: { deviceId: OWNER_ID, token: companion.token },
  })
}

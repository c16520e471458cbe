/**
 * A designer's desk for the tests: Figma with a photo and a shape over it, the plugin's window in
 * Chromium, a companion with the embedded engine, and what a person does at them.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locator } from 'playwright-core'
import sharp from 'sharp'
import { afterEach, beforeEach, expect } from 'vitest'
import { bundleUi } from '../../../plugins/figma/build.mjs'
import type { ToPanel } from '../../../plugins/figma/src/messages.ts'
import { PATIENCE } from '../../setup/patience.ts'
import { findPart } from '../../setup/system-parts.mjs'
import { type RunningCompanion, startCompanion } from '../companion.ts'
import type { NodeInput } from './double/data.ts'
import { createFigmaHost, type FigmaHost, type SeenNode } from './host.ts'
import { type FigmaPage, openFigma, type PluginWindow, type WindowOptions } from './window.ts'

export const isPossible = findPart('chromium') !== undefined && findPart('openssl') !== undefined
if (!isPossible) {
  console.warn('SKIPPED: no Chromium or no openssl, so nobody went the whole way in Figma.')
}

const { INLAY_PICTURES: PICTURES, INLAY_SCREENSHOTS: SCREENSHOTS } = process.env

/** In pixels of the page. */
export const PICTURE = { x: 40, y: 30, width: 300, height: 200 }

/** Pixels of the photo for one of the page: few, to be quick, but for pictures that people look at. */
export const DENSITY = PICTURES === undefined ? 1 : 2

/** Layers as a test writes them. */
export const photo = (more: Partial<NodeInput> = {}): NodeInput => ({
  ...{ type: 'RECTANGLE', id: '1', name: 'Coffee', ...PICTURE },
  fills: [{ type: 'IMAGE', imageHash: 'coffee', scaleMode: 'FILL' }],
  ...more,
})
export const shape = (more: Partial<NodeInput> = {}): NodeInput => ({
  ...{ type: 'ELLIPSE', id: '2', name: 'Handle', width: 45, height: 60, x: 125, y: 131 },
  fills: [{ type: 'SOLID', color: { r: 0, g: 0, b: 0 } }],
  ...more,
})

export interface Desk {
  readonly host: FigmaHost
  readonly figma: FigmaPage
  /** Figma's clientStorage. */
  readonly storage: Map<string, string>
  readonly companion: RunningCompanion
  /** Photo and shape, both selected, nothing remembered but the pairing, nothing held up. */
  tidy(): Promise<void>
  /** Selects layers; the window has heard of it then. */
  select(ids: readonly string[]): Promise<void>
  /** The window has heard all that the plugin has posted so far. */
  heard(): Promise<void>
  /** The window has heard a message of this type, posted after that of this number. */
  hears(type: ToPanel['type'], after: number): Promise<void>
  open(
    options?: Partial<WindowOptions>,
    command?: string,
    parameters?: Readonly<Record<string, string>>,
  ): Promise<PluginWindow>
  readonly window: PluginWindow
  readonly isOpen: boolean
  closeWindow(): Promise<void>
  find(selector: string): Locator
  /** Waits until the first of these says so. */
  said(selector: string, words: string): Promise<void>
  press(name: string): Promise<void>
  /** Chooses one of a group of radio buttons. */
  choose(value: string): Promise<void>
  key(name: string): Promise<void>
  /** The fill may be run. */
  ready(): Promise<void>
  /** The result is there and may be applied. @param apply what the button says */
  done(apply?: string): Promise<void>
  /** The fill is at the companion. */
  sent(): Promise<void>
  /** Drags over the stage, from and to shares of its size. */
  drag(from: readonly [number, number], to: readonly [number, number]): Promise<void>
  pair(): Promise<void>
  /** Stops the companion's fills in their tracks until the answer is called. */
  hold(): () => void
  /** A picture of the window for the documentation, when INLAY_PICTURES asks for them. */
  show(name: string): Promise<void>
  /** Pictures of the window in light and dark, for whoever wants to look: INLAY_SCREENSHOTS names a folder. */
  look(name: string): Promise<void>
  /** RGB of what is seen of the photo. */
  pixels(): Promise<Buffer>
  layers(): readonly SeenNode[]
  /** No violation that axe-core knows of. */
  accessible(): Promise<void>
  clear(): Promise<void>
}

/** Before each test nothing is left of the one before, after each the plugin has had no error. */
export const keepTidy = (desk: () => Desk, isPaired = true): void => {
  beforeEach(async () => {
    await desk().tidy()
    // One window for most of them: a designer does not close it either.
    if (!desk().isOpen) await desk().open()
    if (isPaired && !desk().storage.has('credentials')) await desk().pair()
  })
  afterEach(async ({ task }) => {
    const { host, storage } = desk()
    const errors = host.errors.splice(0)
    if (task.result?.state === 'fail' || errors.length > 0) {
      await desk().closeWindow()
      // It may have been revoked.
      storage.delete('credentials')
    }
    expect(errors).toEqual([])
  })
}

/** Asks until the answer holds these words. */
const until = async (words: string, ask: () => Promise<string>): Promise<void> => {
  let answer = ''
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    answer = await ask()
    if (answer.includes(words)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(answer).toContain(words)
}

/** What a message crosses as: with large bytes it comes last, in a wrapping of the wire's. */
const typeOf = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return ''
  if ('message' in value) return typeOf(value.message)
  return 'type' in value ? String(value.type) : ''
}

/** Drawn anew for each run, a fill's pixels would be another for each. */
const SEED = 20_261_123

/** Milliseconds between two looks at what is known on this side. */
const OFTEN = { interval: 10 }

/** Runs in the window: all that moves, but what does so for ever, has come to its end. */
const SETTLED = `Promise.all(document.getAnimations()
  .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
  .map(({ finished }) => finished.catch(() => {})))`

const DOCS = fileURLToPath(new URL('../../../docs/figma', import.meta.url))

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** @param ports of the companion, in place of its own (mock `shared/src/ports.ts` with them) */
export const createDesk = async (ports: readonly number[]): Promise<Desk> => {
  const storage = new Map<string, string>()
  const companion = await startCompanion(true)
  const coffee = await sharp(fileURLToPath(new URL('../../fixtures/coffee.png', import.meta.url)))
    .resize(PICTURE.width * DENSITY, PICTURE.height * DENSITY)
    .png()
    .toBuffer()
  const built = await bundleUi()
  const theirs = '[43117,43118,43119]'
  if (built.split(theirs).length !== 2) throw new Error(`Expected ${theirs} once in the window`)
  const html = built.replace(theirs, `[${ports}]`)
  const domains = ports.flatMap((port) => [`http://localhost:${port}`, `ws://localhost:${port}`])
  const axe = await readFile(AXE, 'utf8')
  const figma = await openFigma(html, domains)
  /** By type of message: number of the last that was posted. */
  let posted = new Map<string, number>()
  const newHost = async (): Promise<FigmaHost> => {
    const made = await createFigmaHost({
      document: { pages: [{ children: [photo(), shape()] }] },
      images: { coffee },
      storage,
      isRealTime: true,
    })
    const own = new Map<string, number>()
    made.onToUi((value, number) => own.set(typeOf(value), number))
    posted = own
    return made
  }
  let host = await newHost()
  let shown: PluginWindow | undefined
  let letGo = (): void => {}

  const inWindow = (): PluginWindow => {
    if (shown === undefined) throw new Error('The window is closed')
    return shown
  }
  const find = (selector: string): Locator => inWindow().frame.locator(selector).first()
  /** Waits in the window itself: asking from here again and again costs more than what is waited for. */
  const whenTrue = async (selector: string, test: string): Promise<boolean> => {
    const script = `((one) => one !== null && ${test})(document.querySelector(${JSON.stringify(selector)}))`
    try {
      await inWindow().frame.waitForFunction(script, undefined, { polling: 40, timeout: PATIENCE })
      return true
    } catch (error) {
      // What it says instead is told by those who asked.
      if (error instanceof Error && error.name === 'TimeoutError') return false
      throw error
    }
  }
  const enabled = async (words: string): Promise<void> => {
    const said = `one.textContent.includes(${JSON.stringify(words)})`
    if (await whenTrue('footer .primary', `!one.disabled && ${said}`)) return
    expect(await find('main').textContent()).toBe(`A button for "${words}" that may be pressed`)
  }

  const desk: Desk = {
    ...{ figma, storage, companion, find },
    get host() {
      return host
    },
    get window() {
      return inWindow()
    },
    get isOpen() {
      return shown !== undefined
    },
    tidy: async () => {
      // A test that failed may have left it stopped.
      letGo()
      await companion.startAgain()
      // A quick action ends with its plugin gone.
      if (host.told.some(({ event }) => event === 'close')) {
        host.close()
        host = await newHost()
      }
      host.load({ pages: [{ children: [photo(), shape()] }] })
      if (shown === undefined) host.select(['1', '2'])
      else await desk.select(['1', '2'])
      for (const key of ['jobs', 'language']) storage.delete(key)
      // The documentation shows the panel as it comes.
      if (PICTURES !== undefined) storage.delete('settings')
      else storage.set('settings', JSON.stringify({ seed: SEED }))
    },
    select: async (ids) => {
      host.select(ids)
      await desk.hears('selection', host.posted())
    },
    heard: async () => {
      const last = host.posted()
      await expect.poll(() => inWindow().heard, OFTEN).toBeGreaterThanOrEqual(last)
    },
    hears: async (type, after) => {
      await expect.poll(() => posted.get(type), { ...OFTEN, message: type }).toBeGreaterThan(after)
      const number = posted.get(type) ?? 0
      await expect.poll(() => inWindow().heard, OFTEN).toBeGreaterThanOrEqual(number)
    },
    open: async (options = {}, command = 'open', parameters = undefined) => {
      host.run(command, parameters)
      const scale = (PICTURES ?? SCREENSHOTS) === undefined ? 1 : 2
      // Things that move of themselves cost time and tell nothing.
      shown = await figma.open({ sandbox: host, scale, reducedMotion: true, ...options })
      return shown
    },
    closeWindow: async () => {
      // In Figma the plugin ends with its window.
      if (shown !== undefined) host.quit()
      await shown?.close()
      shown = undefined
    },
    said: async (selector, words) => {
      if (await whenTrue(selector, `one.textContent.includes(${JSON.stringify(words)})`)) return
      expect(await find(selector).textContent({ timeout: 100 })).toContain(words)
    },
    press: (name) => inWindow().frame.getByRole('button', { name, exact: true }).click(),
    choose: (value) => find(`input[value=${value}]`).check(),
    key: (name) => inWindow().page.keyboard.press(name),
    ready: () => enabled(''),
    done: (apply = 'Apply') => enabled(apply),
    sent: () => until('"isSent":true', async () => storage.get('jobs') ?? ''),
    drag: async (from, to) => {
      const box = await find('.stage canvas').boundingBox()
      if (box === null) throw new Error('There is no stage')
      const at = ([x, y]: readonly [number, number]) =>
        [box.x + x * box.width, box.y + y * box.height] as const
      const { mouse } = inWindow().page
      await mouse.move(...at(from))
      await mouse.down()
      await mouse.move(...at(to), { steps: 8 })
      await mouse.up()
    },
    pair: async () => {
      await desk.press('Pair')
      await find('.code input').waitFor()
      await find('.code input').fill(companion.code())
      await find('.stage').waitFor()
      await expect.poll(() => storage.has('credentials')).toBe(true)
    },
    hold: () => {
      letGo()
      const goOn = companion.holdFills()
      letGo = () => {
        goOn()
        letGo = () => {}
      }
      return letGo
    },
    show: async (name) => {
      if (PICTURES === undefined) return
      await mkdir(DOCS, { recursive: true })
      const picture = sharp(await inWindow().picture())
      await picture
        .png({ palette: true, colours: 96, effort: 10 })
        .toFile(join(DOCS, `${name}.png`))
    },
    look: async (name) => {
      if (SCREENSHOTS === undefined) return
      await mkdir(SCREENSHOTS, { recursive: true })
      const { frame, picture } = inWindow()
      const themed = (theme: string) =>
        frame.evaluate(`document.documentElement.className = 'figma-${theme}'`)
      for (const theme of ['dark', 'light']) {
        await themed(theme)
        await writeFile(join(SCREENSHOTS, `${name}-${theme}.png`), await picture())
      }
    },
    pixels: async () =>
      sharp(await host.snapshot(PICTURE))
        .removeAlpha()
        .raw()
        .toBuffer(),
    layers: () => host.document().nodes.filter(({ type }) => type !== 'PAGE'),
    accessible: async () => {
      const { frame } = inWindow()
      // What fades in has less contrast until it is there.
      await frame.evaluate(SETTLED)
      if (!(await frame.evaluate("'axe' in window"))) await frame.addScriptTag({ content: axe })
      const violations = await frame.evaluate(
        `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
          violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 120))]))`,
      )
      expect(violations).toEqual([])
    },
    clear: async () => {
      letGo()
      await figma.close()
      await companion.close()
      host.close()
    },
  }
  return desk
}

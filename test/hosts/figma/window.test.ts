/**
 * The whole way, as a designer goes it: the built window in Chromium inside a page like Figma's, the
 * built sandbox script in QuickJS over the host double, and a real companion with the embedded
 * engine. Pairing, removing, filling, expanding, painting, clicking, applying, undoing; what happens
 * when the window is closed, and on bad days.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readPairings } from '@inlay/companion/http/access/pairing-file.ts'
import { type Daemon, startDaemon } from '@inlay/companion/http/daemon.ts'
import { companionFolders } from '@inlay/companion/system/folders.ts'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { bundleUi } from '../../../plugins/figma/build.mjs'
import { findPart } from '../../setup/system-parts.mjs'
import type { NodeInput } from './double/data.ts'
import { createFigmaHost, type FigmaHost } from './host.ts'
import { type FigmaPage, openFigma, type PluginWindow, type WindowOptions } from './window.ts'

/** Ports of this file's own: the companion is started again and again, and must be found again. */
const { ports } = await vi.hoisted(async () => {
  const { createServer } = await import('node:net')
  const servers = [createServer(), createServer(), createServer()]
  const free = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, '127.0.0.1', () => {
            const address = server.address()
            resolve(typeof address === 'object' && address !== null ? address.port : 0)
          })
        }),
    ),
  )
  for (const server of servers) server.close()
  return { ports: free }
})
vi.mock('../../../shared/src/ports.ts', () => ({ COMPANION_PORTS: ports }))

const isPossible = findPart('chromium') !== undefined && findPart('openssl') !== undefined
if (!isPossible) {
  console.warn('SKIPPED: no Chromium or no openssl, so nobody went the whole way in Figma.')
}

const fixture = (name: string): Promise<Buffer> =>
  readFile(fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url)))

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** In pixels of the page: half of the photo's own size. */
const PICTURE = { x: 40, y: 30, width: 300, height: 200 }

/** A photo, and an ellipse over it. */
const photo = (more: Partial<NodeInput> = {}): NodeInput => ({
  ...{ type: 'RECTANGLE', id: '1', name: 'Coffee', width: PICTURE.width, height: PICTURE.height },
  ...{ x: PICTURE.x, y: PICTURE.y },
  fills: [{ type: 'IMAGE', imageHash: 'coffee', scaleMode: 'FILL' }],
  ...more,
})

const shape = (more: Partial<NodeInput> = {}): NodeInput => ({
  ...{ type: 'ELLIPSE', id: '2', name: 'Spoon', width: 50, height: 60, x: 230, y: 130 },
  fills: [{ type: 'SOLID', color: { r: 0, g: 0, b: 0 } }],
  ...more,
})

describe.skipIf(!isPossible)('the plugin’s window in Figma', () => {
  let home: string
  let daemon: Daemon
  let figma: FigmaPage
  let host: FigmaHost
  let panel: PluginWindow
  const storage = new Map<string, string>()

  const startCompanion = async (): Promise<void> => {
    daemon = await startDaemon({ folders: companionFolders(home) })
  }

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'inlay-figma-home-'))
    await startCompanion()
    const built = await bundleUi()
    const theirs = '[43117,43118,43119]'
    if (built.split(theirs).length !== 2) throw new Error(`Expected ${theirs} once in the window`)
    const html = built.replace(theirs, `[${ports}]`)
    const domains = ports.flatMap((port) => [`http://localhost:${port}`, `ws://localhost:${port}`])
    figma = await openFigma(html, domains)
    host = await createFigmaHost({
      document: { pages: [{ children: [photo(), shape()] }] },
      images: { coffee: await fixture('coffee.png') },
      storage,
    })
  })
  afterAll(async () => {
    await figma?.close()
    host?.close()
    await daemon?.close()
    await rm(home, { recursive: true, force: true })
  })
  beforeEach(() => {
    host.load({ pages: [{ children: [photo(), shape()] }] })
    host.select(['1', '2'])
    // What was used last comes back: each test begins anew, but for one.
    storage.delete('settings')
    storage.delete('jobs')
  })
  afterEach(async (context) => {
    if (context.task.result?.state === 'fail') await panel?.close()
    expect(host.errors).toEqual([])
  })

  const open = async (
    options: Partial<WindowOptions> = {},
    command = 'open',
    parameters?: Readonly<Record<string, string>>,
  ): Promise<PluginWindow> => {
    // The sandbox asks for its window first; the window says that it is there.
    host.run(command, parameters)
    panel = await figma.open({ sandbox: host, ...options })
    return panel
  }

  const said = (selector: string, words: string): Promise<void> =>
    expect
      .poll(() => panel.frame.locator(selector).first().textContent(), { timeout: 20_000 })
      .toContain(words)

  const press = (name: string): Promise<void> =>
    panel.frame.getByRole('button', { name, exact: true }).click()

  const isReady = (): Promise<void> =>
    expect
      .poll(() => panel.frame.locator('footer .primary').isEnabled(), { timeout: 20_000 })
      .toBe(true)

  /** The result is there and may be applied. */
  const isDone = (): Promise<void> =>
    expect
      .poll(() => panel.frame.locator('footer .primary', { hasText: 'Apply' }).isEnabled(), {
        timeout: 30_000,
      })
      .toBe(true)

  const code = async (): Promise<string> => {
    const { state } = companionFolders(home)
    await expect.poll(async () => (await readPairings(state)).length).toBe(1)
    return (await readPairings(state))[0]?.code ?? ''
  }

  const pixels = async (box = PICTURE): Promise<Buffer> =>
    sharp(await host.snapshot(box))
      .removeAlpha()
      .raw()
      .toBuffer()

  const layers = () => host.document().nodes.filter(({ type }) => type !== 'PAGE')

  const accessible = async (): Promise<void> => {
    await panel.frame.addScriptTag({ content: await readFile(AXE, 'utf8') })
    const violations = await panel.frame.evaluate(
      `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
        violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 120))]))`,
    )
    expect(violations).toEqual([])
  }

  it('is paired by the six digits, which the sandbox keeps', async () => {
    await open()
    await said('h1', 'Pair with your companion')
    await accessible()
    await press('Pair')
    await panel.frame.locator('.code input').waitFor()
    await accessible()
    const right = await code()
    await panel.frame.fill('.code input', right === '000000' ? '000001' : '000000')
    await said('#code-said', 'That was not the code')
    // As copied from a terminal.
    await panel.frame.fill('.code input', `${right.slice(0, 3)} ${right.slice(3)}`)
    await isReady()
    expect(JSON.parse(storage.get('credentials') ?? 'null')).toMatchObject({
      token: expect.stringMatching(/^[\w-]{43}$/),
    })
    await accessible()
  })

  it('removes what a shape covers: above the picture, nothing else changed, one undo', async () => {
    await open()
    await isReady()
    const before = await pixels()
    await press('Remove')
    await isDone()
    await accessible()
    expect(layers()).toHaveLength(2)
    await press('Apply')
    await said('.toast', 'Placed above the picture')
    host.edit('2', { visible: false })
    const { pages, nodes } = host.document()
    const order = nodes.find(({ id }) => id === pages[0])?.children ?? []
    const names = order.map((child) => nodes.find(({ id }) => id === child)?.name)
    expect(names).toEqual(['Coffee', 'Removed', 'Spoon'])
    const after = await pixels()
    const changed = [...before.keys()].filter((i) => Math.abs(before[i]! - after[i]!) > 24)
    expect(changed.length).toBeGreaterThan(1000)
    host.undo()
    expect(host.undo()).toBe(true)
    expect(layers()).toHaveLength(2)
  })
  /** Drags over the stage, from one point to another, in shares of its size. */
  const drag = async (
    from: readonly [number, number],
    to: readonly [number, number],
  ): Promise<void> => {
    const box = await panel.frame.locator('.stage canvas').boundingBox()
    if (box === null) throw new Error('There is no stage')
    const at = ([x, y]: readonly [number, number]) =>
      [box.x + x * box.width, box.y + y * box.height] as const
    await panel.page.mouse.move(...at(from))
    await panel.page.mouse.down()
    await panel.page.mouse.move(...at(to), { steps: 8 })
    await panel.page.mouse.up()
  }

  const choose = (value: string): Promise<void> =>
    panel.frame.locator(`input[value=${value}]`).check()

  it('paints, erases, undoes, and removes what is painted', async () => {
    await open()
    await isReady()
    await choose('brush')
    await said('#blocked', 'The mask is still empty')
    await panel.frame.locator('.ring').waitFor({ state: 'attached' })
    await drag([0.3, 0.45], [0.5, 0.5])
    await isReady()
    await panel.frame.getByRole('button', { name: 'Undo the last stroke' }).click()
    await said('#blocked', 'The mask is still empty')
    await panel.page.keyboard.press('Control+Shift+z')
    await isReady()
    await panel.frame.getByRole('button', { name: 'Erase' }).click()
    await drag([0.25, 0.44], [0.55, 0.51])
    await accessible()
    await press('Undo the last stroke')
    await isReady()
    const before = await pixels()
    await panel.page.keyboard.press('Enter')
    await isDone()
    await panel.page.keyboard.press('Enter')
    await said('.toast', 'Placed above the picture')
    const after = await pixels()
    // Not a byte beyond the brush: the right half was not painted on.
    const { width } = PICTURE
    const right = [...before.keys()].filter((i) => ((i / 3) | 0) % width > width * 0.62)
    expect(right.filter((i) => before[i] !== after[i])).toEqual([])
    expect(Buffer.compare(before, after)).not.toBe(0)
  })

  it('selects what is clicked, and takes from it what is Alt-clicked', async () => {
    await open()
    await isReady()
    await choose('click')
    const canvas = panel.frame.locator('.stage.clicking canvas')
    await canvas.waitFor()
    const box = await canvas.boundingBox()
    if (box === null) throw new Error('There is no stage')
    const position = { x: box.width * 0.48, y: box.height * 0.45 }
    await canvas.click({ position })
    await isReady()
    await accessible()
    await panel.frame.getByRole('button', { name: 'Select subject' }).click()
    await said('footer', 'PatchMatch')
  })

  it('fills with variations that the keys step through, and keeps them on the layer', async () => {
    await open()
    await isReady()
    await choose('fill')
    await panel.frame.fill('#prompt', 'a biscuit')
    await said('#prompt-said', 'No engine that takes a prompt')
    await panel.page.keyboard.press('Enter')
    await isDone()
    await said('.variations', '1 of 3')
    await panel.page.keyboard.press('ArrowLeft')
    await said('.variations', '3 of 3')
    await panel.page.keyboard.press('ArrowRight')
    await panel.page.keyboard.press('ArrowRight')
    await said('.variations', '2 of 3')
    await panel.page.keyboard.press('Enter')
    await said('.toast', 'Placed above the picture')
    const placed = layers().find(({ name }) => name === 'a biscuit')
    expect(placed?.fills).toHaveLength(3)
    // The layer remembers: its variations can be stepped through when it is selected.
    host.select([placed?.id ?? ''])
    await said('.other', '2 of 3')
    await panel.frame.locator('.other').getByRole('button', { name: 'Next variation' }).click()
    await said('.other', '3 of 3')
  })

  it('expands by keys on an edge, by numbers and by a shape, without a mask', async () => {
    await open()
    await isReady()
    await choose('expand')
    await said('#blocked', 'Drag an edge')
    await panel.frame.locator('.edge.right').press('Shift+ArrowRight')
    await expect
      .poll(() => panel.frame.getByLabel('Right', { exact: true }).inputValue())
      .toBe('100')
    await panel.frame.getByLabel('Right', { exact: true }).fill('60')
    await panel.frame.getByLabel('Right', { exact: true }).press('Enter')
    await said('.controls', '660 × 400 px')
    await accessible()
    await isReady()
    await press('Expand')
    await isDone()
    await press('Apply')
    await said('.toast', 'Placed above the picture')
    const placed = layers().find(({ name }) => name === 'Expanded')
    // 60 of 600 pixels beyond the right edge of a photo shown at half its size.
    expect(placed?.box?.x).toBeCloseTo(PICTURE.x + PICTURE.width, 0)
    expect(placed?.size.width).toBeCloseTo(30, 0)
  })

  it('goes on when its window is closed: the result waits, and finds its place', async () => {
    await open()
    await isReady()
    await press('Remove')
    await expect
      .poll(() => storage.get('jobs') ?? '', { timeout: 20_000 })
      .toContain('"isSent":true')
    await panel.close()
    await open()
    await isReady()
    await said('.other', 'Coffee')
    await panel.frame.locator('.other .open').click()
    await isDone()
    await said('footer', 'This result was waiting for you')
    await press('Apply')
    await said('.toast', 'Placed above the picture')
    expect(JSON.parse(storage.get('jobs') ?? '')).toEqual([])
  })

  it('is cancelled by Esc, and nothing was changed', async () => {
    await open()
    await isReady()
    await choose('fill')
    await panel.page.keyboard.press('Enter')
    await panel.frame.locator('.under-way').waitFor()
    await panel.page.keyboard.press('Escape')
    await said('.notice', 'Cancelled. Nothing was changed')
    await panel.page.keyboard.press('Escape')
    await isReady()
    expect(layers()).toHaveLength(2)
  })

  it('fills many pictures in turn, in one queue', async () => {
    host.load({
      pages: [
        {
          children: [
            photo(),
            shape(),
            photo({ id: '3', name: 'Second', x: 400 }),
            shape({ id: '4', x: 590 }),
          ],
        },
      ],
    })
    host.select(['1', '2', '3', '4'])
    await open()
    await said('.caption', '1 of 2')
    await isReady()
    await press('Remove in 2 pictures')
    await isDone()
    await press('Apply')
    await said('.toast', 'Placed above the picture')
    await panel.frame.locator('.other .open').click()
    await isDone()
    await press('Apply')
    await expect.poll(() => layers().length).toBe(6)
  })

  it('offers the page when the picture was deleted meanwhile', async () => {
    await open()
    await isReady()
    await press('Remove')
    await isDone()
    host.remove('1')
    await press('Apply')
    await said('.notice', 'The layer was deleted meanwhile')
    await accessible()
    await press('Place on the page')
    await said('.toast', 'Placed on the page, where the picture was')
    expect(layers().map(({ name }) => name)).toContain('Removed')
  })

  it('says what is selected when that is no picture', async () => {
    host.select([])
    await open()
    await said('.stage.empty', 'Select a picture')
    host.load({ pages: [{ children: [{ type: 'TEXT', id: '9', width: 50, height: 20 }] }] })
    host.select(['9'])
    await said('.stage.empty', 'No picture lies under these shapes')
    await accessible()
  })

  it('keeps the last used values', async () => {
    await open()
    await isReady()
    await choose('fill')
    await panel.frame.fill('#prompt', 'a saucer')
    await expect.poll(() => storage.get('settings') ?? '').toContain('a saucer')
    await panel.close()
    await open()
    await isReady()
    expect(await panel.frame.inputValue('#prompt')).toBe('a saucer')
  })

  it('goes on with a fill when the companion was gone for a while', async () => {
    await open()
    await isReady()
    await choose('fill')
    await panel.frame.locator('summary').click()
    await panel.frame.getByLabel('Variations').fill('8')
    await press('Fill')
    await expect
      .poll(() => storage.get('jobs') ?? '', { timeout: 20_000 })
      .toContain('"isSent":true')
    await daemon.close()
    await startCompanion()
    await isDone()
    await said('.variations', '1 of 8')
  })

  it('says that the companion is gone, and is there again by itself', async () => {
    await open()
    await isReady()
    await daemon.close()
    await press('Remove')
    await said('h1', 'The companion is not running')
    await accessible()
    await startCompanion()
    await said('.notice', 'The companion does not answer')
    await press('Try again')
    await isDone()
  })

  it('asks for a new pairing when it was revoked', async () => {
    await open()
    await isReady()
    await daemon.close()
    const { config } = companionFolders(home)
    await rm(join(config, 'devices.json'))
    await startCompanion()
    await press('Remove')
    await said('h1', 'This panel was disconnected')
    await press('Pair')
    await panel.frame.locator('.code input').waitFor()
    await panel.frame.fill('.code input', await code())
    await press('Try again')
    await isDone()
  })

  it('that the browser keeps from this machine goes by the companion’s window', async () => {
    await open({ isAllowed: false })
    await said('h1', 'The browser keeps this panel from your computer')
    await accessible()
    const opened = figma.context.waitForEvent('page')
    await press('Connect by a window')
    const bridge = await opened
    await bridge.getByRole('button', { name: 'Connect' }).click()
    await isReady()
    await press('Remove')
    await isDone()
    await press('Apply')
    await said('.toast', 'Placed above the picture')
    await bridge.close()
    await said('h1', 'The browser keeps this panel from your computer')
  })
})

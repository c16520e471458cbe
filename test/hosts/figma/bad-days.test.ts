/**
 * Bad days of the plugin's window, each with its sentence and nothing lost: no companion, an old one,
 * one that goes and comes back, a revoked pairing, a browser in the way, layers that are gone, a
 * file that may not be changed or was closed, selections too many, too large or of nothing.
 */
import { createServer } from 'node:http'
import { type Client, createClient } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { close } from '../../setup/servers.ts'
import { createDesk, type Desk, isPossible, keepTidy, photo, shape } from './desk.ts'
import type { NodeInput } from './double/data.ts'

const { ports } = await vi.hoisted(async () => {
  const { freePorts } = await import('../../setup/free-ports.ts')
  return { ports: await freePorts() }
})
vi.mock('../../../shared/src/ports.ts', () => ({ COMPANION_PORTS: ports }))

const own = (children: NodeInput[], id = 'ours') => ({
  pages: [{ children }],
  pluginData: { 'inlay-document': id },
})

describe.skipIf(!isPossible)('a bad day', () => {
  let desk: Desk
  let client: Client<AbortSignal>

  /** Runs it with the companion's work held in mid-air; the answer lets it go on. */
  const beginHeld = async (): Promise<() => void> => {
    const goOn = desk.hold()
    await desk.press('Remove')
    await desk.sent()
    return goOn
  }

  /** Of the fill: its soft mask, and where it lies. */
  const maskOf = async (id: string) => {
    const { pixels, bounds } = await client.resultPixels(id, 0)
    return { bounds, alpha: pixels.data.filter((_, i) => i % 4 === 3) }
  }

  const storedIds = (): string[] =>
    JSON.parse(desk.storage.get('jobs') ?? '[]').map(({ id }: { id: string }) => id)

  beforeAll(async () => {
    desk = await createDesk(ports)
    const { token, port } = desk.companion
    client = createClient<AbortSignal>({
      ...{ token, baseUrl: `http://localhost:${port}` },
      fetch: (url, init) => fetch(url, init),
      randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    })
  })
  afterAll(() => desk?.clear())
  keepTidy(() => desk)

  it('the document was closed: the job went on, waits for its file, and can be done again', async () => {
    desk.host.load(own([photo(), shape()]))
    await desk.closeWindow()
    desk.host.select(['1', '2'])
    await desk.open()
    await desk.ready()
    const goOn = await beginHeld()
    const [first = ''] = storedIds()
    expect(first).not.toBe('')
    await desk.closeWindow()
    // Another file: the result waits for its own.
    desk.host.load(own([photo({ name: 'Tea' })], 'theirs'))
    desk.host.select(['1'])
    await desk.open()
    await desk.said('.caption', 'Tea')
    expect(await desk.find('.other').count()).toBe(0)
    await desk.closeWindow()
    desk.host.load(own([photo(), shape()]))
    desk.host.select([])
    await desk.open()
    await desk.said('.other', 'Coffee')
    goOn()
    await desk.find('.other .open').click()
    await desk.done()
    await desk.said('footer', 'This result was waiting for you')
    await desk.find('.compare').waitFor()
    // What it was done with is known still: the same mask, other seeds.
    await desk.press('More like this')
    await expect.poll(storedIds).toHaveLength(2)
    const again = storedIds().find((id) => id !== first) ?? ''
    await desk.done()
    const mask = await maskOf(first)
    expect(await maskOf(again)).toEqual(mask)
    const [one, other] = await Promise.all([first, again].map((id) => client.resultPixels(id, 0)))
    expect(one?.seed).not.toBe(other?.seed)
    await desk.press('Apply')
    await desk.said('.toast', 'Placed above the picture')
    await desk.press('Discard the result of Coffee')
    // Stored by way of the sandbox.
    await expect.poll(storedIds).toEqual([])
    // And from the layer itself, in a later life of the window, by its button in Figma.
    await desk.closeWindow()
    const placed = desk.layers().find(({ name }) => name === 'Removed')
    desk.host.select([placed?.id ?? ''])
    await desk.open({}, 'variations')
    await desk.press('More like this')
    await desk.done()
    await expect.poll(storedIds).toHaveLength(1)
    expect(await maskOf(storedIds()[0] ?? '')).toEqual(mask)
    await desk.press('Discard')
  })

  it('a quick action leaves a result that waits to the person', async () => {
    await desk.press('Remove')
    await desk.done()
    await expect.poll(storedIds).toHaveLength(1)
    const [waiting = ''] = storedIds()
    await desk.closeWindow()
    await desk.open({}, 'remove')
    await expect.poll(() => desk.host.told.map(({ event }) => event)).toContain('close')
    expect(storedIds()).toEqual([waiting])
    await desk.closeWindow()
  })

  it('cancelled by Esc: nothing was changed', async () => {
    await desk.ready()
    const goOn = await beginHeld()
    await desk.said('main', 'You may close this window')
    await desk.key('Escape')
    goOn()
    await desk.said('.notice', 'Cancelled. Nothing was changed')
    await desk.key('Escape')
    await desk.ready()
    expect(desk.layers()).toHaveLength(2)
  })

  it('the picture was deleted meanwhile: the page is offered, and no more of it', async () => {
    await desk.press('Remove')
    await desk.done()
    desk.host.remove('1')
    await desk.press('More like this')
    await desk.said('.notice', 'The picture is no longer in this file')
    await desk.key('Escape')
    await desk.find('.other .open').click()
    await desk.press('Apply')
    await desk.said('.notice', 'The layer was deleted meanwhile')
    await desk.accessible()
    await desk.press('Place on the page')
    await desk.said('.toast', 'Placed on the page, where the picture was')
    expect(desk.layers().map(({ name }) => name)).toContain('Removed')
  })

  it('nothing selected, nothing to work on, too much, too large', async () => {
    await desk.select([])
    await desk.said('.stage.empty', 'Select a picture')
    await desk.accessible()
    desk.host.load({ pages: [{ children: [{ type: 'TEXT', id: '9', width: 50, height: 20 }] }] })
    await desk.select(['9'])
    await desk.said('.stage.empty', 'No picture lies under these shapes')
    const many = Array.from({ length: 51 }, (_, i) => photo({ id: `many${i}`, x: 310 * i }))
    desk.host.load({ pages: [{ children: many }] })
    await desk.select(many.map(({ id }) => id ?? ''))
    await desk.said('.stage.empty', '50 are taken in turn')
    await desk.select(many.slice(1).map(({ id }) => id ?? ''))
    await desk.said('.caption', '1 of 50')
    // Said before anything is begun.
    const large = { type: 'FRAME', id: 'large', x: 0, y: 0, width: 6000, height: 60 } as const
    desk.host.load({ pages: [{ children: [{ ...large, children: [photo({ id: 'in', x: 0 })] }] }] })
    await desk.select(['large'])
    await desk.said('.note', 'larger than 4096 pixels')
    await desk.said('.note', 'worked on at 4096')
  })

  it('a file that may only be looked at', async () => {
    await desk.closeWindow()
    desk.host.load({ ...own([photo(), shape()]), readOnly: true })
    desk.host.select(['1', '2'])
    await desk.open()
    await desk.said('#blocked', 'You may not change this file')
    expect(await desk.find('footer .primary').isDisabled()).toBe(true)
    await desk.closeWindow()
  })

  it('the companion goes in the middle of it: said at once, and the fill goes on', async () => {
    await desk.ready()
    await beginHeld()
    await desk.companion.stop()
    await desk.said('.under-way', 'The companion does not answer; the fill goes on when it is back')
    await desk.said('.notice', 'The companion is not running')
    await desk.accessible()
    await desk.companion.startAgain()
    await desk.done()
    await desk.press('Discard')
  })

  it('the companion is gone: said, and there again by itself', async () => {
    // Nothing else may be under way that would tell of it before the fill does.
    await desk.closeWindow()
    await desk.open()
    await desk.said('footer', 'PatchMatch')
    await desk.ready()
    await desk.companion.stop()
    await desk.press('Remove')
    // At once, or after a while of sending it again: it depends on when it was last heard of.
    await desk.said('h1', 'The companion is not running')
    await desk.show('not-running')
    await desk.accessible()
    await desk.companion.startAgain()
    await desk.said('.notice', 'The companion does not answer')
    await desk.press('Try again')
    await desk.done()
    await desk.press('Discard')
  })

  it('the pairing is revoked in the middle of it: asked for anew, and the fill begun again', async () => {
    await desk.ready()
    const goOn = await beginHeld()
    await desk.companion.revokeAll()
    goOn()
    await desk.said('h1', 'This panel was disconnected')
    await desk.pair()
    await desk.said('.notice', 'The companion no longer has this fill')
    await desk.press('Try again')
    await desk.done()
    await desk.press('Discard')
  })

  it('the browser keeps the panel from this machine: the companion’s window helps', async () => {
    await desk.closeWindow()
    await desk.open({ isAllowed: false })
    await desk.said('h1', 'The browser keeps this panel from your computer')
    await desk.show('blocked')
    await desk.accessible()
    const opened = desk.figma.context.waitForEvent('page')
    await desk.press('Connect by a window')
    const bridge = await opened
    await bridge.getByRole('button', { name: 'Connect' }).click()
    await desk.ready()
    await desk.press('Remove')
    await desk.done()
    await desk.press('Apply')
    await desk.said('.toast', 'Placed above the picture')
    await bridge.close()
    await desk.said('h1', 'The browser keeps this panel from your computer')
    await desk.closeWindow()
  })

  it('another program has its place, then a companion too old, then one too new', async () => {
    await desk.closeWindow()
    await desk.companion.stop()
    let health = { name: 'other', version: '1' }
    const stranger = createServer((_request, response) => {
      response.setHeader('Access-Control-Allow-Origin', '*')
      response.end(JSON.stringify({ ...health, state: 'ready' }))
    })
    await new Promise<void>((ok) => stranger.listen(desk.companion.port, ok))
    try {
      await desk.open()
      await desk.said('h1', 'The companion is not running')
      health = { name: 'inlay-companion', version: '0.0.9' }
      await desk.said('h1', 'The companion is too old')
      await desk.said('main', 'version 0.0.9')
      health = { name: 'inlay-companion', version: '2.0.0' }
      await desk.said('h1', 'This plugin is too old')
      await desk.said('main', 'version 2.0.0')
      await desk.press('How to update')
      await desk.said('.steps', 'Close this plugin and open it again')
      await desk.accessible()
    } finally {
      await close(stranger)
    }
    await desk.companion.startAgain()
    await desk.ready()
  })
})

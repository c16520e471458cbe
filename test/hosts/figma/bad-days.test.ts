/**
 * Bad days of the plugin's window, each with its sentence and nothing lost: no companion, an old one,
 * one that goes and comes back, a revoked pairing, a browser in the way, layers that are gone, a
 * file that may not be changed, a window that was closed.
 */
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { companionFolders } from '@inlay/companion/system/folders.ts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { close } from '../../setup/fixed-ports.ts'
import { createDesk, type Desk, isPossible, photo, shape } from './desk.ts'

const { ports } = await vi.hoisted(async () => {
  const { freePorts } = await import('./free-ports.ts')
  return { ports: await freePorts() }
})
vi.mock('../../../shared/src/ports.ts', () => ({ COMPANION_PORTS: ports }))

describe.skipIf(!isPossible)('a bad day', () => {
  let desk: Desk

  beforeAll(async () => {
    desk = await createDesk(ports)
    await desk.tidy()
    await desk.open()
    await desk.pair()
    await desk.ready()
    await desk.closeWindow()
  })
  afterAll(() => desk?.clear())
  beforeEach(() => desk.tidy())
  afterEach(async () => {
    await desk.closeWindow()
    expect(desk.host.errors).toEqual([])
  })

  it('the window was closed: the job went on, the result waits, and finds its place', async () => {
    await desk.open()
    await desk.ready()
    await desk.press('Remove')
    await desk.sent()
    await desk.closeWindow()
    await desk.open()
    await desk.ready()
    await desk.said('.other', 'Coffee')
    await desk.find('.other .open').click()
    await desk.done()
    await desk.said('footer', 'This result was waiting for you')
    await desk.find('.compare').waitFor()
    await desk.press('Apply')
    await desk.said('.toast', 'Placed above the picture')
    // Stored by way of the sandbox.
    await expect.poll(() => JSON.parse(desk.storage.get('jobs') ?? '')).toEqual([])
  })

  it('a quick action leaves a result that waits to the person', async () => {
    await desk.open()
    await desk.ready()
    await desk.press('Remove')
    await desk.done()
    await desk.closeWindow()
    const [waiting] = JSON.parse(desk.storage.get('jobs') ?? '')
    await desk.open({}, 'remove')
    await expect
      .poll(() => desk.host.told.map(({ event }) => event), { timeout: 25_000 })
      .toContain('close')
    expect(JSON.parse(desk.storage.get('jobs') ?? '')).toMatchObject([{ id: waiting.id }])
  })

  it('cancelled by Esc: nothing was changed', async () => {
    await desk.open()
    await desk.ready()
    await desk.choose('fill')
    await desk.key('Enter')
    await desk.find('.under-way').waitFor()
    await desk.key('Escape')
    await desk.said('.notice', 'Cancelled. Nothing was changed')
    await desk.key('Escape')
    await desk.ready()
    expect(desk.layers()).toHaveLength(2)
  })

  it('the picture was deleted meanwhile: the page is offered', async () => {
    await desk.open()
    await desk.ready()
    await desk.press('Remove')
    await desk.done()
    desk.host.remove('1')
    await desk.press('Apply')
    await desk.said('.notice', 'The layer was deleted meanwhile')
    await desk.accessible()
    await desk.press('Place on the page')
    await desk.said('.toast', 'Placed on the page, where the picture was')
    expect(desk.layers().map(({ name }) => name)).toContain('Removed')
  })

  it('nothing selected, or nothing to work on', async () => {
    desk.host.select([])
    await desk.open()
    await desk.said('.stage.empty', 'Select a picture')
    desk.host.load({ pages: [{ children: [{ type: 'TEXT', id: '9', width: 50, height: 20 }] }] })
    desk.host.select(['9'])
    await desk.said('.stage.empty', 'No picture lies under these shapes')
    await desk.accessible()
  })

  it('a file that may only be looked at', async () => {
    const pages = [{ children: [photo(), shape()] }]
    desk.host.load({ pages, readOnly: true, pluginData: { 'inlay-document': 'd' } })
    desk.host.select(['1', '2'])
    await desk.open()
    await desk.said('#blocked', 'You may not change this file')
    expect(await desk.find('footer .primary').isDisabled()).toBe(true)
  })

  it('the companion was gone for a while: the fill goes on', async () => {
    await desk.open()
    await desk.ready()
    await desk.choose('fill')
    await desk.find('summary').click()
    await desk.window.frame.getByLabel('Variations').fill('8')
    await desk.press('Fill')
    await desk.sent()
    await desk.stopCompanion()
    await desk.startCompanion()
    await desk.done()
    await desk.said('.variations', '1 of 8')
  })

  it('the companion is gone: said, and there again by itself', async () => {
    await desk.open()
    await desk.ready()
    await desk.stopCompanion()
    await desk.press('Remove')
    await desk.said('h1', 'The companion is not running')
    await desk.show('not-running')
    await desk.accessible()
    await desk.startCompanion()
    await desk.said('.notice', 'The companion does not answer')
    await desk.press('Try again')
    await desk.done()
  })

  it('another program has its place, then one that is too new', async () => {
    await desk.stopCompanion()
    let health = { name: 'other', version: '1' }
    const stranger = createServer((_request, response) => {
      response.setHeader('Access-Control-Allow-Origin', '*')
      response.end(JSON.stringify({ ...health, state: 'ready' }))
    })
    for (const port of ports.slice(0, 1)) await new Promise<void>((ok) => stranger.listen(port, ok))
    await desk.open()
    await desk.said('h1', 'The companion is not running')
    health = { name: 'inlay-companion', version: '2.0.0' }
    await desk.said('h1', 'This plugin is too old')
    await desk.said('main', 'version 2.0.0')
    await desk.press('How to update')
    await desk.said('.steps', 'Close this plugin and open it again')
    await desk.accessible()
    await close(stranger)
    await desk.startCompanion()
    await desk.ready()
  })

  it('the pairing was revoked: it is asked for anew, and nothing is lost', async () => {
    await desk.open()
    await desk.ready()
    await desk.stopCompanion()
    await rm(join(companionFolders(desk.home).config, 'devices.json'))
    await desk.startCompanion()
    await desk.press('Remove')
    await desk.said('h1', 'This panel was disconnected')
    await desk.pair()
    await desk.press('Try again')
    await desk.done()
  })

  it('the browser keeps the panel from this machine: the companion’s window helps', async () => {
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
  })
})

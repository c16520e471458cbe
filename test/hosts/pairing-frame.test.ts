/**
 * Our own plugin where nothing stands between: in a sandboxed frame of origin "null" under Figma's
 * policy it pairs by the code a person types, and fills. The attacks of foreign-page.test.ts fail
 * from the very same place.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPairings } from '@inlay/companion/http/access/pairing-file.ts'
import { startDaemon } from '@inlay/companion/http/daemon.ts'
import type { Daemon } from '@inlay/companion/http/daemon-options.ts'
import { companionFolders } from '@inlay/companion/system/folders.ts'
import type { Browser, Frame } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launchChromium } from '../setup/chromium.ts'
import { framePage, listen, pageServer } from './frame.ts'

if (chromiumPath === undefined) {
  console.warn('SKIPPED: no Chromium, so no plugin was paired from a frame like Figma’s.')
}

describe.skipIf(chromiumPath === undefined)('our plugin in a frame like Figma’s', () => {
  let home: string
  let daemon: Daemon
  let browser: Browser
  let html = ''
  const host = pageServer(() => html)

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'inlay-pairing-'))
    daemon = await startDaemon({ port: 0, folders: companionFolders(home) })
    const address = `http://localhost:${daemon.port}`
    html = await framePage({
      script: 'plugin.client.ts',
      define: { ADDRESSES: JSON.stringify([address]) },
      body: '<p id="state">idle</p><input id="code">',
      allowed: [address],
      sandbox: 'allow-scripts',
    })
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await daemon?.close()
    host.close()
    await rm(home, { recursive: true, force: true })
  })

  it('pairs by the code, fills, and keeps nothing of it in an address or a log', async () => {
    const page = await browser.newPage()
    const addresses: string[] = []
    page.on('request', (request) => addresses.push(request.url()))
    await page.goto(`http://localhost:${await listen(host)}/`)
    const frame = page.frames()[1]
    if (frame === undefined) throw new Error('The plugin has no frame')
    const said = (words: string): Promise<void> =>
      expect.poll(() => frame.textContent('#state')).toContain(words)
    const type = async (plugin: Frame, code: string, outcome: string): Promise<void> => {
      await plugin.fill('#code', code)
      await plugin.click('#type')
      await said(outcome)
    }
    await frame.click('#ask')
    await said('asked')
    const { state, config } = companionFolders(home)
    await expect.poll(() => readPairings(state)).toHaveLength(1)
    const code = (await readPairings(state))[0]?.code ?? ''
    await type(frame, code === '000000' ? '000001' : '000000', 'pairing_code_wrong')
    await type(frame, code, 'paired')
    await frame.click('#fill')
    await said('filled')
    expect(JSON.parse((await frame.textContent('#state')) ?? '')).toEqual({
      state: 'ready',
      kinds: ['queued', 'started', 'progress', 'variation', 'done'],
      outside: true,
      filled: true,
    })
    const devices = await readFile(join(config, 'devices.json'), 'utf8')
    expect(devices).toContain('Figma on Ada’s laptop')
    const asked = addresses.filter((address) => address.startsWith('http')).join('\n')
    expect(asked).toContain('/v1/fills')
    expect(asked).not.toContain(code)
    expect(asked).not.toMatch(/token|[A-Za-z0-9_-]{43}/)
    await page.close()
  })
})

/**
 * The client where Figma's plugin window runs it: in Chromium, in a sandboxed `data:` frame of
 * origin "null", under the content security policy that Figma makes of a manifest
 * (facts/hosts.md 1.1, 1.3), against the real daemon.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDaemon } from '@inlay/companion/http/daemon.ts'
import type { Daemon } from '@inlay/companion/http/daemon-options.ts'
import { companionFolders } from '@inlay/companion/system/folders.ts'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launchChromium } from '../setup/chromium.ts'
import { framePage, listen, pageServer } from './frame.ts'

if (chromiumPath === undefined) {
  console.warn('SKIPPED: no Chromium, so the client was not tried in a frame like Figma’s.')
}

/** A port of which nothing answers, as far as anyone can know. */
const CLOSED = 9

describe.skipIf(chromiumPath === undefined)('the client in a frame like Figma’s', () => {
  let home: string
  let daemon: Daemon
  let browser: Browser
  let html = ''
  let strangerPort: number
  let hostPort: number
  /** A program of its own that knows nothing of other pages: no CORS header. */
  const stranger = createServer((_request, response) => response.end('{"ok":true}'))
  const host = pageServer(() => html)

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'inlay-frame-'))
    daemon = await startDaemon({ port: 0, folders: companionFolders(home) })
    const token = (await readFile(daemon.tokenPath, 'utf8')).trim()
    strangerPort = await listen(stranger)
    html = await framePage({
      script: 'figma-frame.client.ts',
      define: {
        COMPANION: JSON.stringify(`http://localhost:${daemon.port}`),
        STRANGER: JSON.stringify(`http://localhost:${strangerPort}`),
        NOBODY: JSON.stringify(`http://localhost:${CLOSED}`),
        TOKEN: JSON.stringify(token),
      },
      allowed: [daemon.port, strangerPort, CLOSED].flatMap((port) => [
        `http://localhost:${port}`,
        `ws://localhost:${port}`,
      ]),
      sandbox: 'allow-scripts',
    })
    hostPort = await listen(host)
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser?.close()
    await daemon?.close()
    stranger.close()
    host.close()
    await rm(home, { recursive: true, force: true })
  })

  it('finds the companion, fills over a stream and over a socket, and tells failures apart', async () => {
    const page = await browser.newPage()
    await page.goto(`http://localhost:${hostPort}/`)
    const told: unknown = await page.evaluate('window.told')
    const events = ['queued', 'started', 'progress', 'variation', 'done']
    expect(told).toEqual({
      origin: 'null',
      secure: false,
      subtle: 'undefined',
      ready: 'ready',
      refused: 'unproven',
      stranger: 'other_program',
      nobody: 'not_running',
      streamed: events,
      socketed: events,
      sockets: 1,
      polled: events,
      outside: true,
      filled: true,
    })
    await page.close()
  })
})

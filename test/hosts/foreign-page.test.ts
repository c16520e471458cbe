/**
 * What a web page the user happens to open can do to the companion: nothing. Real Chromium pages
 * against the real daemon: another local program's page, a page whose name was rebound to
 * 127.0.0.1, a sandboxed frame of origin "null" (facts/daemon.md 1.4, rows 1-5 and 11).
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPairings } from '@inlay/companion/http/access/pairing-file.ts'
import { startDaemon } from '@inlay/companion/http/daemon.ts'
import type { Daemon } from '@inlay/companion/http/daemon-options.ts'
import { companionFolders } from '@inlay/companion/system/folders.ts'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launchChromium } from '../setup/chromium.ts'

if (chromiumPath === undefined) {
  console.warn('SKIPPED: no Chromium, so no foreign page was tried against the companion.')
}

/** Runs in the page: tries everything a script can, and tells what came of each try. */
const attack = async ([base, socketBase]: readonly string[]): Promise<Record<string, string>> => {
  const told: Record<string, string> = {}
  const secret = 'A'.repeat(43)
  const tell = (name: string, outcome: string, then: () => void): void => {
    told[name] = outcome
    then()
  }
  const tryFetch = async (name: string, path: string, init?: RequestInit): Promise<void> => {
    try {
      const response = await fetch(base + path, init)
      const text = await response.text()
      told[name] = response.type === 'opaque' ? 'opaque' : `read ${response.status} ${text}`
    } catch {
      told[name] = 'blocked'
    }
  }
  const form = new FormData()
  form.append('image', new Blob(['x']), 'x.png')
  form.append('mask', new Blob(['x']), 'x.png')
  const bearer = { authorization: `Bearer ${secret}` }
  await tryFetch('health', '/v1/health')
  await tryFetch('health, without CORS', '/v1/health', { mode: 'no-cors' })
  await tryFetch('engines', '/v1/engines', { headers: bearer })
  await tryFetch('engines, with cookies', '/v1/engines', { credentials: 'include' })
  await tryFetch('submit', '/v1/fills', { method: 'POST', body: form, headers: bearer })
  await tryFetch('submit, simple', '/v1/fills', { method: 'POST', body: form })
  await tryFetch('submit, without CORS', '/v1/fills', {
    method: 'POST',
    body: form,
    mode: 'no-cors',
  })
  await tryFetch('submit, as text', '/v1/fills', { method: 'POST', body: '{}', mode: 'no-cors' })
  await tryFetch('delete', '/v1/fills/x', { method: 'DELETE', headers: bearer })
  await tryFetch('ticket', '/v1/ws-tickets', { method: 'POST', mode: 'no-cors' })
  told.beacon = navigator.sendBeacon(`${base}/v1/fills`, form) ? 'sent' : 'blocked'

  const load = (name: string, element: HTMLImageElement | HTMLScriptElement): Promise<void> =>
    new Promise((resolve) => {
      element.onload = () => tell(name, 'loaded', resolve)
      element.onerror = () => tell(name, 'blocked', resolve)
      element.src = `${base}/v1/health`
      document.body.append(element)
    })
  await load('image', new Image())
  await load('script', document.createElement('script'))

  const socket = (name: string, protocols: string[]): Promise<void> =>
    new Promise((resolve) => {
      const one = new WebSocket(`${socketBase}/v1/ws`, protocols)
      one.onopen = () => tell(name, 'opened', resolve)
      one.onerror = () => tell(name, 'blocked', resolve)
    })
  await socket('socket', [])
  await socket('socket, with a ticket', ['inlay.v1', `ticket.${secret}`])
  await new Promise<void>((resolve) => {
    const source = new EventSource(`${base}/v1/fills/x/events`)
    source.onopen = () => tell('event source', 'opened', resolve)
    source.onerror = () => {
      source.close()
      tell('event source', 'blocked', resolve)
    }
  })
  return told
}

/** Runs in the page: asks to be paired, guesses codes, tries without preflight; what came of each. */
const askToPair = async (base: string): Promise<string[]> => {
  const told: string[] = []
  let text = ''
  const post = async (path: string, body: string, init: RequestInit): Promise<void> => {
    try {
      const response = await fetch(base + path, { method: 'POST', body, ...init })
      text = await response.text()
      told.push(response.type === 'opaque' ? 'opaque' : `read ${response.status} ${text}`)
    } catch {
      told.push('blocked')
    }
  }
  const json = { headers: { 'content-type': 'application/json' } }
  const request = JSON.stringify({ name: 'Figma', app: 'figma', nonce: 'e'.repeat(64) })
  await post('/v1/pair/requests', request, json)
  const id = /"id":"([^"]+)"/.exec(text)?.[1] ?? 'none'
  for (let i = 0; i < 6; i++) {
    // The generator of the group: a share like any other, of a guess at nothing.
    const share = 'e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76'
    await post(`/v1/pair/requests/${id}/exchange`, JSON.stringify({ share }), json)
    await post(`/v1/pair/requests/${id}/claim`, JSON.stringify({ proof: 'a'.repeat(64) }), json)
  }
  const simple: RequestInit = { mode: 'no-cors', headers: { 'content-type': 'text/plain' } }
  await post('/v1/pair/requests', request, simple)
  await post('/v1/hello', request, simple)
  return told
}

describe.skipIf(chromiumPath === undefined)('a foreign page', () => {
  let home: string
  let daemon: Daemon
  let browser: Browser
  let page: Page
  let evilPort: number
  const evil = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end('<!doctype html><title>Kittens</title><body></body>')
  })

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'inlay-foreign-'))
    daemon = await startDaemon({ port: 0, folders: companionFolders(home) })
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
    const address = evil.address()
    evilPort = typeof address === 'object' && address !== null ? address.port : 0
    browser = await launchChromium({
      args: [
        '--host-resolver-rules=MAP evil.example 127.0.0.1',
        // A browser that does not yet, or no longer, guards local addresses itself.
        '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets',
      ],
    })
  })
  afterAll(async () => {
    await browser?.close()
    await daemon?.close()
    evil.close()
    await rm(home, { recursive: true, force: true })
  })
  afterEach(async () => {
    await page.close()
    // Whatever was tried, not one job came of it, and no fill process was started for one.
    expect(await readdir(join(home, 'state', 'spool'))).toEqual([])
    expect(daemon.fillProcess).toBeUndefined()
  })

  const bases = () => [`http://localhost:${daemon.port}`, `ws://localhost:${daemon.port}`]

  const blocked = (told: Readonly<Record<string, string>>): string[] =>
    Object.entries(told)
      .filter(([, outcome]) => !['blocked', 'opaque', 'sent'].includes(outcome))
      .map(([name, outcome]) => `${name}: ${outcome}`)

  it('of another local program reads nothing and starts nothing', async () => {
    page = await browser.newPage()
    await page.goto(`http://localhost:${evilPort}/`)
    const told = await page.evaluate(attack, bases())
    expect(Object.keys(told).length).toBe(16)
    expect(blocked(told)).toEqual([])
  })

  it('cannot post a form to it', async () => {
    page = await browser.newPage()
    await page.goto(`http://localhost:${evilPort}/`)
    await page.setContent(`
      <form method="post" enctype="multipart/form-data" action="http://localhost:${daemon.port}/v1/fills">
        <input name="operation" value="remove"><input name="image" value="x"><button>Win</button>
      </form>`)
    const [answer] = await Promise.all([page.waitForNavigation(), page.click('button')])
    expect(answer?.status()).toBe(403)
  })

  it('cannot show it in a frame', async () => {
    page = await browser.newPage()
    await page.goto(`http://localhost:${evilPort}/`)
    await page.setContent(`<iframe src="http://localhost:${daemon.port}/v1/health"></iframe>`)
    await page.waitForLoadState('networkidle')
    const framed = page.frames().map((frame) => frame.url())
    expect(framed.some((url) => url.includes(String(daemon.port)))).toBe(false)
  })

  it('whose name was rebound to this machine gets nothing, as its own origin', async () => {
    page = await browser.newPage()
    const own = `http://evil.example:${daemon.port}`
    // The page came from the attacker's server, before the name was rebound.
    await page.route(`${own}/`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><body></body>' }),
    )
    await page.goto(`${own}/`)
    const told = await page.evaluate(attack, [own, `ws://evil.example:${daemon.port}`])
    const read = Object.entries(told).filter(([, outcome]) => outcome.startsWith('read'))
    expect(read.length).toBeGreaterThan(3)
    for (const [, outcome] of read) expect(outcome).toMatch(/^read 421 .*wrong_host/)
    expect(JSON.stringify(told)).not.toContain('inlay-companion')
    expect(told.socket).toBe('blocked')
    const answer = await page.goto(`${own}/v1/health`)
    expect(answer?.status()).toBe(421)
  })

  it('in a sandboxed frame of origin null learns the name and version, and nothing without a token', async () => {
    page = await browser.newPage()
    await page.goto(`http://localhost:${evilPort}/`)
    const inner = `<!doctype html><body><script>
      (${attack.toString()})(${JSON.stringify(bases())}).then((told) => parent.postMessage(told, '*'))
    </script></body>`
    const told = await page.evaluate(
      (html) =>
        new Promise<Record<string, string>>((resolve) => {
          addEventListener('message', ({ data }) => resolve(data))
          const frame = document.createElement('iframe')
          frame.setAttribute('sandbox', 'allow-scripts')
          frame.srcdoc = html
          document.body.append(frame)
        }),
      inner,
    )
    expect(told.health).toBe(
      'read 200 {"name":"inlay-companion","version":"0.1.0","state":"ready"}',
    )
    for (const [name, outcome] of Object.entries(told)) {
      if (name === 'health' || !outcome.startsWith('read')) continue
      expect([name, outcome]).toEqual([name, expect.stringMatching(/^read 401 .*unauthorised/)])
    }
    expect(told.engines).toMatch(/^read 401/)
    expect(told.submit).toMatch(/^read 401/)
    expect(told['socket, with a ticket']).toBe('blocked')
  })

  it('of another local program cannot even ask to be paired', async () => {
    page = await browser.newPage()
    await page.goto(`http://localhost:${evilPort}/`)
    const told = await page.evaluate(askToPair, bases()[0] ?? '')
    expect(told.filter((outcome) => outcome.startsWith('read'))).toEqual([])
    expect(await readPairings(companionFolders(home).state)).toEqual([])
  })

  it('in a sandboxed frame may ask to be paired, but learns no code and guesses in vain', async () => {
    page = await browser.newPage()
    await page.goto(`http://localhost:${evilPort}/`)
    const inner = `<!doctype html><body><script>
      (${askToPair.toString()})(${JSON.stringify(bases()[0])}).then((told) => parent.postMessage(told, '*'))
    </script></body>`
    const told = await page.evaluate(
      (html) =>
        new Promise<string[]>((resolve) => {
          addEventListener('message', ({ data }) => resolve(data))
          const frame = document.createElement('iframe')
          frame.setAttribute('sandbox', 'allow-scripts')
          frame.srcdoc = html
          document.body.append(frame)
        }),
      inner,
    )
    const statuses = told.map((outcome) => outcome.split(' ', 2).join(' '))
    const wrong = Array.from({ length: 4 }, () => ['read 201', 'read 403']).flat()
    const over = ['read 201', 'read 410', 'read 410', 'read 410']
    expect(statuses).toEqual(['read 201', ...wrong, ...over, 'blocked', 'blocked'])
    expect(told.join()).not.toMatch(/"code":"?\d/)
    expect(await readdir(companionFolders(home).config)).not.toContain('devices.json')
  })

  it('with the token could do all of it, so the tries above were real ones', async () => {
    page = await browser.newPage()
    const token = (await readFile(daemon.tokenPath, 'utf8')).trim()
    await page.goto('about:blank')
    const status = await page.evaluate(
      async ([address, secret]) =>
        (
          await fetch(`${address}/v1/openapi.json`, {
            headers: { authorization: `Bearer ${secret}` },
          })
        ).status,
      [`http://localhost:${daemon.port}`, token],
    )
    expect(status).toBe(200)
  })
})

/**
 * What the browser itself lets through to this machine, cell by cell: Local Network Access in
 * Chromium (facts/daemon.md 1.2). Which page asks, from where in it, and what the person has said to
 * the browser's question; and, in each cell, what the companion tells whoever gets through.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { WebSocketServer } from 'ws'
import { makeCertificate } from '../setup/certificate.ts'
import { HOOK_PATIENCE } from '../setup/patience.ts'
import { close } from '../setup/servers.ts'
import { listen } from './frame.ts'

export const ANSWERS = ['granted', 'denied', 'not asked yet'] as const
export type PersonsAnswer = (typeof ANSWERS)[number]

/** Chromium's own numbers for its content settings; 3 is its default, to ask. */
const SETTINGS: Readonly<Record<PersonsAnswer, number>> = {
  granted: 1,
  denied: 2,
  'not asked yet': 3,
}

export const PAGES = ['https, public', 'http, public', 'another local program', 'a file'] as const
export const PLACES = ['the page', 'a null frame', 'a null frame with allow'] as const

export interface Cell {
  readonly answer: PersonsAnswer
  readonly page: (typeof PAGES)[number]
  readonly place: (typeof PLACES)[number]
  /** What reached a server that lets everybody in: the browser's own say. */
  readonly through: string
  /** What was read of the companion, by anything that was tried. */
  readonly read: readonly string[]
}

/** Runs in the page or the frame: tries the open server, then the companion. */
const TRY = `async ([open, companion, patience]) => {
  const within = (work) => Promise.race([work.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, patience))])
  const text = (base, path, init) => within(fetch(base + path, init).then((answer) => answer.text()))
  const bearer = { headers: { authorization: 'Bearer ' + 'A'.repeat(43) } }
  const socket = (base, path, protocols) => within(new Promise((resolve) => {
    const one = new WebSocket(base.replace('http', 'ws') + path, protocols)
    one.onopen = () => resolve('opened')
    one.onerror = () => resolve(undefined)
  }))
  const [plain, preflighted, ws] = await Promise.all([
    text(open, '/plain'), text(open, '/preflighted', bearer), socket(open, '/ws', []),
  ])
  const through = [plain && 'fetch', preflighted && 'fetch with a token', ws && 'WebSocket'].filter(Boolean).join(', ') || 'nothing'
  const read = await Promise.all([
    text(companion, '/v1/health'), text(companion, '/v1/engines'), text(companion, '/v1/engines', bearer),
    text(companion, '/v1/fills', { method: 'POST', body: '{}', ...bearer }), socket(companion, '/v1/ws', ['inlay.v1', 'ticket.' + 'A'.repeat(43)]),
  ])
  return { through, read: read.filter(Boolean) }
}`

const html = (given: Given, allow: string): string => {
  const frame = `<body><script>(${TRY})(${JSON.stringify(given)}).then((told) => parent.postMessage(told, '*'))</script>`
  const source = Buffer.from(frame).toString('base64')
  return `<!doctype html><meta charset="utf-8"><body><script>
    window.told = new Promise((resolve) => addEventListener('message', ({ data }) => resolve(data)))
    window.frame = () => {
      const frame = document.createElement('iframe')
      frame.setAttribute('sandbox', 'allow-scripts')
      frame.setAttribute('allow', ${JSON.stringify(allow)})
      frame.src = 'data:text/html;base64,${source}'
      document.body.append(frame)
      return window.told
    }
  </script>`
}

/** The open server, the companion, and how long to wait for either. */
type Given = readonly [open: string, companion: string, patience: number]

const ALLOW = 'loopback-network *; local-network-access *; local-network *'

/** Answers anybody, so that only the browser stands between. */
const openServer = (): Server => {
  const server = createServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Access-Control-Allow-Headers', '*')
    response.statusCode = request.method === 'OPTIONS' ? 204 : 200
    response.end(request.method === 'OPTIONS' ? undefined : 'open')
  })
  new WebSocketServer({ server })
  return server
}

/**
 * @param companion address of a running companion
 * @param patience milliseconds after which no answer counts as none: a browser that asks the person
 *   waits for ever
 */
export const measureLocalNetwork = async (
  executablePath: string,
  companion: string,
  patience: number,
): Promise<{ readonly browser: string; readonly cells: readonly Cell[] }> => {
  const folder = mkdtempSync(join(tmpdir(), 'inlay-lna-'))
  const open = openServer()
  const openPort = await listen(open, '127.0.0.1')
  const bases: Given = [`http://127.0.0.1:${openPort}`, companion, patience]
  const serve = (request: { readonly url?: string | undefined }): string =>
    html(bases, request.url === '/allow' ? ALLOW : '')
  const plain = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end(serve(request))
  })
  const local = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end(serve(request))
  })
  const secure = createSecureServer(
    makeCertificate(folder, ['figma.test']),
    (request, response) => {
      response.setHeader('Content-Type', 'text/html')
      response.end(serve(request))
    },
  )
  const [plainPort, localPort, securePort] = [
    await listen(plain, '127.0.0.1'),
    await listen(local, '127.0.0.1'),
    await listen(secure, '127.0.0.1'),
  ]
  for (const name of ['', 'allow']) {
    writeFileSync(join(folder, `page${name}.html`), serve({ url: `/${name}` }))
  }
  const addresses: Readonly<Record<(typeof PAGES)[number], (name: string) => string>> = {
    'https, public': (name) => `https://figma.test:${securePort}/${name}`,
    'http, public': (name) => `http://figma.test:${plainPort}/${name}`,
    'another local program': (name) => `http://localhost:${localPort}/${name}`,
    'a file': (name) => pathToFileURL(join(folder, `page${name}.html`)).href,
  }

  const measureOne = async (
    context: BrowserContext,
    cell: Omit<Cell, 'through' | 'read'>,
  ): Promise<Cell> => {
    const page: Page = await context.newPage()
    await page.goto(addresses[cell.page](cell.place === PLACES[2] ? 'allow' : ''))
    const told: Pick<Cell, 'through' | 'read'> = await page.evaluate(
      cell.place === 'the page' ? `(${TRY})(${JSON.stringify(bases)})` : 'window.frame()',
    )
    await page.close()
    return { ...cell, ...told }
  }

  const cells: Cell[] = []
  let browser = ''
  try {
    for (const answer of ANSWERS) {
      const profile = join(folder, `profile-${SETTINGS[answer]}`)
      mkdirSync(join(profile, 'Default'), { recursive: true })
      const setting = SETTINGS[answer]
      const values = {
        loopback_network: setting,
        local_network: setting,
        local_network_access: setting,
      }
      writeFileSync(
        join(profile, 'Default', 'Preferences'),
        JSON.stringify({ profile: { default_content_setting_values: values } }),
      )
      const context = await chromium.launchPersistentContext(profile, {
        executablePath,
        timeout: HOOK_PATIENCE,
        ignoreHTTPSErrors: true,
        args: [
          '--no-sandbox',
          '--host-resolver-rules=MAP figma.test 127.0.0.1',
          `--ip-address-space-overrides=127.0.0.1:${plainPort}=public,127.0.0.1:${securePort}=public`,
        ],
      })
      browser = context.browser()?.version() ?? browser
      try {
        for (const page of PAGES) {
          cells.push(
            ...(await Promise.all(
              PLACES.map((place) => measureOne(context, { answer, page, place })),
            )),
          )
        }
      } finally {
        await context.close()
      }
    }
  } finally {
    await Promise.all([open, plain, local, secure].map(close))
    rmSync(folder, { recursive: true, force: true })
  }
  return { browser, cells }
}

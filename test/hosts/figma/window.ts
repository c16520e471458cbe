/**
 * Figma's page around the plugin's window, in real Chromium: a public https page, in it a frame with
 * the policy that Figma makes of the manifest, in that the window as a sandboxed `data:` frame of
 * origin "null" (facts/hosts.md 1.1, 1.3). What it says goes to the host double and back.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Frame, type Page } from 'playwright-core'
import { makeCertificate } from '../../setup/certificate.ts'
import { HOOK_PATIENCE, PATIENCE } from '../../setup/patience.ts'
import { close } from '../../setup/servers.ts'
import { findPart } from '../../setup/system-parts.mjs'
import { listen } from '../frame.ts'

/** What the window is joined to: the host double, or whatever a test answers with. */
export interface Sandbox {
  fromUi(value: unknown): void
  /** @param listener hears each value, and its number */
  onToUi(listener: (value: unknown, number: number) => void): () => void
}

export interface WindowOptions {
  readonly sandbox: Sandbox
  readonly theme?: 'light' | 'dark'
  /** Device pixels of a CSS pixel. */
  readonly scale?: number
  /** Whether Figma lets its plugins' frames ask for this machine; nobody knows (facts/hosts.md 1.3). */
  readonly isAllowed?: boolean
  readonly reducedMotion?: boolean
  readonly width?: number
  readonly height?: number
}

export interface PluginWindow {
  readonly page: Page
  readonly frame: Frame
  /** What the frame wrote to its console as an error, and what it threw. */
  readonly errors: readonly string[]
  /** Number of the last value that the window has heard, and shown what came of it at once. */
  readonly heard: number
  /** What is seen, at the window's scale, as PNG. */
  picture(): Promise<Buffer>
  close(): Promise<void>
}

export interface FigmaPage {
  readonly context: BrowserContext
  open(options: WindowOptions): Promise<PluginWindow>
  close(): Promise<void>
}

/** Figma's flags are not documented; these are what a plugin's window needs at least, and pop-ups. */
const SANDBOX =
  'allow-scripts allow-modals allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads'

/** As the shipped Figma client builds it (facts/hosts.md 1.1). */
const policyOf = (domains: readonly string[]): string => {
  const list = domains.join(' ')
  return [
    `default-src data: blob: ${list}`,
    `script-src 'unsafe-inline' 'unsafe-eval' data: blob: ${list}`,
    `style-src 'unsafe-inline' 'unsafe-eval' data: blob: ${list}`,
    `font-src data: blob: ${list}`,
  ].join('; ')
}

/** Bytes cross Playwright's border as text. */
const packed = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return { bytes64: Buffer.from(value).toString('base64') }
  return mapWithin(value, packed)
}

const unpacked = (value: unknown): unknown => {
  if (typeof value === 'object' && value !== null && 'bytes64' in value) {
    return new Uint8Array(Buffer.from(String(value.bytes64), 'base64'))
  }
  return mapWithin(value, unpacked)
}

const mapWithin = (value: unknown, map: (value: unknown) => unknown): unknown => {
  if (Array.isArray(value)) return value.map(map)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, map(one)]))
}

/** Runs in the middle frame: passes on what crosses it, bytes as text. */
const RELAY = `(() => {
  const walk = (value, leaf) => {
    const one = leaf(value)
    if (one !== undefined) return one
    if (Array.isArray(value)) return value.map((item) => walk(item, leaf))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, leaf)]))
  }
  const text = (bytes) => {
    let all = ''
    for (let i = 0; i < bytes.length; i += 8192) all += String.fromCharCode(...bytes.subarray(i, i + 8192))
    return btoa(all)
  }
  const pack = (value) => value instanceof Uint8Array ? { bytes64: text(value) } : undefined
  const unpack = (value) => value !== null && typeof value === 'object' && 'bytes64' in value
    ? Uint8Array.from(atob(value.bytes64), (letter) => letter.charCodeAt(0)) : undefined
  const waiting = new Map()
  window.toWindow = (value) => new Promise((heard) => {
    const asked = waiting.size
    waiting.set(asked, heard)
    const { contentWindow } = document.querySelector('iframe')
    contentWindow.postMessage({ pluginMessage: walk(value, unpack) }, '*')
    contentWindow.postMessage({ asked }, '*')
  })
  addEventListener('message', ({ data }) => {
    waiting.get(data?.heard)?.()
    if (data === null || typeof data !== 'object' || !('pluginMessage' in data)) return
    // As a structured clone would, and Figma's serialisation, it keeps Uint8Array.
    const isOfParent = walk(data.pluginMessage, (value) => Object.prototype.toString.call(value) === '[object Uint8Array]' ? { bytes64: text(value) } : undefined)
    void window.fromWindow(isOfParent)
  })
})()`

/** In the window, before its own script: answers when what was posted before has been heard. */
const ECHO = `<script>addEventListener('message', ({ data, source }) => {
  if (data?.asked !== undefined) source.postMessage({ heard: data.asked }, '*')
})</script>`

/**
 * @param html the plugin's window as built
 * @param domains what the manifest lets the plugin reach
 */
export const openFigma = async (html: string, domains: readonly string[]): Promise<FigmaPage> => {
  const folder = mkdtempSync(join(tmpdir(), 'inlay-figma-'))
  const policy = policyOf(domains)
  const server = createServer(makeCertificate(folder, ['figma.test']), (request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'https://figma.test')
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(topPage(html, policy, searchParams))
  })
  const port = await listen(server, '127.0.0.1')
  const profile = join(folder, 'profile')
  mkdirSync(join(profile, 'Default'), { recursive: true })
  // The person has said yes to "Apps on device"; Playwright's own way passes the frame's policy by.
  const values = { loopback_network: 1, local_network: 1, local_network_access: 1 }
  writeFileSync(
    join(profile, 'Default', 'Preferences'),
    JSON.stringify({ profile: { default_content_setting_values: values } }),
  )
  const context = await chromium.launchPersistentContext(profile, {
    timeout: HOOK_PATIENCE,
    executablePath: findPart('chromium') ?? '',
    ignoreHTTPSErrors: true,
    ignoreDefaultArgs: ['--disable-popup-blocking'],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-software-rasterizer',
      // In a process of its own the frame would not hear of the window's scale.
      '--disable-features=IsolateSandboxedIframes',
      '--host-resolver-rules=MAP figma.test 127.0.0.1',
      `--ip-address-space-overrides=127.0.0.1:${port}=public`,
    ],
  })
  context.setDefaultTimeout(PATIENCE)
  const stage = await openStage(context, `https://figma.test:${port}`)
  return {
    context,
    open: stage.open,
    close: async () => {
      await context.close()
      await close(server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One page for all the windows: a new one each would begin a process each. */
const openStage = async (
  context: BrowserContext,
  origin: string,
): Promise<Pick<FigmaPage, 'open'>> => {
  const page = context.pages()[0] ?? (await context.newPage())
  const session = await context.newCDPSession(page)
  let errors: string[] = []
  let sandbox: Sandbox | undefined
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.exposeFunction('fromWindow', (value: unknown) => sandbox?.fromUi(unpacked(value)))
  return {
    open: async (options) => {
      const { theme = 'light', scale = 1, isAllowed = true } = options
      const { width = 340, height = 640, reducedMotion = false } = options
      const own: string[] = []
      errors = own
      sandbox = options.sandbox
      await page.setViewportSize({ width, height })
      // Playwright sets it for a whole browser only.
      await session.send('Emulation.setDeviceMetricsOverride', {
        ...{ width, height, deviceScaleFactor: scale, mobile: false },
      })
      await page.emulateMedia({
        colorScheme: theme,
        reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
      })
      const query = new URLSearchParams({ theme, allow: isAllowed ? 'yes' : 'no' })
      let heard = 0
      const silence = options.sandbox.onToUi((value, number) => {
        const heardIt = page
          .frames()[1]
          ?.evaluate(`window.toWindow(${JSON.stringify(packed(value))})`)
        heardIt?.then(
          () => {
            heard = number
          },
          // A window that was closed meanwhile hears nothing any more.
          () => {},
        )
      })
      await page.goto(`${origin}/?${query}`)
      await page.waitForFunction(
        'document.querySelector("iframe").contentWindow.document.querySelector("iframe") !== null',
      )
      let frame = page.frames()[2]
      while (frame === undefined) {
        await page.waitForTimeout(10)
        frame = page.frames()[2]
      }
      return {
        ...{ page, frame, errors: own },
        get heard() {
          return heard
        },
        picture: async () => {
          const { data } = await session.send('Page.captureScreenshot', { format: 'png' })
          return Buffer.from(data, 'base64')
        },
        close: async () => {
          silence()
          sandbox = undefined
          await page.goto('about:blank')
        },
      }
    },
  }
}

const ALLOW = 'loopback-network *; local-network-access *; local-network *'

/** The page: a frame of its own origin for the policy, in it the window. */
const topPage = (html: string, policy: string, query: URLSearchParams): string => {
  const theme = query.get('theme') === 'dark' ? 'dark' : 'light'
  const allow = query.get('allow') === 'yes' ? ALLOW : ''
  const themed = html.replace('<html lang="en">', `<html lang="en" class="figma-${theme}">`)
  const listening = themed.replace('<head>', `<head>${ECHO}`)
  const source = `data:text/html;charset=utf-8;base64,${Buffer.from(listening).toString('base64')}`
  const script = `
    const outer = document.querySelector('iframe')
    const inside = outer.contentDocument
    const meta = inside.createElement('meta')
    meta.httpEquiv = 'Content-Security-Policy'
    meta.content = ${JSON.stringify(policy)}
    inside.head.append(meta)
    inside.body.style.margin = '0'
    const relay = inside.createElement('script')
    relay.textContent = ${JSON.stringify(RELAY)}
    inside.head.append(relay)
    const inner = inside.createElement('iframe')
    inner.setAttribute('sandbox', ${JSON.stringify(SANDBOX)})
    inner.setAttribute('allow', ${JSON.stringify(allow)})
    inner.style.cssText = 'display: block; border: 0; width: 100vw; height: 100vh'
    inner.src = ${JSON.stringify(source)}
    inside.body.append(inner)`
  return `<!doctype html><meta charset="utf-8"><title>Figma</title>
    <body style="margin: 0"><iframe allow="${allow}" style="display: block; border: 0; width: 100vw; height: 100vh"></iframe>
    <script>${script.replaceAll('</script', '<\\/script')}</script>`
}

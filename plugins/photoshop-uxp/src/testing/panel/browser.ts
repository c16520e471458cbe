/** A page with the panel in it, in a real Chromium: the panel's own style, one of Photoshop's themes. */
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'
import { HOOK_PATIENCE, PATIENCE } from '../../../../../test/setup/patience.ts'
import { findPart } from '../../../../../test/setup/system-parts.mjs'

export const chromiumPath = findPart('chromium')

/** Photoshop's four, by the colours that it gives a panel. */
export const THEMES = {
  darkest: { ground: '#323232', ink: '#e3e3e3', soft: '#c2c2c2', line: '#4a4a4a' },
  dark: { ground: '#535353', ink: '#f2f2f2', soft: '#dcdcdc', line: '#6e6e6e' },
  light: { ground: '#b8b8b8', ink: '#1a1a1a', soft: '#333333', line: '#8f8f8f' },
  lightest: { ground: '#f0f0f0', ink: '#2c2c2c', soft: '#505050', line: '#cacaca' },
} as const
export type Theme = keyof typeof THEMES

const require = createRequire(import.meta.url)
const here = fileURLToPath(new URL('.', import.meta.url))
const panel = join(here, '..', '..', 'panel')

export interface Looks {
  readonly theme?: Theme
  readonly width?: number
  readonly height?: number
}

export interface PanelBrowser {
  /** The one page, opened anew: a context for each test costs more than most tests do. */
  open(looks?: Looks): Promise<Page>
  /** What axe-core finds on the page as it is: rules that are broken, with the first element. */
  faults(): Promise<unknown>
  close(): Promise<void>
}

/** @param scale device pixels for one of the page: of pictures only */
export const openBrowser = async (scale = 1): Promise<PanelBrowser> => {
  const folder = await mkdtemp(join(tmpdir(), 'inlay-panel-'))
  const { outputFiles } = await build({
    entryPoints: [join(here, 'page.client.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    alias: { sharp: join(here, 'sharp.client.ts') },
    logLevel: 'warning',
  })
  const sheet = await build({
    entryPoints: [join(panel, 'style.css')],
    bundle: true,
    write: false,
    logLevel: 'warning',
  })
  const style = sheet.outputFiles[0]?.text ?? ''
  await writeFile(join(folder, 'page.js'), outputFiles[0]?.contents ?? '')
  await copyFile(require.resolve('axe-core/axe.min.js'), join(folder, 'axe.js'))
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath ?? '',
    args: ['--no-sandbox'],
    timeout: HOOK_PATIENCE,
  })
  const page = await browser.newPage({ deviceScaleFactor: scale })
  page.setDefaultTimeout(PATIENCE)
  return {
    open: async ({ theme = 'darkest', width = 300, height = 640 } = {}) => {
      const file = join(folder, `${theme}.html`)
      await writeFile(file, pageOf(style, theme))
      await page.setViewportSize({ width, height })
      await page.goto(pathToFileURL(file).href)
      return page
    },
    faults: async () => {
      await page.evaluate(loadAxe)
      return page.evaluate(runAxe)
    },
    close: async () => {
      await browser.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** By an address of its own: as text through the wire it takes longer than its run. */
const loadAxe = async (): Promise<void> => {
  if (Reflect.has(window, 'axe')) return
  const script = document.createElement('script')
  script.src = 'axe.js'
  await new Promise((resolve, reject) => {
    script.onload = resolve
    script.onerror = reject
    document.head.append(script)
  })
}

const runAxe = async (): Promise<unknown> => {
  const { violations } = await Reflect.get(window, 'axe').run(document.body, {
    // A panel is a part of a page, and Photoshop gives it its title.
    rules: { region: { enabled: false } },
  })
  return violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => [
    id,
    nodes[0]?.html,
  ])
}

/** Chromium knows two schemes only: the theme's rules are taken out of their condition. */
const pageOf = (style: string, theme: Theme): string => {
  let rules = ''
  const plain = style.replace(
    /@media \(prefers-color-scheme: (\w+)\) \{([\s\S]*?)\n\}\n/g,
    (_, scheme: string, inner: string) => {
      if (scheme === theme) rules = inner
      return ''
    },
  )
  const { ground, ink, soft, line } = THEMES[theme]
  const host = `:root{--uxp-host-background-color:${ground};--uxp-host-text-color:${ink};
    --uxp-host-text-color-secondary:${soft};--uxp-host-border-color:${line}}`
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Inlay</title>
    <style>${plain}</style><style>${host}${rules}</style></head>
    <body><script src="page.js"></script></body></html>`
}

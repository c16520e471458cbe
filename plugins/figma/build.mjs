/**
 * Builds plugins/figma/dist, which Figma takes by "Import plugin from manifest": manifest.json, the
 * sandbox's script and the window as one HTML file that loads nothing.
 *
 * Run it (`npm run build`), or import `bundle` for what would be written, as the tests do.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bundled, bundledManifest, writeFiles } from '../bundling.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const from = (...path) => join(here, 'src', ...path)
export const dist = join(here, 'dist')

/** For a plugin that is not published any id will do; publishing takes the one that Figma gave. */
const ID = process.env.INLAY_FIGMA_ID ?? 'inlay-from-disk'

/** Figma's sandbox: a JavaScript engine without a browser around it (facts/hosts.md 1.2). */
export const bundleMain = async () => {
  const code = await bundled({
    entryPoints: [from('main.ts')],
    format: 'iife',
    platform: 'neutral',
    target: 'es2020',
    minify: true,
    charset: 'utf8',
  })
  return code['.js']
}

/** The window: its page with style and script inside. */
export const bundleUi = async () => {
  const code = await bundled({
    entryPoints: [from('ui', 'main.tsx')],
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    charset: 'utf8',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const style = await bundled({ entryPoints: [from('ui', 'style.css')], minify: true })
  const page = readFileSync(from('ui', 'index.html'), 'utf8')
  const within = { style: style['.css'], script: code['.js'].replaceAll('</script', '<\\/script') }
  return Object.entries(within).reduce((html, [name, text]) => {
    const place = `<!--${name}-->`
    if (html.split(place).length !== 2) throw new Error(`Expected one ${place} in ui/index.html`)
    return html.replace(place, () => `<${name}>${text}</${name}>`)
  }, page)
}

/** Name in dist -> contents. */
export const bundle = async () => {
  const [manifest, main, ui] = await Promise.all([
    bundledManifest(from(), ID, 'Figma'),
    bundleMain(),
    bundleUi(),
  ])
  return { 'manifest.json': manifest, 'main.js': main, 'ui.html': ui }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (existsSync(from('ui', 'main.tsx'))) writeFiles(dist, await bundle())
  else rmSync(dist, { recursive: true, force: true })
}

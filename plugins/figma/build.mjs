/**
 * Builds plugins/figma/dist, which Figma takes by "Import plugin from manifest": manifest.json, the
 * sandbox's script and the window as one HTML file that loads nothing.
 *
 * Run it (`npm run build`), or import `bundle` for what would be written, as the tests do.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const from = (...path) => join(here, 'src', ...path)
export const dist = join(here, 'dist')

/** For a plugin that is not published any id will do; publishing takes the one that Figma gave. */
const ID = process.env.INLAY_FIGMA_ID ?? 'inlay-from-disk'

const bundled = async (options) => {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    bundle: true,
    write: false,
    outdir: dist,
    legalComments: 'none',
    logLevel: 'warning',
    mainFields: ['module', 'main'],
    ...options,
  })
  return Object.fromEntries(
    outputFiles.map(({ path, text }) => [path.slice(path.lastIndexOf('.')), text]),
  )
}

/** The manifest as data, checked by Figma's own rules before anybody sees it. */
const bundleManifest = async () => {
  const code = await bundled({
    stdin: {
      contents: `export { manifestFor } from './manifest.ts'; export { manifestFaults } from './manifest-rules.ts'`,
      resolveDir: from(),
      loader: 'ts',
    },
    format: 'esm',
    platform: 'neutral',
  })
  const { manifestFor, manifestFaults } = await import(
    `data:text/javascript;base64,${Buffer.from(code['.js']).toString('base64')}`
  )
  const manifest = manifestFor(ID)
  const faults = manifestFaults(manifest)
  if (faults.length > 0) throw new Error(`Figma would refuse the manifest: ${faults.join('; ')}`)
  return `${JSON.stringify(manifest, null, 2)}\n`
}

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
  const [manifest, main, ui] = await Promise.all([bundleManifest(), bundleMain(), bundleUi()])
  return { 'manifest.json': manifest, 'main.js': main, 'ui.html': ui }
}

const write = (files) => {
  mkdirSync(dist, { recursive: true })
  for (const [name, contents] of Object.entries(files)) {
    const temporary = join(dist, `.${name}.${process.pid}`)
    writeFileSync(temporary, contents)
    renameSync(temporary, join(dist, name))
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (existsSync(from('ui', 'main.tsx'))) write(await bundle())
  else rmSync(dist, { recursive: true, force: true })
}

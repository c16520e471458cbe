/**
 * Builds plugins/photoshop-uxp/dist, which the UXP Developer Tool loads, and dist/inlay.ccx, which
 * Creative Cloud installs: manifest, page, style, two scripts, icons, and nothing else.
 *
 * Run it (`npm run build`), or import `bundle` and `pack` for what would be written, as the tests do.
 */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const from = (...path) => join(here, 'src', ...path)
export const dist = join(here, 'dist')
export const CCX = 'inlay.ccx'

/** For a plugin that is installed by hand any id will do; Adobe's portal gives one to publish. */
const ID = process.env.INLAY_PHOTOSHOP_ID ?? 'inlay-from-disk'

/** A zip says when; the same sources shall give the same file. */
const WHEN = new Date('2026-01-01T00:00:00Z')

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
  return outputFiles[0].text
}

/** One script of the page, for UXP's own engine (V8) and its require. */
export const bundleScript = (entry) =>
  bundled({
    entryPoints: [from(entry)],
    format: 'iife',
    platform: 'neutral',
    target: 'es2022',
    external: ['photoshop', 'uxp'],
    charset: 'utf8',
    // Photoshop's crash reports name functions.
    minifyWhitespace: true,
    minifySyntax: true,
  })

/** The manifest as data, checked by Photoshop's rules before anybody sees it. */
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
    `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
  )
  const manifest = manifestFor(ID)
  const faults = manifestFaults(JSON.parse(JSON.stringify(manifest)))
  if (faults.length > 0) throw new Error(`Photoshop would refuse it: ${faults.join('; ')}`)
  return `${JSON.stringify(manifest, null, 2)}\n`
}

const icons = () =>
  Object.fromEntries(
    readdirSync(join(here, 'icons')).map((name) => [
      `icons/${name}`,
      readFileSync(join(here, 'icons', name)),
    ]),
  )

/** Name in dist -> contents. */
export const bundle = async () => {
  const [manifest, entry, main, style] = await Promise.all([
    bundleManifest(),
    bundleScript('entry.ts'),
    bundleScript('main.ts'),
    // Not more: esbuild's shorter words (inset, nesting) are not UXP's.
    bundled({ entryPoints: [from('panel', 'style.css')], minifyWhitespace: true }),
  ])
  return {
    'manifest.json': Buffer.from(manifest),
    'index.html': readFileSync(from('panel', 'index.html')),
    'style.css': Buffer.from(style),
    'entry.js': Buffer.from(entry),
    'main.js': Buffer.from(main),
    ...icons(),
  }
}

/** The files as one .ccx: a zip with the manifest at its root. */
export const pack = async (files) => {
  const { ZipFile } = await import('yazl')
  const zip = new ZipFile()
  for (const [name, contents] of Object.entries(files)) {
    zip.addBuffer(contents, name, { mtime: WHEN, mode: 0o100644 })
  }
  zip.end()
  const pieces = []
  for await (const piece of zip.outputStream) pieces.push(piece)
  return Buffer.concat(pieces)
}

const write = (files) => {
  for (const [name, contents] of Object.entries(files)) {
    const path = join(dist, name)
    mkdirSync(dirname(path), { recursive: true })
    const temporary = `${path}.${process.pid}`
    writeFileSync(temporary, contents)
    renameSync(temporary, path)
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  rmSync(dist, { recursive: true, force: true })
  if (existsSync(from('main.ts'))) {
    const files = await bundle()
    write({ ...files, [CCX]: await pack(files) })
  }
}

/**
 * Builds plugins/photoshop-uxp/dist, which the UXP Developer Tool loads, and dist/inlay.ccx, which
 * Creative Cloud installs: manifest, page, style, two scripts, icons, and nothing else.
 *
 * Run it (`npm run build`), or import `bundle` and `pack` for what would be written, as the tests do.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bundled, bundledManifest, writeFiles } from '../bundling.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const from = (...path) => join(here, 'src', ...path)
export const dist = join(here, 'dist')
export const CCX = 'inlay.ccx'

/** For a plugin that is installed by hand any id will do; Adobe's portal gives one to publish. */
const ID = process.env.INLAY_PHOTOSHOP_ID ?? 'inlay-from-disk'

/** A zip says when; the same sources shall give the same file. */
const WHEN = new Date('2026-01-01T00:00:00Z')

/** One script of the page, for UXP's own engine (V8) and its require. */
export const bundleScript = async (entry) => {
  const code = await bundled({
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
  return code['.js']
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
    bundledManifest(from(), ID, 'Photoshop'),
    bundleScript('entry.ts'),
    bundleScript('main.ts'),
    // Not more: esbuild's shorter words (inset, nesting) are not UXP's.
    bundled({ entryPoints: [from('panel', 'style.css')], minifyWhitespace: true }),
  ])
  return {
    'manifest.json': Buffer.from(manifest),
    'index.html': readFileSync(from('panel', 'index.html')),
    'style.css': Buffer.from(style['.css']),
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

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  rmSync(dist, { recursive: true, force: true })
  if (existsSync(from('main.ts'))) {
    const files = await bundle()
    writeFiles(dist, { ...files, [CCX]: await pack(files) })
  }
}

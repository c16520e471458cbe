/**
 * Builds what browsers load, with Vite: the window `/bridge` and the companion's own page, which is
 * split so that a section is loaded when it is first opened. `pages.json` lists every file that is
 * served: the companion gives out nothing else (`http/routes/page-files.ts`).
 */
import { bundleConfig } from './page-config.mjs'

const TYPES = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

const typeOf = (file) => TYPES[file.slice(file.lastIndexOf('.') + 1)]

/** @param put writes a file into dist; gives its name */
export const buildPages = async (put) => {
  // Vite builds for that, whatever its mode is; tests and shells may have set something else.
  process.env.NODE_ENV = 'production'
  const { build } = await import('vite')
  const [bridge, home] = await Promise.all([buildBridge(build), buildHome(build)])
  const list = (files) =>
    files.map(({ path, file, isHashed }) => ({ path, file, type: typeOf(file), isHashed }))
  return [
    ...[...bridge, ...home].map(({ file, contents }) => put(file, contents)),
    put('pages.json', JSON.stringify({ bridge: list(bridge), home: list(home) })),
  ]
}

/** The window `/bridge`: one script for the browser, its page and its style. */
const buildBridge = (build) =>
  bundle(build, 'bridge', {
    html: 'page.html',
    base: '/',
    folder: '',
    document: { path: '/bridge', file: 'bridge.html' },
    names: { entryFileNames: 'bridge.js', assetFileNames: 'bridge[extname]' },
  })

/** The companion's own page: its document, and pieces whose names hold a hash of them. */
const buildHome = (build) =>
  bundle(build, 'home', {
    html: 'index.html',
    base: '/page/',
    folder: 'page/',
    document: { path: '/', file: 'page/index.html' },
    names: {
      entryFileNames: '[name]-[hash].js',
      chunkFileNames: '[name]-[hash].js',
      assetFileNames: '[name]-[hash][extname]',
    },
  })

/**
 * @param folder of dist, in which its files go
 * @param document where the page itself goes, and the address it is served at
 */
const bundle = async (build, page, { folder, document, ...how }) => {
  const { output } = await build(bundleConfig(page, how))
  const isHashed = how.names.assetFileNames.includes('[hash]')
  return output.map((made) => {
    const { fileName } = made
    const contents = made.type === 'chunk' ? made.code : made.source
    if (fileName === how.html) return { ...document, isHashed: false, contents }
    return { path: how.base + fileName, file: folder + fileName, isHashed, contents }
  })
}

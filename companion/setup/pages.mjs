/**
 * Builds what browsers load: the window `/bridge` and the companion's own page, which is split so
 * that a section is loaded when it is first opened. `pages.json` lists every file that is served:
 * the companion gives out nothing else (`http/routes/page-files.ts`).
 */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { directImports } from './direct-imports.mjs'
import { companion, dist, repository } from './places.mjs'

const from = (...path) => join(companion, 'src', 'pages', ...path)

const TYPES = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

const typeOf = (file) => TYPES[file.slice(file.lastIndexOf('.') + 1)]

const OPTIONS = {
  bundle: true,
  platform: 'browser',
  minify: true,
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
  write: false,
}

/** @param put writes a file into dist; gives its name */
export const buildPages = async (esbuild, put) => {
  const served = {
    bridge: await buildBridge(esbuild),
    home: await buildHome(esbuild),
  }
  const files = Object.values(served).flat()
  const list = Object.fromEntries(
    Object.entries(served).map(([page, its]) => [
      page,
      its.map(({ path, file, isHashed = false }) => ({
        path,
        file,
        type: typeOf(file),
        isHashed,
      })),
    ]),
  )
  return [
    ...files.map(({ file, contents }) => put(file, contents)),
    put('pages.json', JSON.stringify(list)),
  ]
}

/** The window `/bridge`: one script for the browser, its page and its style. */
const buildBridge = async (esbuild) => {
  const { outputFiles } = await esbuild({
    ...OPTIONS,
    entryPoints: [from('bridge', 'main.ts')],
    format: 'iife',
    target: 'es2022',
    plugins: [directImports(join(repository, 'shared', 'src', 'index.ts'))],
  })
  return [
    { path: '/bridge', file: 'bridge.html', contents: readFileSync(from('bridge', 'page.html')) },
    { path: '/bridge.js', file: 'bridge.js', contents: outputFiles[0].contents },
    { path: '/bridge.css', file: 'bridge.css', contents: readFileSync(from('bridge', 'page.css')) },
  ]
}

/** The companion's own page: an entry, a style, and pieces whose names hold a hash of them. */
const buildHome = async (esbuild) => {
  const workers = workerScripts(esbuild)
  const { outputFiles, metafile } = await esbuild({
    ...OPTIONS,
    entryPoints: { page: from('home', 'main.tsx'), style: from('home', 'page.css') },
    outdir: join(dist, 'page'),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    format: 'esm',
    splitting: true,
    target: ['es2022', 'chrome123', 'firefox120', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    metafile: true,
    plugins: [
      workers.plugin,
      sectionStyles(esbuild),
      directImports(join(repository, 'shared', 'src', 'index.ts')),
    ],
  })
  const entry = (source) =>
    basename(
      Object.entries(metafile.outputs).find(
        ([, { entryPoint }]) =>
          entryPoint !== undefined && relative(from('home', source), entryPoint) === '',
      )[0],
    )
  const html = readFileSync(from('home', 'index.html'), 'utf8')
    .replace('page.css', `page/${entry('page.css')}`)
    .replace('page.js', `page/${entry('main.tsx')}`)
  return [
    { path: '/', file: 'page/index.html', contents: html },
    {
      path: '/page/icon.svg',
      file: 'page/icon.svg',
      contents: readFileSync(from('home', 'icon.svg')),
    },
    ...[...outputFiles, ...workers.outputFiles].map(({ path, contents }) => ({
      path: `/page/${basename(path)}`,
      file: `page/${basename(path)}`,
      isHashed: true,
      contents,
    })),
  ]
}

/**
 * `import './x.css'` in a section: its rules travel in the section's own script and apply as soon
 * as it is loaded, with no request more and no moment without style.
 */
const sectionStyles = (esbuild) => ({
  name: 'section-styles',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      if (path === from('home', 'page.css')) return undefined
      const { outputFiles } = await esbuild({
        ...OPTIONS,
        entryPoints: [path],
        target: build.initialOptions.target,
      })
      const rules = JSON.stringify(outputFiles[0].text.trim())
      return {
        contents: `const sheet = new CSSStyleSheet(); sheet.replaceSync(${rules}); document.adoptedStyleSheets.push(sheet)`,
        loader: 'js',
      }
    })
  },
})

/** `import url from './x.ts?worker'`: that file as a script of its own, and its address. */
const workerScripts = (esbuild) => {
  const outputFiles = []
  const plugin = {
    name: 'worker-scripts',
    setup(build) {
      build.onResolve({ filter: /\?worker$/ }, ({ path, resolveDir }) => ({
        path: join(resolveDir, path.slice(0, path.indexOf('?'))),
        namespace: 'worker',
      }))
      build.onLoad({ filter: /./, namespace: 'worker' }, async ({ path }) => {
        const built = await esbuild({
          ...OPTIONS,
          entryPoints: [path],
          format: 'iife',
          target: build.initialOptions.target,
          plugins: [directImports(join(repository, 'shared', 'src', 'index.ts'))],
        })
        const { contents } = built.outputFiles[0]
        const hash = createHash('sha256').update(contents).digest('hex').slice(0, 8).toUpperCase()
        const name = `${basename(path, '.ts')}-${hash}.js`
        outputFiles.push({ path: name, contents })
        return { contents: `export default ${JSON.stringify(`/page/${name}`)}`, loader: 'js' }
      })
    },
  }
  return { outputFiles, plugin }
}

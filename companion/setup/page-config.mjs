/**
 * How Vite bundles our pages (`pages.mjs`) and serves them to whoever works on them (`dev.mjs`). Said
 * in full: no configuration file, no `.env` and no PostCSS settings of a folder above are looked for.
 */
import { join } from 'node:path'
import { companion } from './places.mjs'

export const pagesFolder = join(companion, 'src', 'pages')

/** Browsers of the last two years; `light-dark()` and nested rules need no other spelling there. */
const TARGET = ['es2022', 'chrome123', 'firefox120', 'safari17.5']

/** @param page a folder of `src/pages`: what Vite calls its root */
export const pageConfig = (page) => ({
  root: join(pagesFolder, page),
  configFile: false,
  envDir: false,
  publicDir: false,
  logLevel: 'warn',
  css: { postcss: {} },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
})

/**
 * @param page a folder of `src/pages`
 * @param html its page, in that folder
 * @param base where its other files are served
 * @param names of those files: rolldown's `entryFileNames`, `chunkFileNames`, `assetFileNames`
 */
export const bundleConfig = (page, { html, base, names }) => ({
  ...pageConfig(page),
  base,
  worker: {
    format: 'iife',
    rolldownOptions: { output: { entryFileNames: names.chunkFileNames } },
  },
  build: {
    write: false,
    target: TARGET,
    assetsDir: '',
    // Nothing inline: the pages' Content-Security-Policy takes no `data:` and no script of the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: join(pagesFolder, page, html),
      output: names,
      checks: { pluginTimings: false },
    },
  },
})

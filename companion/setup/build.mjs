/**
 * Builds companion/dist: the CLI, its child processes and worker threads (esbuild), the pages
 * (Vite, `pages.mjs`) and the WASM kernel (asc).
 *
 * One CommonJS file for each entry, sharp's JavaScript inside and only its native part outside,
 * because a fill on the command line is as fast as its start. Measured on Node 20 (best of 12, ms):
 * an empty ESM file 75, an empty CommonJS file 56; importing sharp from node_modules adds 87 as
 * ESM, 40 as CommonJS, 17 bundled. Lazy `import()` in the sources stays lazy in the bundle.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildCodeCache } from './code-cache.mjs'
import { directImports } from './direct-imports.mjs'
import { builtFiles, takeKeys, writeStamp } from './freshness.mjs'
import { assertNode } from './node-version.mjs'
import { buildPages } from './pages.mjs'
import { companion, dist, repository } from './places.mjs'
import { orExplain } from './say.mjs'

const from = (path) => join(companion, 'src', path)

/** Name in dist -> source. A worker or child process is an entry of its own. */
const ENTRIES = {
  inlay: from('cli/main.ts'),
  'inlay-fill': from('cli/main-fill.ts'),
  'inlay-commands': from('cli/main-commands.ts'),
  'fill-process': from('jobs/fill-process.ts'),
  'inference-process': from('inference/inference-process.ts'),
  'translate-process': from('engines/diffusion/translate/translate-process.ts'),
  'keyring-process': from('system/keyring/keyring-process.ts'),
  'tray-process': from('tray/tray-process.ts'),
  'patchmatch-worker': from('engines/patchmatch/worker.ts'),
}

/** Kept out of the bundles: native code, and what only the daemon needs. */
export const EXTERNAL = [
  '@img/sharp-*',
  '*.node',
  '@homebridge/dbus-native',
  '@napi-rs/keyring',
  'busboy',
  'express',
  'helmet',
  'koffi',
  'libsql',
  'onnxruntime-node',
  'pino',
  'prom-client',
  'rotating-file-stream',
  'undici',
  'yauzl',
  'ws',
]

/** Replaces a file in one step, so that a process started meanwhile never reads half of it. */
const put = (name, contents) => {
  const temporary = join(dist, `${dirname(name)}/.${basename(name)}.${process.pid}`)
  mkdirSync(dirname(temporary), { recursive: true })
  writeFileSync(temporary, contents, { mode: name === 'inlay.js' ? 0o755 : 0o644 })
  renameSync(temporary, join(dist, name))
  return name
}

export const build = async () => {
  const { build: esbuild } = await import('esbuild')
  const keys = takeKeys()
  const before = builtFiles()
  mkdirSync(dist, { recursive: true })
  // At once: esbuild works in a process of its own, Vite in threads.
  const [pages, bundled] = await Promise.all([buildPages(put), bundleCompanion(esbuild)])
  const files = [
    put('package.json', '{ "type": "commonjs" }\n'),
    ...pages,
    ...bundled.outputFiles.map(({ path, contents }) => put(basename(path), withId(path, contents))),
    ...buildKernel('patchmatch.wasm'),
  ]
  files.push(...buildCodeCache(dist, 'inlay-fill.js'))
  for (const stale of before) {
    if (!files.includes(stale)) rmSync(join(dist, stale), { force: true })
  }
  writeStamp(keys, files)
}

/** The CLI, its child processes and its workers, in memory. */
const bundleCompanion = (esbuild) =>
  esbuild({
    entryPoints: Object.fromEntries(
      Object.entries(ENTRIES).filter(([, source]) => existsSync(source)),
    ),
    outdir: dist,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.9',
    sourcemap: true,
    sourcesContent: false,
    external: EXTERNAL,
    mainFields: ['module', 'main'],
    define: { 'import.meta.url': '__inlayUrl' },
    banner: { js: "const __inlayUrl = require('node:url').pathToFileURL(__filename).href;" },
    plugins: [directImports(join(repository, 'shared', 'src', 'index.ts'))],
    logLevel: 'warning',
    write: false,
  })

/** A bundle with a hash of itself as its last line, by which its code cache finds it. */
const withId = (path, contents) => {
  if (!path.endsWith('.js')) return contents
  const id = createHash('sha256').update(contents).digest('hex').slice(0, 16)
  return Buffer.concat([contents, Buffer.from(`//# id=${id}\n`)])
}

const KERNEL_FLAGS = [
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--enable',
  'simd',
  '--enable',
  'threads',
  '--importMemory',
  '--sharedMemory',
  '--initialMemory',
  '1',
  '--maximumMemory',
  '65536',
]

/** Every AssemblyScript file: the kernel's entry imports the others. */
const kernelSources = () =>
  readdirSync(from('engines'), { recursive: true })
    .filter((path) => path.endsWith('.as.ts'))
    .sort()
    .map((path) => readFileSync(from(join('engines', path))))

/** Compiles the kernel unless the one in dist came from the same source and flags (asc takes seconds). */
const buildKernel = (name) => {
  const source = from('engines/patchmatch/kernel.as.ts')
  if (!existsSync(source)) return []
  const asc = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js')
  const key = [
    ...kernelSources(),
    readFileSync(join(asc, '..', '..', 'package.json')),
    KERNEL_FLAGS.join(' '),
  ]
    .reduce((hash, part) => hash.update(part), createHash('sha256'))
    .digest('hex')
  const keyFile = `${name}.key`
  const isCurrent =
    existsSync(join(dist, name)) &&
    existsSync(join(dist, keyFile)) &&
    readFileSync(join(dist, keyFile), 'utf8') === key
  if (!isCurrent) {
    const temporary = join(dist, `.${name}.${process.pid}`)
    const run = spawnSync(
      process.execPath,
      [asc, source, '--outFile', temporary, ...KERNEL_FLAGS],
      {
        stdio: ['ignore', 2, 2],
      },
    )
    if (run.status !== 0) throw new Error('asc could not compile the PatchMatch kernel')
    renameSync(temporary, join(dist, name))
    put(keyFile, key)
  }
  return [name, keyFile]
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await orExplain(async () => {
    assertNode()
    await build()
  })
}

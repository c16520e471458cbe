/** Builds companion/dist: the CLI, its child processes and worker threads (esbuild) and the WASM kernel (asc). */
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const from = (path) => join(root, 'src', path)

/** Name in dist -> source. A worker or child process is an entry of its own. */
const ENTRIES = {
  inlay: from('cli/main.ts'),
  'fill-process': from('jobs/fill-process.ts'),
  'patchmatch-worker': from('engines/patchmatch/worker.ts'),
}

/** Kept out of the bundle: native code, or packages that do not survive bundling. */
const EXTERNAL = ['sharp', 'express', 'ws', 'busboy']

export const build = async () => {
  const { build: esbuild } = await import('esbuild')
  const dist = join(root, 'dist')
  rmSync(dist, { recursive: true, force: true })
  await esbuild({
    entryPoints: Object.fromEntries(
      Object.entries(ENTRIES).filter(([, source]) => existsSync(source)),
    ),
    outdir: dist,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.9',
    sourcemap: true,
    external: EXTERNAL,
    banner: {
      js: "import { createRequire as __inlayCreateRequire } from 'node:module'; const require = __inlayCreateRequire(import.meta.url);",
    },
    logLevel: 'warning',
  })
  buildKernel(join(dist, 'patchmatch.wasm'))
}

const buildKernel = (outFile) => {
  const source = from('engines/patchmatch/kernel.as.ts')
  if (!existsSync(source)) return
  const asc = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js')
  const run = spawnSync(
    process.execPath,
    [
      asc,
      source,
      '--outFile',
      outFile,
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
    ],
    { stdio: 'inherit' },
  )
  if (run.status !== 0) throw new Error('asc could not compile the PatchMatch kernel')
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build()
}

/**
 * Runs a benchmark written in TypeScript: `node test/setup/bench.mjs NAME [arguments]`.
 *
 * NAME is `test/bench/NAME.ts` or `test/bench/NAME/main.ts`. Node 20 cannot run TypeScript, so the
 * entry and everything of ours it imports is bundled into test/build/ and run from there, in this
 * process, with its arguments in `process.argv.slice(2)`. companion/dist is built first, because
 * workers, child processes and the CLI run from it.
 */
import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const testRoot = join(dirname(fileURLToPath(import.meta.url)), '..')
const benches = join(testRoot, 'bench')

const entryOf = (name) =>
  [join(benches, `${name}.ts`), join(benches, name, 'main.ts')].find((path) => existsSync(path))

const listBenches = () =>
  readdirSync(benches, { withFileTypes: true })
    .map((entry) => entry.name.replace(/\.ts$/, ''))
    .filter((name) => entryOf(name) !== undefined)

/** A bundled module still finds files beside its source (companion/src/system/dist.ts does). */
const keepModuleAddress = {
  name: 'keep-module-address',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const address = JSON.stringify(pathToFileURL(path).href)
      return { contents: source.replaceAll('import.meta.url', address), loader: 'ts' }
    })
  },
}

/** Everything from npm stays outside the bundle; our own packages (TypeScript) go in. */
const keepPackagesOutside = {
  name: 'keep-packages-outside',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@inlay/') || path.startsWith('#')
        ? undefined
        : { path, external: true },
    )
  },
}

const [name, ...args] = process.argv.slice(2)
const entry = name === undefined ? undefined : entryOf(name)
if (entry === undefined) {
  const received = name === undefined ? 'nothing' : `"${name}"`
  console.error(
    `Expected one of ${listBenches().join(', ')} for the benchmark but received ${received}`,
  )
  process.exit(2)
}

const { ensureReady } = await import('../../companion/setup/ready.mjs')
await ensureReady()
const { build } = await import('esbuild')
const outfile = join(testRoot, 'build', 'bench', `${name}.mjs`)
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.9',
  sourcemap: true,
  plugins: [keepModuleAddress, keepPackagesOutside],
  logLevel: 'warning',
})
process.argv = [process.argv[0], outfile, ...args]
await import(pathToFileURL(outfile).href)

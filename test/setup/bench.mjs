/**
 * Runs a benchmark written in TypeScript: `node test/setup/bench.mjs NAME [arguments]`.
 *
 * NAME is `test/bench/NAME.ts` or `test/bench/NAME/main.ts`. Node 20 cannot run TypeScript, so the
 * entry and everything of ours it imports is bundled into test/build/ and run from there, in this
 * process, with its arguments in `process.argv.slice(2)`. companion/dist is built first, because
 * workers, child processes and the CLI run from it.
 */
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bundleForNode } from './bundle.mjs'

const testRoot = join(dirname(fileURLToPath(import.meta.url)), '..')
const benches = join(testRoot, 'bench')

const entryOf = (name) =>
  [join(benches, `${name}.ts`), join(benches, name, 'main.ts')].find((path) => existsSync(path))

const listBenches = () =>
  readdirSync(benches, { withFileTypes: true })
    .map((entry) => entry.name.replace(/\.ts$/, ''))
    .filter((name) => entryOf(name) !== undefined)

const [named, ...args] = process.argv.slice(2)
// `npm run bench -- --diffusion` is a benchmark of its own.
const name = args.includes('--diffusion') ? 'diffusion' : named
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
const outfile = join(testRoot, 'build', 'bench', `${name}.mjs`)
await bundleForNode(entry, outfile)
process.argv = [process.argv[0], outfile, ...args]
await import(pathToFileURL(outfile).href)

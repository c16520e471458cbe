/**
 * Proves the other Nodes: `node test/setup/other-nodes.mjs`.
 *
 * Nodes come from npm's node-<platform>-<arch> packages, which hold the bare binary (the package
 * `node` would need its install script). On each the built CLI fills a photo, and its pixels
 * must be those of this Node; on those vitest supports, unit tests run too.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runNpm } from '../../companion/setup/npm.mjs'
import { dist, repository } from '../../companion/setup/places.mjs'
import { ensureReady } from '../../companion/setup/ready.mjs'
import { orExplain, SetupError, say } from '../../companion/setup/say.mjs'
import { addCounts, countsLine, runVitest } from './tools.mjs'

/** Native code, tensors, WASM and codecs: what could tell one Node from another first of all. */
const NATIVE = [
  'companion/src/engines/neural',
  'companion/src/engines/patchmatch/engine.',
  'companion/src/inference',
  'companion/src/pipeline/io',
  'companion/src/pipeline/run-fill',
]

/**
 * All that leans on Node. What is left out is the browser's (pages), or takes long and is arithmetic
 * that this Node has proved and the fill's own pixels prove again.
 */
const ON_NODE = [
  ...NATIVE,
  ...['engine', 'extras', 'model', 'preview', 'prompt', 'random', 'schedulers', 'translate'].map(
    (part) => `companion/src/engines/diffusion/${part}`,
  ),
  ...['registry', 'segment', 'upscale'].map((part) => `companion/src/engines/${part}`),
  ...['cli', 'http', 'jobs', 'models', 'pipeline', 'system', 'tray'].map(
    (part) => `companion/src/${part}/`,
  ),
  'shared',
]

const NODES = [
  // The oldest we promise; vitest's own tools need 20.19.
  { version: '20.9.0', unitTests: [] },
  { version: '22.23.3', unitTests: NATIVE },
  { version: '24.21.0', unitTests: ON_NODE },
]

const work = mkdtempSync(join(tmpdir(), 'inlay-nodes-'))
process.once('exit', () => rmSync(work, { recursive: true, force: true }))

const platform = process.platform === 'win32' ? 'win' : process.platform

/** All at once: npm takes as long for one of them. */
const fetchNodes = () => {
  const name = `node-${platform}-${process.arch}`
  const status = runNpm(
    [
      ...['install', '--prefix', work, '--no-save', '--no-package-lock', '--ignore-scripts'],
      ...['--no-audit', '--no-fund', '--loglevel=error'],
      ...NODES.map(({ version }) => `node-${version}@npm:${name}@${version}`),
    ],
    { cwd: work },
  )
  if (status !== 0) {
    throw new SetupError('The other Nodes could not be installed.', 'See the words of npm above.')
  }
}

const binaryOf = (version) => {
  const binary = process.platform === 'win32' ? 'node.exe' : 'node'
  return join(work, 'node_modules', `node-${version}`, 'bin', binary)
}

/** Fills the smallest fixture with a fixed seed; returns a hash of its pixels. */
const fill = async (node, label) => {
  const fixtures = join(repository, 'test', 'fixtures')
  const out = join(work, `${label}.png`)
  const run = spawnSync(
    node,
    [
      join(dist, 'inlay.js'),
      'fill',
      join(fixtures, 'chelsea.png'),
      '--mask',
      join(fixtures, 'masks', 'chelsea.png'),
      '--seed',
      '1',
      '--out',
      out,
    ],
    { encoding: 'utf8' },
  )
  if (run.status !== 0) {
    throw new SetupError(
      `The fill failed on Node ${label}:\n${run.stderr}`,
      'Fix it, then run this again.',
    )
  }
  // Of the pixels: the file's own bytes are zlib's, which is another one in each Node.
  const { default: sharp } = await import('sharp')
  const pixels = await sharp(out).raw().toBuffer()
  return createHash('sha256').update(pixels).digest('hex')
}

const proveAll = async () => {
  await ensureReady()
  const reference = await fill(process.execPath, process.versions.node)
  const all = []
  fetchNodes()
  for (const { version, unitTests } of NODES) {
    const node = binaryOf(version)
    if ((await fill(node, version)) !== reference) {
      throw new SetupError(
        `Node ${version} fills chelsea.png differently from ${process.versions.node} with the same seed.`,
        'The engine must not depend on the Node it runs on.',
      )
    }
    say(`Node ${version}: the CLI fills, and the result is the same, pixel for pixel`)
    if (unitTests.length === 0) continue
    const { status, counts } = runVitest(unitTests, { name: `node-${version}`, node })
    console.log(`node-${version}: ${countsLine(counts)}`)
    if (status !== 0) process.exit(status)
    all.push(counts)
  }
  console.log(countsLine(addCounts(all)))
}

await orExplain(proveAll)

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

const NODES = [
  // The oldest we promise; vitest's own tools need 20.19.
  { version: '20.9.0', unitTests: [] },
  // Between two that run everything: native code, tensors, WASM and codecs could tell it apart.
  {
    version: '22.23.3',
    unitTests: [
      'companion/src/engines/neural',
      'companion/src/engines/patchmatch/engine.test.ts',
      'companion/src/inference',
      'companion/src/pipeline/io',
      'companion/src/pipeline/run-fill',
    ],
  },
  { version: '24.21.0', unitTests: ['shared', 'companion'] },
]

const work = mkdtempSync(join(tmpdir(), 'inlay-nodes-'))
process.once('exit', () => rmSync(work, { recursive: true, force: true }))

const fetchNode = (version) => {
  const folder = join(work, version)
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const name = `node-${platform}-${process.arch}`
  const status = runNpm(
    ['install', '--prefix', folder, '--no-save', '--no-package-lock', '--ignore-scripts'].concat([
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      `${name}@${version}`,
    ]),
    { cwd: work },
  )
  if (status !== 0) {
    throw new SetupError(
      `${name}@${version} could not be installed.`,
      'See the words of npm above.',
    )
  }
  const binary = process.platform === 'win32' ? 'node.exe' : 'node'
  return join(folder, 'node_modules', name, 'bin', binary)
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
  for (const { version, unitTests } of NODES) {
    const node = fetchNode(version)
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

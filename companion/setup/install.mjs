/** Makes sure node_modules is whole: one `npm ci`, proved by a stamp and by loading the native parts. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runNpm } from './npm.mjs'
import { installStamp, nodeModules, repository } from './places.mjs'
import { SetupError, say } from './say.mjs'

/** Packages with native code: an install is only good once they load in a Node of their own. */
const NATIVE = ['sharp', 'esbuild', 'vite']

const lockFile = join(repository, 'package-lock.json')

/** What an install depends on: the lockfile, and the machine whose binaries npm picked. */
const wanted = () =>
  JSON.stringify({
    lockfile: createHash('sha256').update(readFileSync(lockFile)).digest('hex'),
    platform: process.platform,
    arch: process.arch,
  })

const readOr = (path, fallback) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return fallback
  }
}

/** True when the last install ended well and nothing it rests on has changed since. A few ms. */
export const isInstalled = () => readOr(installStamp, '') === wanted()

/**
 * True when somebody ran npm by hand: npm writes its hidden lockfile last, so a whole one that
 * holds every package we need, at our versions, means that nothing is left to do.
 */
const installedByHand = () => {
  const hidden = readOr(join(nodeModules, '.package-lock.json'), '')
  if (hidden === '') return false
  const has = JSON.parse(hidden).packages
  const needs = JSON.parse(readFileSync(lockFile, 'utf8')).packages
  return Object.entries(needs).every(
    ([path, entry]) =>
      !path.startsWith('node_modules/') ||
      (has[path] === undefined ? entry.optional === true : has[path].version === entry.version),
  )
}

/** Which native packages fail to load here, with the first line of why. */
const brokenNatives = () =>
  NATIVE.flatMap((name) => {
    const run = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', `await import(${JSON.stringify(name)})`],
      { cwd: join(repository, 'companion'), encoding: 'utf8' },
    )
    if (run.status === 0) return []
    const why = /Error: .*/.exec(run.stderr ?? '')?.[0] ?? `exit code ${run.status}`
    return [`${name} (${why})`]
  })

const countPackages = () =>
  Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages).filter(
    ([path, entry]) => path.startsWith('node_modules/') && !entry.optional && !entry.link,
  ).length

/** Said outright, because NODE_ENV=production or a person's npm settings may say otherwise. */
const HOW = [
  '--ignore-scripts',
  '--include=dev',
  '--include=optional',
  '--no-audit',
  '--no-fund',
  '--no-progress',
  '--loglevel=error',
]

const install = () => {
  say(
    `setting up: installing about ${countPackages()} packages from the npm registry into node_modules ` +
      '(300 MB, this once; their install scripts do not run)',
  )
  const status = runNpm(['ci', ...HOW], { cwd: repository })
  if (status !== 0) {
    throw new SetupError(
      `npm could not install (exit code ${status}); its own words are above.`,
      'Check that the npm registry is reachable (`npm ping`) and the disk has 400 MB free, then run the same command again.',
    )
  }
}

/** Installs when the stamp does not say that all is well. Call it with the set-up lock held. */
export const ensureInstalled = () => {
  if (isInstalled()) return
  const byHand = existsSync(nodeModules) && installedByHand()
  if (!byHand) install()
  let broken = brokenNatives()
  if (broken.length > 0 && byHand) {
    say(`reinstalling, because this does not load: ${broken.join(', ')}`)
    install()
    broken = brokenNatives()
  }
  if (broken.length > 0) {
    throw new SetupError(
      `Installed, but this does not load on ${process.platform} ${process.arch}, Node ${process.versions.node}: ${broken.join(', ')}.`,
      'Delete node_modules and run the same command again; if it stays, this system may be one those packages do not support.',
    )
  }
  writeFileSync(installStamp, wanted())
}

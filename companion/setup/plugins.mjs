/**
 * The plugins as Figma and Photoshop load them (plugins/NAME/dist): built when their sources have
 * changed, each in a process of its own, so that the companion carries nothing of the bundler.
 *
 * `npm run build` runs it after the companion's build, `npm start` before the companion listens.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { filesUnder, quickKey } from './freshness.mjs'
import { repository } from './places.mjs'
import { say } from './say.mjs'

const root = join(repository, 'plugins')

/** Folders below `plugins` that know how to build themselves. */
const plugins = () =>
  existsSync(root)
    ? readdirSync(root).filter((name) => existsSync(join(root, name, 'build.mjs')))
    : []

const stampOf = (name) => join(root, name, 'dist', '.inlay-built')

const keyOf = (name) =>
  quickKey(
    [
      ...filesUnder(join(root, name, 'src'), () => true),
      ...filesUnder(join(repository, 'shared', 'src'), () => true),
      join(root, name, 'build.mjs'),
      join(root, 'bundling.mjs'),
      join(repository, 'package-lock.json'),
    ].sort(),
  )

const isBuilt = (name) =>
  existsSync(stampOf(name)) && readFileSync(stampOf(name), 'utf8') === keyOf(name)

/** Builds those that are stale; the names of those that could not be built. */
export const ensurePlugins = () =>
  plugins().filter((name) => {
    if (isBuilt(name)) return false
    say(`building plugins/${name}/dist (the sources are newer)`)
    const key = keyOf(name)
    const { status } = spawnSync(process.execPath, [join(root, name, 'build.mjs')], {
      stdio: ['ignore', 2, 2],
    })
    if (status !== 0) return true
    mkdirSync(join(root, name, 'dist'), { recursive: true })
    writeFileSync(stampOf(name), key)
    return false
  })

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const failed = ensurePlugins()
  if (failed.length > 0) {
    say(`could not build: ${failed.join(', ')}`)
    process.exitCode = 1
  }
}

/** Lays out what is shipped, whatever it is shipped in: the built files and what they need of npm. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EXTERNAL } from '../build.mjs'
import { companion, dist, repository } from '../places.mjs'

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

export const version = () => readJson(join(companion, 'package.json')).version

/** Files of dist that are this machine's own, or only of use with the sources at hand. */
const stays = (name) =>
  name.endsWith('.map') || name.endsWith('.key') || name.startsWith('.') || isCodeCache(name)

/** Made for the V8 that built it; see `code-cache.mjs`. */
const isCodeCache = (name) => /\.js\.[0-9a-f]{16}\./.test(name)

/** Dependencies that are not inside the bundles; sharp's JavaScript is, its native part is not. */
const needed = (all = {}) =>
  Object.fromEntries(
    Object.entries(all).filter(([name]) => EXTERNAL.includes(name) || name === 'sharp'),
  )

/** Writes `folder` anew: package.json, dist, licence and a word on what it is. */
export const stage = (folder) => {
  const own = readJson(join(companion, 'package.json'))
  const { engines, description, license } = readJson(join(repository, 'package.json'))
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'dist'), { recursive: true })
  for (const name of readdirSync(dist)) {
    if (!stays(name)) cpSync(join(dist, name), join(folder, 'dist', name), { recursive: true })
  }
  writeFileSync(
    join(folder, 'package.json'),
    `${JSON.stringify(
      {
        name: 'inlay',
        version: own.version,
        description,
        license,
        bin: { inlay: 'dist/inlay.js' },
        files: ['dist'],
        engines,
        dependencies: needed(own.dependencies),
        optionalDependencies: needed(own.optionalDependencies),
      },
      null,
      2,
    )}\n`,
  )
  cpSync(join(repository, 'LICENSE'), join(folder, 'LICENSE'))
  cpSync(join(repository, 'docs', 'install.md'), join(folder, 'README.md'))
}

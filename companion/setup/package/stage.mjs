/** Lays out what is shipped, whatever it is shipped in: the built files and what they need of npm. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
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

/** Where each plugin's parts are built, and where they go; `src/system/plugin-places.ts` looks there. */
const PLUGINS = [
  { from: ['figma', 'dist'], to: 'figma', names: ['manifest.json', 'main.js', 'ui.html'] },
  { from: ['photoshop-uxp', 'dist'], to: 'photoshop', names: ['inlay.ccx'] },
]

/** @throws Error when one is not built */
const stagePlugins = (folder) => {
  for (const { from, to, names } of PLUGINS) {
    mkdirSync(join(folder, to), { recursive: true })
    for (const name of names) {
      const built = join(repository, 'plugins', ...from, name)
      if (!existsSync(built)) throw new Error(`${built} is not built; \`npm run build\` builds it`)
      cpSync(built, join(folder, to, name))
    }
  }
}

/** Writes `folder` anew: package.json, dist, plugins, licence and a word on what it is. */
export const stage = (folder) => {
  const own = readJson(join(companion, 'package.json'))
  const { description, license } = readJson(join(repository, 'package.json'))
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'dist'), { recursive: true })
  for (const name of readdirSync(dist)) {
    if (!stays(name)) cpSync(join(dist, name), join(folder, 'dist', name), { recursive: true })
  }
  stagePlugins(join(folder, 'plugins'))
  writeFileSync(
    join(folder, 'package.json'),
    `${JSON.stringify(
      {
        name: 'inlay',
        version: own.version,
        description,
        license,
        bin: { inlay: 'dist/inlay.js' },
        files: ['dist', 'plugins'],
        engines: own.engines,
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

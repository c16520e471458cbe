/**
 * `npm run package -- npm`, `-- folder [linux-x64 ...]`, `-- deb [linux-x64]`: what people install,
 * in build/package. Nothing is fetched but from npm.
 */
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from '../places.mjs'
import { ensurePlugins } from '../plugins.mjs'
import { ensureReady } from '../ready.mjs'
import { orExplain, SetupError, say } from '../say.mjs'
import { makeDeb } from './deb.mjs'
import { makeFolder } from './folder.mjs'
import { makeNpmPackage } from './npm-package.mjs'
import { nameOf, PLATFORMS, platformCalled } from './platforms.mjs'

const out = join(repository, 'build', 'package')

const tell = (path, bytes = statSync(path).size) =>
  say(`${path} (${Math.round(bytes / 1e5) / 10} MB)`)

const rowsOf = (names) =>
  (names.length === 0 ? [`${process.platform}-${process.arch}`] : names).map((name) => {
    const row = platformCalled(name)
    if (row !== undefined) return row
    const known = PLATFORMS.map(nameOf).join(', ')
    throw new SetupError(`Expected one of ${known} but received "${name}".`, 'Name one of those.')
  })

await orExplain(async () => {
  const [what, ...names] = process.argv.slice(2)
  await ensureReady()
  const failed = ensurePlugins()
  if (failed.length > 0) {
    throw new SetupError(`Could not build ${failed.join(', ')}.`, '`npm run build` says why.')
  }
  mkdirSync(out, { recursive: true })
  if (what === 'npm') tell(makeNpmPackage(out))
  else if (what === 'folder' || what === 'deb') {
    for (const row of rowsOf(names)) {
      const { folder, bytes } = await makeFolder(row, out)
      tell(folder, bytes)
      if (what === 'deb') tell(makeDeb(row, folder, out))
    }
  } else {
    throw new SetupError(
      `Expected npm, folder or deb but received "${what ?? ''}".`,
      'For example: npm run package -- folder linux-x64',
    )
  }
})

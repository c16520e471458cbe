/** A tarball for `npm install --global`: `build/package/inlay-VERSION.tgz`. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runNpm } from '../npm.mjs'
import { SetupError } from '../say.mjs'
import { stage } from './stage.mjs'

/** @returns the tarball's path */
export const makeNpmPackage = (out) => {
  const folder = join(out, 'npm')
  stage(folder)
  return packFolder(folder, out)
}

/** @returns the tarball's path */
export const packFolder = (folder, out) => {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const status = runNpm(['pack', '--pack-destination', out, '--loglevel=error'], { cwd: folder })
  const file = join(out, `${name}-${version}.tgz`)
  if (status !== 0 || !existsSync(file)) {
    throw new SetupError('npm could not make the package.', 'See the words of npm above.')
  }
  return file
}

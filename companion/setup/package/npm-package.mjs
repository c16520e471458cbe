/** A tarball for `npm install --global`: `build/package/inlay-VERSION.tgz`. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runNpm } from '../npm.mjs'
import { SetupError } from '../say.mjs'
import { stage, version } from './stage.mjs'

/** @returns the tarball's path */
export const makeNpmPackage = (out) => {
  const folder = join(out, 'npm')
  stage(folder)
  const status = runNpm(['pack', '--pack-destination', out, '--loglevel=error'], { cwd: folder })
  const file = join(out, `inlay-${version()}.tgz`)
  if (status !== 0 || !existsSync(file)) {
    throw new SetupError('npm could not make the package.', 'See the words of npm above.')
  }
  return file
}

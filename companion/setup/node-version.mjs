/**
 * Which Node a clone needs. What it builds runs on older ones too (`companion/package.json`); the
 * tools that build it do not, and npm only warns.
 */
import { SetupError } from './say.mjs'

/** `engines` of the repository's package.json, which is Vite's: ^20.19.0 || >=22.12.0 */
const isEnough = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
}

/** @throws SetupError */
export const assertNode = (version = process.versions.node) => {
  if (isEnough(version)) return
  throw new SetupError(
    `Expected Node 20.19, 22.12 or newer to build Inlay but this is ${version}.`,
    'Install a current Node from nodejs.org or your package manager and try again. An Inlay that is ' +
      'already built (docs/install.md) runs on Node 20.9 and newer.',
  )
}

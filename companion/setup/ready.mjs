/** Gets a clone from any state to a runnable one; costs a few milliseconds when it already is. */
import { isBuilt } from './freshness.mjs'
import { ensureInstalled, isInstalled } from './install.mjs'
import { withLock } from './lock.mjs'
import { setupLock } from './places.mjs'
import { SetupError, say } from './say.mjs'

/** package.json's `engines`; checked here because npm only warns. */
const MIN_NODE = [20, 9]

const assertNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return
  throw new SetupError(
    `Expected Node ${MIN_NODE.join('.')} or newer but this is ${process.versions.node}.`,
    'Install a current Node from nodejs.org or your package manager and try again.',
  )
}

/** Installs and builds what is missing or stale. Throws SetupError with a next step. */
export const ensureReady = async () => {
  assertNode()
  if (isInstalled() && isBuilt()) return
  await withLock(setupLock, async () => {
    ensureInstalled()
    if (isBuilt()) return
    say('building companion/dist (the sources are newer)')
    const { build } = await import('./build.mjs')
    await build()
  })
}

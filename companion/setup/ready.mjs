/** Gets a clone from any state to a runnable one; costs a few milliseconds when it already is. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { isBuilt } from './freshness.mjs'
import { ensureInstalled, isInstalled } from './install.mjs'
import { withLock } from './lock.mjs'
import { assertNode } from './node-version.mjs'
import { companion, setupLock } from './places.mjs'
import { SetupError, say } from './say.mjs'

/** In a process of its own: a companion that starts next carries nothing of the bundlers. */
const build = () => {
  say('building companion/dist (the sources are newer)')
  const { status } = spawnSync(process.execPath, [join(companion, 'setup', 'build.mjs')], {
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) {
    throw new SetupError(
      'companion/dist could not be built; why stands above.',
      'Put it right and run the same command again.',
    )
  }
}

/** Installs and builds what is missing or stale. Throws SetupError with a next step. */
export const ensureReady = async () => {
  assertNode()
  if (isInstalled() && isBuilt()) return
  await withLock(setupLock, () => {
    ensureInstalled()
    if (!isBuilt()) build()
  })
}

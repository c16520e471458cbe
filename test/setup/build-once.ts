/**
 * Vitest's global set-up: companion/dist and the plugins as they should be, since workers and child
 * processes run from them, and since test files that found them stale would all build them at once.
 */
import { ensurePlugins } from '../../companion/setup/plugins.mjs'
import { ensureReady } from '../../companion/setup/ready.mjs'

export default async (): Promise<void> => {
  await ensureReady()
  ensurePlugins()
}

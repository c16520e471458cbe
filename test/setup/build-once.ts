/** Vitest's global set-up: companion/dist as it should be, since workers and child processes run from it. */
import { ensureReady } from '../../companion/setup/ready.mjs'

export default ensureReady

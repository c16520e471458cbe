/** The companion's three fixed ports belong to the whole machine: tests that need them take turns. */
import { COMPANION_PORTS } from '@inlay/shared'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { HOOK_PATIENCE } from './patience.ts'
import { close, isFree, listenOn } from './servers.ts'

/** Held by whoever has the turn; the system gives it back when a test run dies. */
const TURN = 43116

/** Milliseconds the tests before us may take, all together; less than a hook's own limit. */
const TURN_PATIENCE = HOOK_PATIENCE - 100_000

/** Milliseconds a port may stay taken in our turn; a developer's own daemon never gives it back. */
const PORT_PATIENCE = 45_000

const allFree = async (): Promise<boolean> => {
  for (const port of COMPANION_PORTS) if (!(await isFree(port))) return false
  return true
}

/** Asks again and again until there is something; undefined when the time is over. */
const within = async <T>(patience: number, ask: () => Promise<T>): Promise<T | undefined> => {
  for (const until = Date.now() + patience; Date.now() < until; ) {
    const answer = await ask()
    if (answer) return answer
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return undefined
}

/** Gives the turn back when called; undefined, said aloud, when somebody else keeps a port. */
export const takeFixedPorts = async (): Promise<(() => Promise<void>) | undefined> => {
  const turn = await within(TURN_PATIENCE, () => listenOn(TURN))
  if (turn !== undefined) {
    if (await within(PORT_PATIENCE, allFree)) return () => close(turn)
    await close(turn)
  }
  const words = `another program holds one of the ports ${COMPANION_PORTS.join(', ')}; stop it (perhaps a companion of your own) to try them.`
  if (process.env.INLAY_ALL_PARTS === '1') throw new Error(`Nothing may be left out, and ${words}`)
  console.warn(`SKIPPED: ${words}`)
  return undefined
}

/**
 * Takes the turn for the tests of the file or of the `describe` it is called in: in a hook, since a
 * test's own time is too short to wait for all others. Without the ports they are skipped.
 * @returns whether they are ours, for hooks that come later
 */
export const useFixedPorts = (): (() => boolean) => {
  let giveBack: (() => Promise<void>) | undefined
  beforeAll(async () => {
    giveBack = await takeFixedPorts()
  })
  afterAll(() => giveBack?.())
  beforeEach((context) => context.skip(giveBack === undefined))
  return () => giveBack !== undefined
}

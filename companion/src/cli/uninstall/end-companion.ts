/** Ends the running companion for good, even one that cannot be asked to stop. */
import { setTimeout as sleep } from 'node:timers/promises'
import { InlayError } from '@inlay/shared'
import { ownerKeys } from '../../http/access/owner-token.ts'
import { stateOfOwn } from '../../http/claim.ts'
import { type Discovery, findRunning, findSilent, isAlive } from '../../http/discovery.ts'
import type { Folders } from '../../system/folders.ts'
import { stopCompanion } from '../companion-control.ts'

/** Milliseconds a companion that was asked to end may take, as it promises; then it is made to. */
const ENDS_WITHIN = 12_000
const LOOK_EVERY = 50

/**
 * False when none runs.
 * @throws InlayError companion_unproven when what runs may be somebody else's
 */
export const endCompanion = async (folders: Folders): Promise<boolean> => {
  const found = (await findRunning(folders.state)) ?? (await findSilent(folders.state))
  if (found === undefined) return false
  try {
    if (await stopCompanion(folders)) return true
  } catch (error) {
    // A keyring that is closed, a companion that starts or is stuck: it ends all the same.
    if (!(error instanceof InlayError)) throw error
  }
  if (!isAlive(found.pid)) return true
  if (!(await isOurs(folders, found))) throw new InlayError('companion_unproven')
  await end(found.pid)
  return true
}

/**
 * It answers on its port and knows the owner's key, or says nothing while it holds the port that
 * our own private file says it has.
 */
const isOurs = async (folders: Folders, { port }: Discovery): Promise<boolean> => {
  const { helloKey } = await ownerKeys({ folder: folders.config })
  if ((await stateOfOwn(port, helloKey)) !== undefined) return true
  return (await findSilent(folders.state)) !== undefined
}

const end = async (pid: number): Promise<void> => {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    process.kill(pid, signal)
    for (const until = performance.now() + ENDS_WITHIN; performance.now() < until; ) {
      if (!isAlive(pid)) return
      await sleep(LOOK_EVERY)
    }
  }
  throw new InlayError('companion_silent', `Process ${pid} does not end.`)
}

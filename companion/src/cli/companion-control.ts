/** The running companion as the owner's command line sees it: how it stands, and stopping it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { CompanionStatus, InlayError, Stopping } from '@inlay/shared'
import { findRunning, isAlive } from '../http/discovery.ts'
import type { Folders } from '../system/folders.ts'
import { askOwner } from './ask-owner.ts'

/** Milliseconds between two looks at a process that is ending. */
const LOOK_EVERY = 50

/** Milliseconds a companion may take beyond what it has promised. */
const GRACE = 2000

/**
 * The status of this user's companion; undefined when none runs.
 * @throws InlayError starting | companion_unproven | unauthorised | keyring_closed | companion_silent
 */
export const companionStatus = async (folders: Folders): Promise<CompanionStatus | undefined> => {
  const running = await findRunning(folders.state)
  if (running === undefined) return undefined
  return CompanionStatus.parse(
    await askOwner(folders, running, { method: 'GET', path: '/v1/status' }),
  )
}

/**
 * Stops this user's companion and waits until its process has ended; false when none runs.
 * @throws InlayError starting | companion_unproven | unauthorised | keyring_closed;
 *   companion_silent when it does not end in time
 */
export const stopCompanion = async (folders: Folders): Promise<boolean> => {
  const running = await findRunning(folders.state)
  if (running === undefined) return false
  const asked = { method: 'POST', path: '/v1/shutdown' } as const
  const { within } = Stopping.parse(await askOwner(folders, running, asked))
  const until = performance.now() + within * 1000 + GRACE
  while (isAlive(running.pid)) {
    if (performance.now() > until) {
      throw new InlayError('companion_silent', `Process ${running.pid} does not end.`)
    }
    await sleep(LOOK_EVERY)
  }
  return true
}

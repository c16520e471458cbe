/** The running companion as the owner's command line sees it: how it stands, and stopping it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { CompanionStatus, InlayError, Stopping } from '@inlay/shared'
import { loadOwnerToken } from '../http/access/owner-token.ts'
import { type Discovery, findRunning, isAlive } from '../http/discovery.ts'
import type { Folders } from '../system/folders.ts'
import { systemKeyring } from '../system/keyring/keyring.ts'
import { askDaemon, type Question } from './ask-daemon.ts'

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
  return CompanionStatus.parse(await ask(folders, running, 'GET', '/v1/status'))
}

/**
 * Stops this user's companion and waits until its process has ended; false when none runs.
 * @throws InlayError starting | companion_unproven | unauthorised | keyring_closed;
 *   companion_silent when it does not end in time
 */
export const stopCompanion = async (folders: Folders): Promise<boolean> => {
  const running = await findRunning(folders.state)
  if (running === undefined) return false
  const { within } = Stopping.parse(await ask(folders, running, 'POST', '/v1/shutdown'))
  const until = performance.now() + within * 1000 + GRACE
  while (isAlive(running.pid)) {
    if (performance.now() > until) {
      throw new InlayError('companion_silent', `Process ${running.pid} does not end.`)
    }
    await sleep(LOOK_EVERY)
  }
  return true
}

const ask = async (
  { config }: Folders,
  { port }: Discovery,
  method: Question['method'],
  path: string,
): Promise<unknown> => {
  const token = await loadOwnerToken({ folder: config, keyring: systemKeyring() })
  return askDaemon({ port, token, method, path })
}

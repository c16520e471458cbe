/** The daemon in a process of its own, as users have it, so that it shares no event loop with the client. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDaemon } from '../../../companion/src/http/daemon.ts'

/** What the parent passes to this same program to make it the daemon. */
const ROLE = 'daemon'

export interface RunningDaemon {
  readonly address: string
  readonly token: string
  close(): Promise<void>
}

export const isDaemonRole = (): boolean => process.argv[2] === ROLE

/** Runs in the child. */
export const beDaemon = async (): Promise<void> => {
  const daemon = await startDaemon({ port: 0 })
  process.send?.({ address: daemon.addresses[0], tokenPath: daemon.tokenPath })
  process.once('disconnect', () => void daemon.close())
}

/** Runs in the parent. */
export const launchDaemon = async (): Promise<RunningDaemon> => {
  const home = await mkdtemp(join(tmpdir(), 'inlay-bench-'))
  const child = fork(process.argv[1] ?? '', [ROLE], { env: { ...process.env, INLAY_HOME: home } })
  const [said]: { address: string; tokenPath: string }[] = await once(child, 'message')
  if (said === undefined) throw new Error('The daemon said nothing')
  return {
    address: said.address,
    token: (await readFile(said.tokenPath, 'utf8')).trim(),
    close: async () => {
      child.disconnect()
      await once(child, 'exit')
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** A real companion with a home of its own, for tests of what talks to one. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Daemon, startDaemon } from '@inlay/companion/http/daemon.ts'
import { companionFolders } from '@inlay/companion/system/folders.ts'

export interface RunningCompanion {
  /** Another one after each start. */
  readonly port: number
  /** Of the owner: a device of its own is paired elsewhere. */
  readonly token: string
  /** Ends it as a shutdown does; its jobs stay on disk. */
  stop(): Promise<void>
  /** With the same home. */
  startAgain(): Promise<void>
  /** Ends it and takes its home away. */
  close(): Promise<void>
}

export const startCompanion = async (): Promise<RunningCompanion> => {
  const home = await mkdtemp(join(tmpdir(), 'inlay-host-'))
  const folders = companionFolders(home)
  let daemon: Daemon | undefined = await startDaemon({ port: 0, folders })
  let { port } = daemon
  const { tokenPath } = daemon
  const stop = async (): Promise<void> => {
    await daemon?.close()
    daemon = undefined
  }
  return {
    get port() {
      return port
    },
    token: (await readFile(tokenPath, 'utf8')).trim(),
    stop,
    startAgain: async () => {
      daemon = await startDaemon({ port: 0, folders })
      port = daemon.port
    },
    close: async () => {
      await stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}

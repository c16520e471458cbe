/** A real companion with a home of its own, for tests of what talks to one. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDaemon } from '@inlay/companion/http/daemon.ts'
import { companionFolders } from '@inlay/companion/system/folders.ts'

export interface RunningCompanion {
  readonly port: number
  /** Of the owner: a device of its own is paired elsewhere. */
  readonly token: string
  close(): Promise<void>
}

export const startCompanion = async (): Promise<RunningCompanion> => {
  const home = await mkdtemp(join(tmpdir(), 'inlay-host-'))
  const daemon = await startDaemon({ port: 0, folders: companionFolders(home) })
  return {
    port: daemon.port,
    token: (await readFile(daemon.tokenPath, 'utf8')).trim(),
    close: async () => {
      await daemon.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

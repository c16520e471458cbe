/** A real companion with a home of its own, for tests of what talks to one. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PairingEvent } from '@inlay/companion/http/access/pairing.ts'
import { startDaemon } from '@inlay/companion/http/daemon.ts'
import type { Daemon } from '@inlay/companion/http/daemon-options.ts'
import { companionFolders } from '@inlay/companion/system/folders.ts'
import { DeviceList } from '@inlay/shared'
import { freePort } from '../setup/free-ports.ts'

export interface RunningCompanion {
  /** The same as long as it lives, restarts included. */
  readonly port: number
  /** Of the owner: a device of its own is paired elsewhere. */
  readonly token: string
  /** The digits it shows just now, for a pairing that was asked for. */
  code(): string
  /** Signs its own page in, once. */
  pageCode(): string
  /** Installs a net for enlarging that repeats each pixel, twofold. */
  installUpscaler(): Promise<void>
  /** Forgets every paired device, as `inlay devices` does. */
  revokeAll(): Promise<void>
  /** Stops its fills in their tracks, those still to come as well, until the answer or `stop` is called. */
  holdFills(): () => void
  /** Lets its fills run 8 ms in 200, so that small ones can be watched, until called off. */
  slowFills(): () => void
  /** Ends it as a shutdown does; its jobs stay on disk. */
  stop(): Promise<void>
  /** With the same home, on the same port. */
  startAgain(): Promise<void>
  /** Ends it and takes its home away. */
  close(): Promise<void>
}

/** @param isFound it is to be where panels look for one (mock `shared/src/ports.ts`), not just anywhere */
export const startCompanion = async (isFound = false): Promise<RunningCompanion> => {
  const home = await mkdtemp(join(tmpdir(), 'inlay-host-'))
  const folders = companionFolders(home)
  // Where its fill process looks for models.
  const before = process.env.INLAY_HOME
  process.env.INLAY_HOME = home
  let code = ''
  const onPairing = (event: PairingEvent): void => {
    code = event.pairing.code
  }
  let daemon: Daemon | undefined = await startDaemon({
    ...(isFound ? {} : { portAgain: await freePort() }),
    ...{ folders, onPairing },
  })
  const { port } = daemon
  const token = (await readFile(daemon.tokenPath, 'utf8')).trim()
  let holding: NodeJS.Timeout | undefined
  const stop = async (): Promise<void> => {
    clearInterval(holding)
    await daemon?.close()
    daemon = undefined
  }
  return {
    port,
    token,
    code: () => code,
    pageCode: () => {
      if (daemon === undefined) throw new Error('It was stopped.')
      return daemon.pageCode()
    },
    installUpscaler: async () => {
      const { installRepeaters } = await import(
        '@inlay/companion/engines/upscale/testing/install.ts'
      )
      await installRepeaters(folders, home, [{ id: 'twice', side: 32 }])
    },
    revokeAll: async () => {
      const headers = { Authorization: `Bearer ${token}` }
      const url = `http://localhost:${port}/v1/devices`
      const listed = DeviceList.parse(await (await fetch(url, { headers })).json())
      for (const { id } of listed.devices)
        await fetch(`${url}/${id}`, { method: 'DELETE', headers })
    },
    holdFills: () => {
      let held: number | undefined
      const hold = (): void => {
        const pid = daemon?.fillProcess
        if (pid === undefined || pid === held) return
        process.kill(pid, 'SIGSTOP')
        held = pid
      }
      hold()
      // A new process is heard and told of on this very loop: it is stopped before its first task.
      clearInterval(holding)
      const own = setInterval(hold, 5)
      holding = own
      return () => {
        clearInterval(own)
        // Where it was held too long the companion has replaced it.
        if (held !== undefined && daemon?.fillProcess === held) process.kill(held, 'SIGCONT')
        held = undefined
      }
    },
    slowFills: () => {
      const pid = daemon?.fillProcess
      if (pid === undefined) throw new Error('No fill has run yet.')
      const tell = (signal: 'SIGSTOP' | 'SIGCONT'): void => {
        if (daemon?.fillProcess === pid) process.kill(pid, signal)
      }
      let step = 0
      const timer = setInterval(() => tell(step++ % 25 === 0 ? 'SIGCONT' : 'SIGSTOP'), 8)
      return () => {
        clearInterval(timer)
        tell('SIGCONT')
      }
    },
    stop,
    startAgain: async () => {
      daemon ??= await startDaemon({ portAgain: port, folders, onPairing })
    },
    close: async () => {
      await stop()
      if (before === undefined) delete process.env.INLAY_HOME
      else process.env.INLAY_HOME = before
      await rm(home, { recursive: true, force: true })
    },
  }
}

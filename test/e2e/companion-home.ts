/** A home of its own for each test of a file that needs the companion's fixed ports. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { useFixedPorts } from '../setup/fixed-ports.ts'
import { close } from '../setup/servers.ts'

export interface CompanionHome {
  /** Made anew for each test. */
  readonly path: string
  readonly env: () => NodeJS.ProcessEnv
  /** Companions that are ended after the test. */
  readonly started: ChildProcess[]
  /** Servers that are closed after the test. */
  readonly held: Server[]
}

/**
 * Registers the hooks of the file it is called in; its tests are skipped, said aloud, while another
 * program keeps a port.
 * @param end the signal that ends what a test has started
 */
export const useCompanionHome = (
  prefix: string,
  end: 'SIGTERM' | 'SIGKILL' = 'SIGKILL',
): CompanionHome => {
  useFixedPorts()
  let path = ''
  const started: ChildProcess[] = []
  const held: Server[] = []

  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), prefix))
  })
  afterEach(async () => {
    for (const child of started.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      const ended = once(child, 'exit')
      child.kill(end)
      await ended
    }
    await Promise.all(held.splice(0).map(close))
    await rm(path, { recursive: true, force: true })
  })

  return {
    get path() {
      return path
    },
    env: () => ({ INLAY_HOME: path }),
    started,
    held,
  }
}

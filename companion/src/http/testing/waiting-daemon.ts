/** A real daemon whose fill process starts each fill at once and ends it when a test says so. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { COMPANION_VERSION } from '@inlay/shared'
import { readyScript } from '../../jobs/testing/stray.ts'
import { startTestDaemon, type TestDaemon } from './daemon.ts'
import { type Home, withHome } from './home.ts'

export interface WaitingDaemon {
  readonly home: Home
  readonly daemon: TestDaemon
  /** Every fill that runs ends now, refused by name. */
  go(): Promise<void>
}

export const startWaitingDaemon = async (): Promise<WaitingDaemon> => {
  const home = await withHome()
  const word = join(home.path, 'go')
  const entry = join(home.path, 'waits.cjs')
  await writeFile(
    entry,
    readyScript(
      COMPANION_VERSION,
      `(call, task) => {
        if (task.type !== 'run') return say({ type: 'answer', call, answer: [] })
        say({ type: 'event', call, event: { type: 'started', seed: 1, engine: 'patchmatch' } })
        say({ type: 'event', call, event: { type: 'progress', fraction: 0.25, stage: 'Details' } })
        const look = setInterval(() => {
          if (!fs.existsSync(${JSON.stringify(word)})) return say({ type: 'alive' })
          clearInterval(look)
          say({ type: 'refused', call, error: { code: 'mask_empty', message: '', next: '' } })
        }, 20)
      }`,
    ),
  )
  const daemon = await startTestDaemon({
    folders: home.folders,
    fillProcess: { entry, killAfter: 300 },
  })
  return { home, daemon, go: () => writeFile(word, '') }
}

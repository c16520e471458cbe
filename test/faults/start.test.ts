/** Companions that start at the same moment with the same home: one runs, the others say so. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { buildDaemon, startProcess } from './daemon-process.ts'

it('of three that start at once, one runs, and no job of its is touched by the others', async () => {
  await buildDaemon()
  const home = await mkdtemp(join(tmpdir(), 'inlay-start-'))
  try {
    for (let round = 0; round < 2; round++) {
      const all = await Promise.all([startProcess(home), startProcess(home), startProcess(home)])
      const running = all.flatMap((one) => ('code' in one ? [] : [one]))
      const refused = all.flatMap((one) => ('code' in one ? [one.code] : []))
      expect(running).toHaveLength(1)
      // On a busy machine the first may be too slow to prove itself to the others.
      for (const code of refused) expect(['already_running', 'companion_silent']).toContain(code)
      await running[0]?.kill()
    }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
})

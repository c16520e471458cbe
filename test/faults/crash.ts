/** Kills the companion at random moments of a mixed load, starts it again, and checks its promises. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildDaemon, startAnyway } from './daemon-process.ts'
import { createLedger, seeded } from './ledger.ts'

/** Milliseconds a companion lives at most before it is killed. */
const LONGEST_LIFE = 700

/** @returns how many fills ended how */
export const crashAgainAndAgain = async (
  times: number,
  seed: number,
): Promise<Record<string, number>> => {
  await buildDaemon()
  const home = await mkdtemp(join(tmpdir(), 'inlay-crash-'))
  const random = seeded(seed)
  const ledger = createLedger(random)
  try {
    for (let i = 0; i < times; i++) {
      const daemon = await startAnyway(home)
      const stop = new AbortController()
      let work: Promise<void> | undefined
      try {
        await ledger.check(daemon)
        work = ledger.work(daemon, stop.signal)
        await Promise.race([
          work,
          new Promise((resolve) => setTimeout(resolve, random() * LONGEST_LIFE)),
        ])
      } finally {
        // Also when a promise was broken: nothing of it may run on beside the next test.
        await daemon.kill()
        stop.abort()
      }
      await work
      if ((i + 1) % 20 === 0) console.log(`${i + 1} kills, ${ledger.entries.size} fills handed in`)
    }
    const daemon = await startAnyway(home)
    const states = await ledger.settle(daemon, home)
    await daemon.stop()
    return { kills: times, ...states }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

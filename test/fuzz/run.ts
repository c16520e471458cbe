/** One fuzz run over every target, with a report. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startTestDaemon, type TestDaemon } from '@inlay/companion/http/testing/daemon.ts'
import { allEvents, submit, submitted } from '@inlay/companion/http/testing/fills.ts'
import { FillAccepted } from '@inlay/shared'
import { fuzzDecoders } from './decoder-target.ts'
import { fuzzHttp } from './http-target.ts'
import { fuzzImages } from './image-target.ts'
import { createReport, type Report } from './report.ts'
import { makeSeeds } from './seeds.ts'
import { fuzzSocket } from './socket-target.ts'

export interface FuzzPlan {
  /** The same seed is the same run. */
  readonly seed: number | string
  readonly requests: number
  /** Fewest requests; a busy machine makes no more than these once `within` milliseconds have gone. */
  readonly leastRequests?: number
  readonly within?: number
  readonly messages: number
  readonly decodings: number
  readonly images: number
  /** Hears how long each part took, in milliseconds. */
  readonly onPhase?: (phase: string, ms: number) => void
}

/** Bounds small enough that a client who keeps us waiting is cut within the time of one case. */
const LIMITS = {
  maxSilence: 300,
  headersTimeout: 400,
  requestTimeout: 3000,
  maxBodyBytes: 4 * 2 ** 20,
  maxPixels: 1e6,
  queueLimit: 400,
} as const

export const fuzz = async (plan: FuzzPlan): Promise<Report> => {
  const { seed } = plan
  const report = createReport()
  const seeds = await makeSeeds()
  const folder = await mkdtemp(join(tmpdir(), 'inlay-fuzz-'))
  const daemon = await startTestDaemon({
    limits: LIMITS,
    log: (line) => report.fault('log', line),
  })
  try {
    const done = await submitted(daemon)
    await allEvents(daemon, done)
    const patchFile = await readFile(join(daemon.folders.state, 'spool', done, 'patch-0.inlay'))
    const ids = [done, 'owner', 'no-such']
    const aim = { seeds, port: daemon.port, token: daemon.token, ids }
    const keeper = keepOneDone(daemon, ids)
    const clock = createClock(plan.onPhase)
    fuzzDecoders({ seed, count: plan.decodings, seeds, patchFile, report })
    clock('decoders')
    await fuzzImages({ seed, count: plan.images, seeds, folder: join(folder, 'images'), report })
    clock('images')
    const { requests: count, leastRequests: atLeast = count, within = 0 } = plan
    await fuzzHttp({ seed, count, aim, report, parallel: 32, atLeast, within })
    clock('http')
    await fuzzSocket({ seed, count: plan.messages, aim, report })
    clock('socket')
    await keeper.stop()
    // After all of it the companion still answers, and still fills.
    const health = await daemon.ask('/v1/health')
    if (health.status !== 200) report.fault('health', String(health.status))
    // Some case may have paused it.
    daemon.daemon.desk.pause(false)
    const last = (await allEvents(daemon, await submitted(daemon))).at(-1)
    if (last?.type !== 'done') report.fault('fill', `ended ${String(last?.type)}`)
    return report
  } finally {
    await daemon.end()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Milliseconds between two looks whether the fill that every case may ask for has been deleted. */
const KEEP_EVERY = 100

/** A fill with results at the head of the ids, a new one when a case has deleted it. */
const keepOneDone = (daemon: TestDaemon, ids: string[]): { stop(): Promise<void> } => {
  let stopped = false
  const keep = async (): Promise<void> => {
    while (!stopped) {
      await sleep(KEEP_EVERY)
      const { status } = await daemon.ask(`/v1/fills/${ids[0]}`)
      if (status !== 404 || stopped) continue
      const accepted = FillAccepted.safeParse((await submit(daemon)).json)
      if (accepted.success) ids[0] = accepted.data.id
    }
  }
  const keeping = keep()
  return {
    stop: async () => {
      stopped = true
      await keeping
    },
  }
}

const createClock = (onPhase: FuzzPlan['onPhase'] = () => {}) => {
  let from = performance.now()
  return (phase: string): void => {
    onPhase(phase, performance.now() - from)
    from = performance.now()
  }
}

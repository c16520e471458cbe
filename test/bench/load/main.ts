/**
 * `npm run bench:load [-- JOBS [CLIENTS]]`: 64 clients with 2000 small jobs, slow-loris lines and
 * oversized bodies at the same time; how fast health answers meanwhile, what the companion holds,
 * and whether every job is accounted for. Ends with 1 when a promise is broken.
 */
import { setMaxListeners } from 'node:events'
import { beDaemon, isDaemonRole, launchDaemon } from '../roundtrip/daemon.ts'
import { type JobTally, oversized, plugin, slowLoris } from './clients.ts'
import { beControl, isControlRole, launchControl } from './control.ts'
import { judge, tableOf } from './figures.ts'

const [JOBS = 2000, CLIENTS = 64] =
  isDaemonRole() || isControlRole() ? [] : process.argv.slice(2).map(Number)
const LORIS = 24
const OVERSIZED = 4

/** Milliseconds. */
const HEALTH_EVERY = 20
const MEMORY_EVERY = 500

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const measure = async (): Promise<boolean> => {
  const daemon = await launchDaemon()
  const control = await launchControl()
  const stop = new AbortController()
  setMaxListeners(0, stop.signal)
  const tally: JobTally = { done: 0, otherEnds: 0, startedTwice: 0, refusedForFull: 0 }
  const health: number[] = []
  const bare: number[] = []
  const memory: number[] = []

  const ask = async (url: string, times: number[]): Promise<void> => {
    while (!stop.signal.aborted) {
      const from = performance.now()
      await (await fetch(url)).arrayBuffer()
      times.push(performance.now() - from)
      await pause(HEALTH_EVERY)
    }
  }
  const askMemory = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const answer = await fetch(`${daemon.address}/v1/status`, {
        headers: { authorization: `Bearer ${daemon.token}` },
      })
      const status: { memory: number } = await answer.json()
      memory.push(status.memory)
      await pause(MEMORY_EVERY)
    }
  }

  const from = performance.now()
  const others = [
    askMemory(),
    ask(`${daemon.address}/v1/health`, health),
    ask(control.address, bare),
    Promise.all(Array.from({ length: LORIS }, () => slowLoris(daemon, stop.signal))),
    Promise.all(Array.from({ length: OVERSIZED }, () => oversized(daemon, stop.signal))),
  ] as const
  const shareOf = (client: number): number =>
    Math.floor(JOBS / CLIENTS) + (client < JOBS % CLIENTS ? 1 : 0)
  await Promise.all(
    Array.from({ length: CLIENTS }, (_, client) => plugin(daemon, shareOf(client), tally)),
  )
  const seconds = (performance.now() - from) / 1000
  stop.abort()
  const [, , , slow, large] = await Promise.all(others)
  const verdicts = judge({
    ...tally,
    jobs: JOBS,
    health,
    bare,
    memory,
    oversized: large.flat(),
    slowOpened: slow.reduce((sum, { opened }) => sum + opened, 0),
    slowCut: slow.reduce((sum, { cut }) => sum + cut, 0),
  })
  console.log(
    `${JOBS} jobs of ${CLIENTS} clients in ${seconds.toFixed(0)} s (${(JOBS / seconds).toFixed(1)} a second), ` +
      `with ${LORIS} slow lines and ${OVERSIZED} senders of oversized bodies:\n`,
  )
  console.log(tableOf(verdicts))
  control.close()
  await daemon.close()
  return verdicts.every(({ kept }) => kept)
}

if (isDaemonRole()) await beDaemon()
else if (isControlRole()) beControl()
else process.exit((await measure()) ? 0 : 1)

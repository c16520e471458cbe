/**
 * `npm run bench:roundtrip`: what the way to the engine and back costs, beyond the engine itself,
 * and how fast the daemon answers others meanwhile.
 */
import { createTraveller, type Trip } from './client.ts'
import { beDaemon, isDaemonRole, launchDaemon, type RunningDaemon } from './daemon.ts'
import { median, ms, quantile } from './figures.ts'
import { makePicture } from './pictures.ts'

const RUNS = 25
const WARM_UP = 5
const TARGET = 60

const overheadOf = ({ total, report }: Trip): number => total - (report.times.engine ?? 0)

const measureTrips = async (daemon: RunningDaemon): Promise<void> => {
  const picture = await makePicture(1024, 96)
  const travel = createTraveller(daemon)
  for (let i = 0; i < WARM_UP; i++) await travel(picture)
  const trips: Trip[] = []
  for (let i = 0; i < RUNS; i++) trips.push(await travel(picture))
  const overheads = trips.map(overheadOf)
  console.log(`Round trip of a 1024x1024 RGBA crop, ${RUNS} runs, beyond the engine's own time:`)
  console.log(
    `  median ${ms(median(overheads))}   min ${ms(Math.min(...overheads))}   p90 ${ms(quantile(overheads, 0.9))}`,
  )
  console.log(
    `  (target: median under ${TARGET} ms; the engine itself took ${ms(median(trips.map(({ report }) => report.times.engine ?? 0))).trim()})`,
  )
  console.log('Where it goes, median and minimum:')
  for (const step of Object.keys(trips[0]?.steps ?? {})) {
    const times = trips.map(({ steps }) => steps[step] ?? 0)
    console.log(`  ${step.padEnd(24)}${ms(median(times))}${ms(Math.min(...times))}`)
  }
}

const measureHealth = async (daemon: RunningDaemon): Promise<void> => {
  const picture = await makePicture(2048, 700)
  let running = true
  const trip = createTraveller(daemon)(picture).finally(() => {
    running = false
  })
  const times: number[] = []
  while (running) {
    const from = performance.now()
    await (await fetch(`${daemon.address}/v1/health`)).arrayBuffer()
    times.push(performance.now() - from)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const { total } = await trip
  console.log(`Health while a 4 MP fill runs (${ms(total).trim()}), ${times.length} requests:`)
  console.log(
    `  p50 ${ms(median(times))}   p99 ${ms(quantile(times, 0.99))}   max ${ms(Math.max(...times))}`,
  )
}

if (isDaemonRole()) await beDaemon()
else {
  const daemon = await launchDaemon()
  try {
    await measureTrips(daemon)
    await measureHealth(daemon)
  } finally {
    await daemon.close()
  }
}

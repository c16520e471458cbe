/** The speed sections: wall time and peak memory of ours and of every peer, in one run. */
import { type Cache, caseDigest, fillKey } from './cache.ts'
import { fillByCli, hasCli, withFiles } from './engines/inlay-cli.ts'
import { OURS } from './report/summary.ts'
import type { BenchEngine, Fill } from './types.ts'
import type { Workload, WorkloadGroup } from './workloads.ts'

export interface Timing {
  readonly ms: number
  readonly peak: number | undefined
}

export interface SpeedRow {
  readonly name: string
  readonly group: WorkloadGroup
  readonly family: string
  readonly holePixels: number
  /** Ours in this process: the engine alone, and the pipeline around it. */
  readonly engine: number
  readonly pipeline: number
  /** Ours as a fresh process; undefined when the command line is not built. */
  readonly cli: Timing | undefined
  /** Perceptual words stay out: only time and memory. Peer id -> its own time. */
  readonly peers: Readonly<Record<string, Timing>>
}

export interface SpeedRun {
  readonly engines: readonly BenchEngine[]
  readonly cache: Cache
  readonly cachedTimes: boolean
  readonly seed: number
  readonly say: (text: string) => void
}

/** Repetitions: the best of several, because whatever else the machine does only adds time. */
const REPEATS: Readonly<Record<WorkloadGroup, { ours: number; peer: number }>> = {
  '512x512': { ours: 7, peer: 3 },
  '4 MP': { ours: 4, peer: 1 },
}

export const quickest = async <T>(
  count: number,
  run: () => Promise<T>,
  timeOf: (result: T) => number,
): Promise<T> => {
  let best = await run()
  for (let i = 1; i < count; i++) {
    const next = await run()
    if (timeOf(next) < timeOf(best)) best = next
  }
  return best
}

const fillOrThrow = async (engine: BenchEngine, job: Workload['job'], seed: number) => {
  const fill = await engine.fill(job, seed)
  if (fill?.ms === undefined) throw new Error(`${engine.id} gave no time for ${job.id}`)
  return { ...fill, ms: fill.ms }
}

/** Undefined for engines that only have stored results. */
const timePeer = async (
  engine: BenchEngine,
  { job, group }: Workload,
  { cache, cachedTimes, seed }: SpeedRun,
): Promise<Timing | undefined> => {
  const key = fillKey(caseDigest(job), engine)
  let fill: Fill | undefined = cachedTimes ? await cache.readFill(key) : undefined
  if (fill === undefined) {
    const once = (): Promise<Fill | undefined> => engine.fill(job, seed)
    fill = await quickest(REPEATS[group].peer, once, (f) => f?.ms ?? Number.POSITIVE_INFINITY)
    if (fill !== undefined) await cache.writeFill(key, fill)
  }
  return fill?.ms === undefined ? undefined : { ms: fill.ms, peak: fill.peak }
}

const timeCli = ({ job, group }: Workload, seed: number): Promise<Timing> =>
  withFiles(job, async (image, mask, out) => {
    const once = () => fillByCli(image, mask, out, seed)
    const { run } = await quickest(REPEATS[group].ours, once, (fill) => fill.run.ms)
    return { ms: run.ms, peak: run.peak }
  })

export const runSpeed = async (
  workloads: readonly Workload[],
  run: SpeedRun,
): Promise<SpeedRow[]> => {
  const ours = run.engines.find((engine) => engine.id === OURS)
  if (ours === undefined) return []
  const rows: SpeedRow[] = []
  for (const workload of workloads) {
    const { name, group, job } = workload
    run.say(`speed: ${name}`)
    await ours.fill(job, run.seed)
    const warm = await quickest(
      REPEATS[group].ours,
      () => fillOrThrow(ours, job, run.seed),
      (fill) => fill.ms,
    )
    const peers: Record<string, Timing> = {}
    for (const engine of run.engines.filter((e) => e.peer && e.id !== 'smooth')) {
      const timing = await timePeer(engine, workload, run)
      if (timing !== undefined) peers[engine.id] = timing
    }
    rows.push({
      name,
      group,
      family: job.family,
      holePixels: job.hole.data.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0),
      engine: warm.ms,
      pipeline: warm.total ?? warm.ms,
      cli: hasCli() ? await timeCli(workload, run.seed) : undefined,
      peers,
    })
  }
  return rows
}

/** How time grows with the hole, and shrinks with threads. */
import { inlayEngine } from './engines/inlay.ts'
import { OURS } from './report/summary.ts'
import { quickest } from './run-speed.ts'
import type { BenchEngine, Case, Fill } from './types.ts'
import type { CurvePoint, Workload } from './workloads.ts'

export interface CurveRow {
  readonly megapixels: number
  readonly holePixels: number
  readonly engine: number
  readonly pipeline: number
}

const timed = async (engine: BenchEngine, job: Case, count: number, seed: number) => {
  const once = async (): Promise<Fill & { ms: number }> => {
    const fill = await engine.fill(job, seed)
    if (fill?.ms === undefined) throw new Error(`${engine.id} gave no time for ${job.id}`)
    return { ...fill, ms: fill.ms }
  }
  await once()
  return quickest(count, once, (fill) => fill.ms)
}

/** Best of three small ones, best of two from 1 MP on. */
export const runCurve = async (
  points: AsyncIterable<CurvePoint>,
  ours: BenchEngine,
  seed: number,
  say: (text: string) => void,
): Promise<CurveRow[]> => {
  const rows: CurveRow[] = []
  for await (const { megapixels, job } of points) {
    say(`curve: ${megapixels} MP`)
    const fill = await timed(ours, job, megapixels < 1 ? 3 : 2, seed)
    rows.push({
      megapixels,
      holePixels: job.hole.data.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0),
      engine: fill.ms,
      pipeline: fill.total ?? fill.ms,
    })
  }
  return rows
}

/**
 * Exponent p of time ~ pixels^p, by least squares on logarithms, over holes of 0.1 MP and more
 * (below that the fixed cost of a fill hides it). 1 is linear.
 */
export const growthExponent = (
  rows: readonly Pick<CurveRow, 'holePixels' | 'engine'>[],
): number | undefined => {
  const points = rows
    .filter((row) => row.holePixels >= 0.09e6)
    .map((row) => [Math.log(row.holePixels), Math.log(row.engine)] as const)
  if (points.length < 2) return undefined
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  const under = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  return over / under
}

export interface ThreadsRow {
  readonly name: string
  /** Threads -> milliseconds. */
  readonly times: Readonly<Record<number, number>>
  /** Every thread count gave the same bytes. */
  readonly same: boolean
}

export const runThreads = async (
  workloads: readonly Workload[],
  counts: readonly number[],
  seed: number,
  say: (text: string) => void,
): Promise<ThreadsRow[]> => {
  const rows: { name: string; times: Record<number, number>; same: boolean }[] = workloads.map(
    ({ name }) => ({ name, times: {}, same: true }),
  )
  const first: Uint8Array[] = []
  for (const count of counts) {
    const engine = inlayEngine(count, undefined, OURS)
    for (const [i, { job, name, group }] of workloads.entries()) {
      say(`threads: ${name}, ${count}`)
      const fill = await timed(engine, job, group === '4 MP' ? 3 : 5, seed)
      const row = rows[i]!
      row.times[count] = fill.ms
      first[i] ??= fill.image.data
      row.same &&= Buffer.compare(first[i], fill.image.data) === 0
    }
    await engine.dispose?.()
  }
  return rows
}

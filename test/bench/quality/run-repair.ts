/** Repair: scratches, dust and text, beside the inpainting that people use for them today. */
import type { Bounds } from '@inlay/shared'
import { type PerceptualMetric, perceptualDistance } from './measures/perceptual.ts'
import { cropRgb } from './pixels.ts'
import { OURS } from './report/summary.ts'
import { quickest } from './run-speed.ts'
import type { BenchEngine, Case, Fill, Rgb } from './types.ts'
import type { Workload, WorkloadGroup } from './workloads.ts'

export interface RepairRow {
  readonly name: string
  readonly group: WorkloadGroup
  readonly holePixels: number
  /** Milliseconds, warm: ours alone, the pipeline around it, OpenCV's Telea. */
  readonly engine: number
  readonly pipeline: number
  readonly telea: number | undefined
  /** Perceptual distance to the original; undefined without the metric, or without the peer. */
  readonly distance: number | undefined
  readonly teleaDistance: number | undefined
}

const REPEATS = 7

/** What the net looks at of a large picture: its middle, since the damage is everywhere. */
const MOST_SIDE = 1200

const middleOf = ({ width, height }: Rgb): Bounds => {
  const [w, h] = [Math.min(width, MOST_SIDE), Math.min(height, MOST_SIDE)]
  return { left: (width - w) >> 1, top: (height - h) >> 1, width: w, height: h }
}

const distanceTo = async (job: Case, image: Rgb, metric: PerceptualMetric): Promise<number> => {
  const middle = middleOf(job.original)
  const truth = await metric.features(cropRgb(job.original, middle))
  return perceptualDistance(truth, await metric.features(cropRgb(image, middle)))
}

const timeOf = (fill: Fill): number => fill.ms ?? Number.POSITIVE_INFINITY

export const runRepair = async (
  workloads: readonly Workload[],
  engines: readonly BenchEngine[],
  metric: PerceptualMetric | undefined,
  seed: number,
  say: (text: string) => void,
): Promise<RepairRow[]> => {
  const ours = engines.find(({ id }) => id === OURS)
  if (ours === undefined) return []
  const telea = engines.find(({ id }) => id === 'telea')
  const best = async (engine: BenchEngine, job: Case): Promise<Fill> => {
    const once = async (): Promise<Fill> => {
      const fill = await engine.fill(job, seed)
      if (fill === undefined) throw new Error(`${engine.id} gave nothing for ${job.id}`)
      return fill
    }
    await once()
    return quickest(REPEATS, once, timeOf)
  }
  const rows: RepairRow[] = []
  for (const { name, group, job } of workloads) {
    say(`repair: ${name}`)
    const fill = await best(ours, job)
    const peer = telea && (await best(telea, job))
    rows.push({
      name,
      group,
      holePixels: job.hole.data.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0),
      engine: timeOf(fill),
      pipeline: fill.total ?? timeOf(fill),
      telea: peer?.ms,
      distance: metric && (await distanceTo(job, fill.image, metric)),
      teleaDistance: metric && peer && (await distanceTo(job, peer.image, metric)),
    })
  }
  return rows
}

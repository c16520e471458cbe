/** Builds the pyramid and chooses the levels a run works on. */
import { cutBands, type LevelCounts, readCounts } from './bands.ts'
import {
  A_LEVEL,
  A_OTHER,
  A_RAW,
  A_RAW_BYTES,
  A_RAW_CHANNELS,
  A_RAW_HOLE,
  A_RAW_SOURCE,
  A_RAW_TEXTURE,
  A_TEXTURE_GAIN,
  A_TEXTURE_REACH,
  BAND_ROWS,
  L_RADIUS,
} from './constants.ts'
import type { Job } from './job.ts'
import type { LevelPlan } from './layout.ts'
import type { Team } from './team.ts'
import { halfThickness } from './thickness.ts'
import type { Workbench } from './workbench.ts'

export interface Level extends LevelCounts {
  readonly plan: LevelPlan
  readonly radius: number
  readonly bands: number
}

const rowBands = (level: LevelPlan): number => Math.ceil(level.height / BAND_ROWS)

/** Fills colours and flags of every level from the raw crop. */
export const buildPyramid = ({ put }: Workbench, team: Team, job: Job): void => {
  const { plan } = job
  const first = plan.levels[0]!
  put(A_LEVEL, first.address)
  put(A_RAW, plan.raw.image)
  put(A_RAW_CHANNELS, job.channels)
  put(A_RAW_BYTES, job.sampleBytes)
  put(A_RAW_HOLE, plan.raw.hole)
  put(A_RAW_SOURCE, plan.raw.source)
  put(A_TEXTURE_GAIN, job.tuning.textureGain)
  team.run('pack', rowBands(first))
  put(A_TEXTURE_REACH, job.tuning.textureReach)
  put(A_RAW_TEXTURE, plan.raw.texture)
  if (job.tuning.textureGain > 0) {
    team.run('texture', rowBands(first))
    team.run('soften', rowBands(first))
  }
  for (let index = 1; index < plan.levels.length; index++) {
    const level = plan.levels[index]!
    put(A_LEVEL, level.address)
    put(A_OTHER, plan.levels[index - 1]!.address)
    team.run('shrink', rowBands(level))
  }
  if (!job.hasBlank) return
  for (let index = plan.levels.length - 2; index >= 0; index--) {
    put(A_LEVEL, plan.levels[index]!.address)
    put(A_OTHER, plan.levels[index + 1]!.address)
    team.run('spread', rowBands(plan.levels[index]!))
  }
}

const fewestOf = ({ held, tuning }: Job): number =>
  held ? tuning.fewestHeldSources : tuning.fewestSources

/** Marks a level with the widest patch that leaves enough sources; undefined when none does. */
const markLevel = (
  bench: Workbench,
  team: Team,
  job: Job,
  index: number,
  fewest: number,
): Level | undefined => {
  const plan = job.plan.levels[index]!
  for (let radius = job.tuning.radius; radius > 0; radius--) {
    bench.words[(plan.address + L_RADIUS) >> 2] = radius
    bench.put(A_LEVEL, plan.address)
    bench.put(A_RAW, job.plan.markScratch)
    team.run('mark', rowBands(plan))
    const counts = readCounts(bench.words, plan)
    if (counts.sources >= (radius > 1 ? fewestOf(job) : fewest)) {
      return { plan, radius, ...counts, bands: cutBands(bench.words, plan, counts.targets) }
    }
  }
  return undefined
}

/**
 * The levels to run, finest first: down to where the hole is about a patch thick, as long as enough
 * patches may serve. Empty when no patch fits anywhere.
 */
export const chooseLevels = (bench: Workbench, team: Team, job: Job): Level[] => {
  const { tuning, plan } = job
  const finest = markLevel(bench, team, job, 0, 1)
  if (finest === undefined) return []
  const levels = [finest]
  const thickness = halfThickness(bench.bytes, plan.levels)
  for (let index = 1; index < plan.levels.length; index++) {
    if (thickness / 2 ** (index - 1) <= tuning.coarsestHalfThickness) break
    const level = markLevel(bench, team, job, index, fewestOf(job))
    if (level === undefined || level.holes === 0) break
    levels.push(level)
  }
  return levels
}

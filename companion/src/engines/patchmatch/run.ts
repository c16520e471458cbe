/** The multi-scale run: pyramid, onion peel, search and vote from coarse to fine, then the blend. */
import { blend } from './blend.ts'
import {
  A_ACROSS,
  A_COARSER,
  A_DOWN,
  A_EXPLORE,
  A_FULL_DEPTH,
  A_KEY,
  A_LEVEL,
  A_OTHER,
  A_PARTIAL,
  A_REVERSE,
  A_RICHNESS,
  A_SAMPLES,
  A_SEEDS,
  A_SELECT,
  A_STALE,
  A_WINDOW,
  HOLE,
  NONE,
  TARGET,
} from './constants.ts'
import { writePrices } from './explore.ts'
import { guideLevel, layGuide } from './guide.ts'
import type { Job, RunEvent } from './job.ts'
import { buildPyramid, chooseLevels, type Level } from './levels.ts'
import { copyNearest } from './nearest.ts'
import { peelOnion } from './onion.ts'
import { previewOf } from './preview.ts'
import { passKey } from './random.ts'
import { writeSeeds } from './seeds.ts'
import type { Team } from './team.ts'
import { type LevelSchedule, scheduleOf, type Tuning } from './tuning.ts'
import { writeWeights } from './weights.ts'
import { type Workbench, workbenchOn } from './workbench.ts'

/** Share of the progress that belongs to the levels; the rest is the blend's. */
const LEVELS_SHARE = 0.95

/**
 * Runs a job whose raw crop and descriptors lie in `buffer`. Leaves the packed source place of every
 * hole pixel in level 0's colours, and the blend's corrections where the plan says.
 * @throws Cancelled | NoSource
 */
export function* runFill(buffer: ArrayBufferLike, team: Team, job: Job): Generator<RunEvent, void> {
  const bench = workbenchOn(buffer)
  const { bytes, words } = bench
  yield { type: 'progress', fraction: 0, stage: 'Reading the surroundings' }
  buildPyramid(bench, team, job)
  const levels = chooseLevels(bench, team, job)
  if (job.guide !== undefined && levels.length > 0) {
    levels.length = Math.min(levels.length, guideLevel(job.guide) + 1)
    layGuide(bytes, job, levels.length - 1)
  }
  const finest = levels[0]
  if (finest === undefined) copyNearest(bytes, words, job.plan.levels[0]!, true)
  else {
    yield* runLevels(bench, team, job, levels)
    bench.put(A_LEVEL, finest.plan.address)
    if (team.run('finish', finest.bands) > 0) copyNearest(bytes, words, finest.plan, false)
  }
  if (job.plan.blend !== undefined) {
    yield { type: 'progress', fraction: LEVELS_SHARE, stage: 'Blending the patches' }
    blend(bench, team, job.plan.levels[0]!, job.plan.blend, {
      channels: job.channels < 3 ? 1 : 3,
      hold: job.tuning.blendHold,
      cycles: job.tuning.blendCycles,
    })
  }
  yield { type: 'progress', fraction: 1, stage: 'Copying the pixels' }
}

function* runLevels(
  bench: Workbench,
  team: Team,
  job: Job,
  levels: readonly Level[],
): Generator<RunEvent, void> {
  const { tuning } = job
  const coarsest = levels.length - 1
  const costs = levels.map((level, index) => costOf(tuning, level, index, coarsest))
  const total = costs.reduce((sum, cost) => sum + cost, 0)
  const share = levels[0] === undefined ? 0 : levels[0].holes / (job.width * job.height)
  let spent = 0
  for (let index = coarsest; index >= 0; index--) {
    const level = levels[index]!
    const planned = scheduleOf(
      tuning,
      index,
      coarsest,
      Math.max(level.plan.width, level.plan.height),
      share,
    )
    // A guide as fine as the picture has decided already; only its like must be found.
    const isDecided = job.guide !== undefined && coarsest === 0
    const schedule = isDecided ? { ...planned, rounds: tuning.fineRounds } : planned
    const work = workOn(bench, team, job, index, level, schedule)
    work.start(levels[index + 1])
    for (let round = 0; round < schedule.rounds; round++) {
      yield {
        type: 'progress',
        fraction: (LEVELS_SHARE * (spent + (costs[index]! * round) / schedule.rounds)) / total,
        stage: stageOf(coarsest - index + 1, coarsest + 1),
      }
      work.round(index === 0 && round + 1 === schedule.rounds)
    }
    spent += costs[index]!
    if (job.wantPreview && index > 0) {
      yield { type: 'preview', preview: previewOf(bench.bytes, level.plan) }
    }
  }
}

interface LevelWork {
  /** First entries and colours: from the coarser level, or layer by layer. */
  start(coarser: Level | undefined): void
  /** One search, and the vote unless it is the last. */
  round(isLast: boolean): void
}

const workOn = (
  bench: Workbench,
  team: Team,
  job: Job,
  index: number,
  level: Level,
  schedule: LevelSchedule,
): LevelWork => {
  const { bytes, words, put, get } = bench
  const { plan } = level
  let passes = 0
  const search = (count: number): void => {
    for (let pass = 0; pass < count; pass++) {
      put(A_KEY, passKey(job.seed, index, passes))
      put(A_REVERSE, passes & 1)
      put(A_STALE, pass === 0 || get(A_PARTIAL) !== 0 ? 1 : 0)
      passes += 1
      // Neighbouring bands read each other's rim: every second band at a time.
      team.run('search', (level.bands + 1) >> 1, 0, 2)
      team.run('search', level.bands >> 1, 1, 2)
    }
  }
  const vote = (): number => team.run('vote', level.bands)
  return {
    start: (coarser) => {
      writeWeights(bench.buffer, schedule.sharpness)
      putLevel(bench, job, index, level, schedule)
      let lost = level.holes
      if (coarser === undefined) {
        const start = plan.field >> 2
        words.fill(NONE, start, start + plan.boxWidth * plan.boxHeight)
        if (job.guide !== undefined) lost = 0
      } else {
        put(A_OTHER, coarser.plan.address)
        team.run('refine', level.bands)
        lost = vote()
      }
      if (lost > 0) peelOnion(plan, level.radius, job.tuning, { bytes, put, search, vote })
    },
    round: (isLast) => {
      put(A_SELECT, TARGET)
      search(schedule.passes)
      put(A_SELECT, HOLE)
      if (!isLast) vote()
    },
  }
}

/** Arguments that stay the same for all phases of a level. */
const putLevel = (
  bench: Workbench,
  { plan, tuning, held, seed, guide }: Job,
  index: number,
  level: Level,
  schedule: LevelSchedule,
): void => {
  const { put } = bench
  const area = (2 * level.radius + 1) ** 2
  put(A_LEVEL, level.plan.address)
  put(A_PARTIAL, 0)
  put(A_SAMPLES, tuning.onionSamples)
  put(A_SEEDS, held ? writeSeeds(bench, level.plan, level.sources) : 0)
  put(A_WINDOW, schedule.window)
  put(A_ACROSS, Math.round(schedule.across * area))
  put(A_DOWN, Math.round(schedule.down * area))
  put(A_EXPLORE, guide === undefined ? writePrices(bench, seed, schedule.explore * area) : 0)
  put(A_COARSER, plan.levels.length - 1 - index)
  put(A_FULL_DEPTH, tuning.fullDepth - index)
  put(A_RICHNESS, tuning.richness)
  put(A_SELECT, HOLE)
}

const stageOf = (step: number, steps: number): string =>
  `${step === steps ? 'Finding detail' : 'Finding structure'}, ${step} of ${steps}`

/** Relative cost of a level, for honest progress. */
const costOf = (tuning: Tuning, level: Level, index: number, coarsest: number): number => {
  const { rounds, passes } = scheduleOf(tuning, index, coarsest, 1, 0)
  return (level.targets + 200) * (rounds * passes + 1)
}

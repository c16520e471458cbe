/** The multi-scale run: pyramid, onion peel, then search and vote from the coarsest level to the finest. */
import { cutBands, type LevelCounts, readCounts } from './bands.ts'
import {
  A_KEY,
  A_LEVEL,
  A_OTHER,
  A_PARTIAL,
  A_RAW,
  A_RAW_BYTES,
  A_RAW_CHANNELS,
  A_RAW_HOLE,
  A_RAW_SOURCE,
  A_REVERSE,
  A_SAMPLES,
  A_SELECT,
  A_STALE,
  A_TEXTURE_GAIN,
  A_WINDOW,
  ARGS,
  BAND_ROWS,
  HOLE,
  L_RADIUS,
  NONE,
  TARGET,
} from './constants.ts'
import type { Job, RunEvent } from './job.ts'
import { type LevelPlan, MAX_RADIUS } from './layout.ts'
import { copyNearest } from './nearest.ts'
import { peelOnion } from './onion.ts'
import { previewOf } from './preview.ts'
import { passKey } from './random.ts'
import {
  COARSEST_HALF_THICKNESS,
  FEWEST_SOURCES,
  ONION_SAMPLES,
  scheduleOf,
  TEXTURE_GAIN,
} from './schedule.ts'
import type { Team } from './team.ts'
import { halfThickness } from './thickness.ts'
import { writeWeights } from './weights.ts'

/** How strongly votes follow the best patches: Newson's 0.5. */
const SHARPNESS = 0.5

interface Level extends LevelCounts {
  readonly plan: LevelPlan
  readonly radius: number
  readonly bands: number
}

/**
 * Runs a job whose raw crop and descriptors lie in `buffer`, and leaves the packed source place of
 * every hole pixel in level 0's colours.
 * @throws Cancelled | NoSource
 */
export function* runFill(buffer: ArrayBufferLike, team: Team, job: Job): Generator<RunEvent, void> {
  const bytes = new Uint8Array(buffer)
  const words = new Int32Array(buffer)
  const put = (offset: number, value: number): void => {
    words[(ARGS + offset) >> 2] = value
  }
  writeWeights(buffer, SHARPNESS)
  yield { type: 'progress', fraction: 0, stage: 'Reading the surroundings' }
  buildPyramid(team, job, put)
  const finest = markLevel(job, 0, team, words, put, 1)
  if (finest === undefined) {
    copyNearest(bytes, words, job.plan.levels[0]!, true)
    yield { type: 'progress', fraction: 1, stage: 'Nearest pixels' }
    return
  }
  const levels = chooseLevels(job, finest, team, bytes, words, put)
  const coarsest = levels.length - 1
  const total = levels.reduce((sum, level, index) => sum + costOf(level, index, coarsest), 0)
  let spent = 0
  let passes = 0

  for (let index = coarsest; index >= 0; index--) {
    const level = levels[index]!
    const { plan } = level
    const schedule = scheduleOf(index, coarsest, Math.max(plan.width, plan.height))
    const stage = `Level ${coarsest - index + 1} of ${coarsest + 1}`
    const search = (count: number): void => {
      for (let pass = 0; pass < count; pass++) {
        put(A_KEY, passKey(job.seed, index, passes))
        put(A_REVERSE, passes & 1)
        put(A_STALE, pass === 0 ? 1 : words[(ARGS + A_PARTIAL) >> 2]!)
        passes += 1
        // Neighbouring bands read each other's rim: every second band at a time.
        team.run('search', (level.bands + 1) >> 1, 0, 2)
        team.run('search', level.bands >> 1, 1, 2)
      }
    }
    const vote = (): number => team.run('vote', level.bands)
    put(A_LEVEL, plan.address)
    put(A_PARTIAL, 0)
    put(A_SAMPLES, ONION_SAMPLES)
    put(A_WINDOW, schedule.window)
    put(A_SELECT, HOLE)
    let lost = level.holes
    if (index === coarsest) {
      words.fill(NONE, plan.field >> 2, (plan.field >> 2) + plan.boxWidth * plan.boxHeight)
    } else {
      put(A_OTHER, levels[index + 1]!.plan.address)
      team.run('refine', level.bands)
      lost = vote()
    }
    if (lost > 0) peelOnion(plan, level.radius, { bytes, put, search, vote })
    for (let round = 0; round < schedule.rounds; round++) {
      yield {
        type: 'progress',
        fraction: (spent + (costOf(level, index, coarsest) * round) / schedule.rounds) / total,
        stage,
      }
      put(A_SELECT, TARGET)
      search(schedule.passes)
      put(A_SELECT, HOLE)
      if (index > 0 || round + 1 < schedule.rounds) vote()
    }
    spent += costOf(level, index, coarsest)
    if (job.wantPreview && index > 0) yield { type: 'preview', preview: previewOf(bytes, plan) }
  }
  if (team.run('finish', finest.bands) > 0) copyNearest(bytes, words, finest.plan, false)
  yield { type: 'progress', fraction: 1, stage: 'Done' }
}

/** Relative cost of a level, for honest progress. */
const costOf = (level: Level, index: number, coarsest: number): number => {
  const { rounds, passes } = scheduleOf(index, coarsest, 1)
  return (level.targets + 200) * (rounds * passes + 1)
}

type Put = (offset: number, value: number) => void

const rowBands = (level: LevelPlan): number => Math.ceil(level.height / BAND_ROWS)

const buildPyramid = (team: Team, job: Job, put: Put): void => {
  const { plan } = job
  const first = plan.levels[0]!
  put(A_LEVEL, first.address)
  put(A_RAW, plan.raw.image)
  put(A_RAW_CHANNELS, job.channels)
  put(A_RAW_BYTES, job.sampleBytes)
  put(A_RAW_HOLE, plan.raw.hole)
  put(A_RAW_SOURCE, plan.raw.source)
  put(A_TEXTURE_GAIN, TEXTURE_GAIN)
  team.run('pack', rowBands(first))
  team.run('texture', rowBands(first))
  for (let index = 1; index < plan.levels.length; index++) {
    const level = plan.levels[index]!
    put(A_LEVEL, level.address)
    put(A_OTHER, plan.levels[index - 1]!.address)
    team.run('shrink', rowBands(level))
  }
  if (job.channels === 1 || job.channels === 3) return
  for (let index = plan.levels.length - 2; index >= 0; index--) {
    put(A_LEVEL, plan.levels[index]!.address)
    put(A_OTHER, plan.levels[index + 1]!.address)
    team.run('spread', rowBands(plan.levels[index]!))
  }
}

/** Marks a level with the widest patch that leaves enough sources; undefined when none does. */
const markLevel = (
  job: Job,
  index: number,
  team: Team,
  words: Int32Array,
  put: Put,
  fewest: number,
): Level | undefined => {
  const plan = job.plan.levels[index]!
  for (let radius = MAX_RADIUS; radius > 0; radius--) {
    words[(plan.address + L_RADIUS) >> 2] = radius
    put(A_LEVEL, plan.address)
    put(A_RAW, job.plan.markScratch)
    team.run('mark', rowBands(plan))
    const counts = readCounts(words, plan)
    if (counts.sources >= (radius > 1 ? FEWEST_SOURCES : fewest)) {
      return { plan, radius, ...counts, bands: cutBands(words, plan, counts.targets) }
    }
  }
  return undefined
}

/** The levels to run, finest first: down to where the hole is about a patch thick. */
const chooseLevels = (
  job: Job,
  finest: Level,
  team: Team,
  bytes: Uint8Array,
  words: Int32Array,
  put: Put,
): Level[] => {
  const levels = [finest]
  const thickness = halfThickness(bytes, job.plan.levels)
  for (let index = 1; index < job.plan.levels.length; index++) {
    if (thickness / 2 ** (index - 1) <= COARSEST_HALF_THICKNESS) break
    const level = markLevel(job, index, team, words, put, FEWEST_SOURCES)
    if (level === undefined || level.holes === 0) break
    levels.push(level)
  }
  return levels
}

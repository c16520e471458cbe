/** One thread's share of many crops: takes the next one until none is left. */
import { copyFromPlaces } from '../final-copy.ts'
import type { Job } from '../job.ts'
import type { Kernel } from '../kernel.ts'
import { bufferOf, kernelFor } from '../lead.ts'
import { allocate, holeBox, layIn, planJob } from '../memory.ts'
import type { SharedMemory } from '../messages.ts'
import { runFill } from '../run.ts'
import { repeatEdges } from '../small.ts'
import { Cancelled, createTeam } from '../team.ts'
import type { Tuning } from '../tuning.ts'
import { type Arena, CANCEL, type ManyJob, NEXT, planesIn } from './arena.ts'

export interface Share extends Arena {
  /** The compiled SIMD kernel; absent: the plain one. */
  readonly module: WebAssembly.Module | undefined
  readonly tuning: Tuning
  /** For the crops whose hole is thin. */
  readonly thinTuning: Tuning
}

/**
 * Works off jobs, giving the number of those begun so far after each.
 * @throws Cancelled | NoSource
 */
export function* workShare({
  buffer,
  jobs,
  order,
  module,
  tuning,
  thinTuning,
}: Share): Generator<number, void> {
  const words = new Int32Array(buffer, 0, 2)
  const bench = new OwnBench(module)
  for (;;) {
    if (Atomics.load(words, CANCEL) !== 0) throw new Cancelled()
    const turn = Atomics.add(words, NEXT, 1)
    if (turn >= order.length) return
    const job = jobs[order[turn]!]!
    fillOne(buffer, job, job.thin ? thinTuning : tuning, bench)
    yield Math.min(Atomics.load(words, NEXT), jobs.length)
  }
}

const fillOne = (
  buffer: SharedArrayBuffer,
  job: ManyJob,
  tuning: Tuning,
  bench: OwnBench,
): void => {
  const given = planesIn(buffer, job)
  const planes = repeatEdges(given)
  const hole = holeBox(planes.hole.data, planes.hole.width, planes.hole.height)
  if (hole === undefined) return
  const work = planJob(planes, hole, {
    seed: job.seed,
    ...(job.guide !== undefined && { guide: job.guide }),
    wantPreview: false,
    tuning,
  })
  const filled = bench.run(work, (own) => {
    layIn(own, work, planes)
  })
  const result = copyFromPlaces(given.image, given.hole, filled, work.plan)
  given.image.data.set(result.data)
}

/** A memory of this thread's own, as large as its largest crop, and the kernel bound to it. */
class OwnBench {
  readonly #module: WebAssembly.Module | undefined
  #memory: SharedMemory | undefined
  #kernel: Kernel | undefined

  constructor(module: WebAssembly.Module | undefined) {
    this.#module = module
  }

  /** The buffer after the run. */
  run(job: Job, prepare: (buffer: ArrayBufferLike) => void): ArrayBufferLike {
    if (this.#memory === undefined || bufferOf(this.#memory).byteLength < job.plan.bytes) {
      this.#memory = allocate(job.plan.bytes, this.#module !== undefined)
      this.#kernel = undefined
    }
    this.#kernel ??= kernelFor(this.#memory, this.#module)
    const buffer = bufferOf(this.#memory)
    prepare(buffer)
    const team = createTeam(this.#kernel, new Int32Array(buffer), 0)
    for (const _ of runFill(buffer, team, job)) {
      // A crop this small is one step of the progress.
    }
    return buffer
  }
}

/** The embedded engine: multi-scale PatchMatch completion, no weights, on threads of its own. */
import { readFile } from 'node:fs/promises'
import { expected, InlayError, type PixelImage } from '@inlay/shared'
import { distFile } from '../../system/dist.ts'
import type { Engine, EngineHooks, EngineInput } from '../engine.ts'
import { type Crew, createInlineCrew, createThreadCrew } from './crew.ts'
import { copyFromPlaces } from './final-copy.ts'
import { type PatchMatchOptions, patchMatchInfo, threadsOf } from './info.ts'
import type { RunEvent } from './job.ts'
import { bufferOf } from './lead.ts'
import { cancelArena, createArena, takeResults } from './many/arena.ts'
import { allocate, holeBox, layIn, planJob } from './memory.ts'
import type { SharedMemory, Verdict } from './messages.ts'
import { repeatEdges } from './small.ts'
import { requestCancel } from './team.ts'
import { THIN } from './thin.ts'
import { TUNING, type Tuning } from './tuning.ts'

const DEFAULT_IDLE = 10_000

/** A lead that has not answered by then is stopped from outside: `cancelled` within 100 ms. */
const CANCEL_PATIENCE = 60

/** Compiles the kernel; undefined where WASM SIMD or threads are missing. */
const loadKernel = async (): Promise<WebAssembly.Module | undefined> => {
  const bytes = await readFile(distFile('patchmatch.wasm'))
  return WebAssembly.validate(bytes) ? WebAssembly.compile(bytes) : undefined
}

export const createPatchMatchEngine = (options: PatchMatchOptions = {}): Engine => {
  const threads = threadsOf(options)
  const tuning: Tuning = { ...TUNING, ...options.tuning }
  const thinTuning: Tuning = { ...TUNING, ...THIN, ...options.tuning }
  let kernel: Promise<WebAssembly.Module | undefined> | undefined
  let crew: Crew | undefined
  let memory: SharedMemory | undefined
  let idleTimer: NodeJS.Timeout | undefined
  let turn: Promise<unknown> = Promise.resolve()

  const release = async (): Promise<void> => {
    clearTimeout(idleTimer)
    const leaving = crew
    crew = undefined
    memory = undefined
    await leaving?.dispose()
  }
  const memoryFor = (bytes: number, forWasm: boolean): SharedMemory => {
    const held = memory === undefined ? 0 : bufferOf(memory).byteLength
    // A memory far too large for this job is given back rather than kept.
    if (memory === undefined || held < bytes || held > 4 * bytes + (16 << 20)) {
      memory = undefined
      memory = allocate(bytes, forWasm)
    }
    return memory
  }

  const ready = async (): Promise<{ module: WebAssembly.Module | undefined; crew: Crew }> => {
    clearTimeout(idleTimer)
    kernel ??= options.kernel === 'plain' ? Promise.resolve(undefined) : loadKernel()
    crew ??= threads === 0 ? createInlineCrew() : createThreadCrew(threads)
    crew.start()
    return { module: await kernel, crew }
  }
  const rest = (): void => {
    idleTimer = setTimeout(() => void release(), options.idle ?? DEFAULT_IDLE).unref()
  }

  const work = async (input: EngineInput, hooks: EngineHooks): Promise<PixelImage> => {
    throwIfAborted(hooks.signal)
    const planes = repeatEdges(input)
    const hole = holeBox(planes.hole.data, planes.hole.width, planes.hole.height)
    if (hole === undefined) return { ...input.image, data: input.image.data.slice() }
    const { module, crew } = await ready()
    const job = planJob(planes, hole, {
      seed: input.seed,
      ...(input.guide !== undefined && { guide: input.guide }),
      wantPreview: hooks.onPreview !== undefined,
      tuning: input.thin === true ? thinTuning : tuning,
    })
    const shared = memoryFor(job.plan.bytes, module !== undefined)
    layIn(bufferOf(shared), job, planes)
    const words = new Int32Array(bufferOf(shared))
    const run = () =>
      crew.run(shared, module, job, (event) => {
        if (!hooks.signal.aborted) relay(event, hooks)
      })
    const verdict = await cancellable(hooks.signal, run, () => requestCancel(words), release)
    rest()
    judge(verdict)
    return copyFromPlaces(input.image, input.hole, bufferOf(shared), job.plan)
  }

  const workAll = async (
    inputs: readonly EngineInput[],
    hooks: EngineHooks,
  ): Promise<PixelImage[]> => {
    throwIfAborted(hooks.signal)
    const { module, crew } = await ready()
    const arena = createArena(inputs)
    const run = () =>
      crew.runMany({ ...arena, module, tuning, thinTuning }, (count) => {
        if (!hooks.signal.aborted) hooks.onProgress(count / inputs.length, stageOfMany(inputs))
      })
    const verdict = await cancellable(hooks.signal, run, () => cancelArena(arena.buffer), release)
    rest()
    judge(verdict)
    return takeResults(arena)
  }
  /** One job after the other: they share the threads. */
  const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
    const mine = turn.then(job)
    turn = mine.catch(() => {})
    return mine
  }

  return {
    info: patchMatchInfo(options),
    fill: (input, hooks) => {
      checkInput(input)
      return inTurn(() => work(input, hooks))
    },
    fillAll: (inputs, hooks) => {
      for (const input of inputs) checkInput(input)
      return inTurn(() => workAll(inputs, hooks))
    },
    // Whatever goes wrong here goes wrong again in the fill, which says so.
    warmUp: () => {
      inTurn(ready).then(rest, rest)
    },
    dispose: release,
  }
}

const throwIfAborted = (signal: AbortSignal): void => {
  if (signal.aborted) throw new InlayError('cancelled')
}

/** Runs, and on abort asks for an end; who has not ended by then is stopped from outside. */
const cancellable = async (
  signal: AbortSignal,
  run: () => Promise<Verdict>,
  requestEnd: () => void,
  release: () => Promise<void>,
): Promise<Verdict> => {
  throwIfAborted(signal)
  let patience: NodeJS.Timeout | undefined
  let giveUp: (verdict: Verdict) => void = () => {}
  const givenUp = new Promise<Verdict>((resolve) => {
    giveUp = resolve
  })
  const cancel = (): void => {
    requestEnd()
    patience = setTimeout(() => {
      giveUp({ type: 'cancelled' })
      void release()
    }, CANCEL_PATIENCE)
  }
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await Promise.race([run(), givenUp])
  } finally {
    clearTimeout(patience)
    signal.removeEventListener('abort', cancel)
  }
}

const stageOfMany = (inputs: readonly EngineInput[]): string =>
  inputs.every((input) => input.thin === true) ? 'Repairing thin places' : 'Filling small places'

const relay = (event: RunEvent, hooks: EngineHooks): void => {
  if (event.type === 'progress') hooks.onProgress(event.fraction, event.stage)
  else hooks.onPreview?.({ ...event.preview, channels: 3 })
}

const judge = (verdict: Verdict): void => {
  if (verdict.type === 'cancelled') throw new InlayError('cancelled')
  if (verdict.type === 'no-source') throw new InlayError('mask_covers_everything')
  if (verdict.type === 'failed') {
    throw new InlayError('engine_failed', undefined, { cause: new Error(verdict.reason) })
  }
}

const checkInput = ({ image, hole, source, known, seed }: EngineInput): void => {
  const check = (right: boolean, what: string, name: string, received: unknown): void => {
    if (!right) throw new InlayError('invalid_request', expected(what, name, received))
  }
  const pixels = image.width * image.height
  check(pixels > 0, 'at least one pixel', 'image', `${image.width}x${image.height}`)
  check(
    image.data.length === pixels * image.channels,
    `${pixels * image.channels} samples`,
    'image',
    image.data.length,
  )
  for (const [name, mask] of [
    ['hole', hole] as const,
    ['source', source] as const,
    ['known', known] as const,
  ]) {
    if (mask === undefined) continue
    const same = mask.width === image.width && mask.height === image.height
    check(
      same && mask.data.length === pixels,
      `${image.width}x${image.height}`,
      name,
      `${mask.width}x${mask.height}`,
    )
  }
  check(
    Number.isInteger(seed) && seed >= 0 && seed <= 0xffff_ffff,
    'an integer from 0 to 2^32-1',
    'seed',
    seed,
  )
}

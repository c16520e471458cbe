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
import { allocate, holeBox, layIn, planJob } from './memory.ts'
import type { SharedMemory, Verdict } from './messages.ts'
import { repeatEdges } from './small.ts'
import { requestCancel } from './team.ts'
import { TUNING } from './tuning.ts'

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

  const work = async (input: EngineInput, hooks: EngineHooks): Promise<PixelImage> => {
    throwIfAborted(hooks.signal)
    const planes = repeatEdges(input)
    const hole = holeBox(planes.hole.data, planes.hole.width, planes.hole.height)
    if (hole === undefined) return { ...input.image, data: input.image.data.slice() }
    clearTimeout(idleTimer)
    kernel ??= options.kernel === 'plain' ? Promise.resolve(undefined) : loadKernel()
    const module = await kernel
    crew ??= threads === 0 ? createInlineCrew() : createThreadCrew(threads)
    const job = planJob(planes, hole, {
      seed: input.seed,
      ...(input.guide !== undefined && { guide: input.guide }),
      wantPreview: hooks.onPreview !== undefined,
      tuning: { ...TUNING, ...options.tuning },
    })
    const shared = memoryFor(job.plan.bytes, module !== undefined)
    layIn(bufferOf(shared), job, planes)
    const words = new Int32Array(bufferOf(shared))
    const verdict = await runCancellable(crew, shared, words, module, job, hooks, release)
    judge(verdict)
    const result = copyFromPlaces(input.image, input.hole, bufferOf(shared), job.plan)
    idleTimer = setTimeout(() => void release(), options.idle ?? DEFAULT_IDLE).unref()
    return result
  }

  return {
    info: patchMatchInfo(options),
    fill: (input, hooks) => {
      checkInput(input)
      const mine = turn.then(() => work(input, hooks))
      turn = mine.catch(() => {})
      return mine
    },
    dispose: release,
  }
}

const throwIfAborted = (signal: AbortSignal): void => {
  if (signal.aborted) throw new InlayError('cancelled')
}

const runCancellable = async (
  crew: Crew,
  memory: SharedMemory,
  words: Int32Array,
  module: WebAssembly.Module | undefined,
  job: Parameters<Crew['run']>[2],
  hooks: EngineHooks,
  release: () => Promise<void>,
): Promise<Verdict> => {
  throwIfAborted(hooks.signal)
  let patience: NodeJS.Timeout | undefined
  let giveUp: (verdict: Verdict) => void = () => {}
  const givenUp = new Promise<Verdict>((resolve) => {
    giveUp = resolve
  })
  const cancel = (): void => {
    requestCancel(words)
    patience = setTimeout(() => {
      giveUp({ type: 'cancelled' })
      void release()
    }, CANCEL_PATIENCE)
  }
  hooks.signal.addEventListener('abort', cancel, { once: true })
  try {
    return await Promise.race([
      crew.run(memory, module, job, (event) => {
        if (!hooks.signal.aborted) relay(event, hooks)
      }),
      givenUp,
    ])
  } finally {
    clearTimeout(patience)
    hooks.signal.removeEventListener('abort', cancel)
  }
}

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

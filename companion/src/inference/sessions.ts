/** The inference process's work: probes, sessions and runs on onnxruntime-node. */

import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expected, InlayError } from '@inlay/shared'
import type * as z from '@inlay/shared/zod'
import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node'
import { RUNTIME_VARIABLE } from './cuda/places.ts'
import { readGraphSource } from './graph-bytes.ts'
import type {
  Feed,
  InferenceTask,
  LoadAnswer,
  MemoryAnswer,
  ProbeAnswer,
  RunAnswer,
  TensorInfo,
} from './messages.ts'
import {
  PROBE_INPUT,
  PROBE_OUTPUT,
  PROBE_SHAPE,
  probeAnswer,
  probeGraph,
  probeInput,
} from './probe-graph.ts'
import type { Provider } from './providers.ts'
import { afterTensor, KEPT_BYTES, openTensorFile, type TensorFile } from './tensor-file.ts'
import { bytesOf, type Tensor, type TensorPlace, TensorType, tensor } from './tensors.ts'

type Ort = typeof import('onnxruntime-node')
type Task<T extends InferenceTask['type']> = Extract<InferenceTask, { type: T }>

export interface Sessions {
  perform(task: InferenceTask): Promise<unknown>
}

/** @throws InlayError engine_unavailable where the package has no binary for this machine */
const loadRuntime = async (): Promise<Ort> => {
  // onnxruntime-node 1.30.0 breaks half precision where Node has Float16Array (issue #26791).
  Reflect.deleteProperty(globalThis, 'Float16Array')
  try {
    const own = process.env[RUNTIME_VARIABLE]
    if (own === undefined) return await import('onnxruntime-node')
    // `inlay gpu install` keeps a copy of the package that has CUDA's provider beside it.
    const loaded: unknown = createRequire(own)(join(own, 'dist', 'index.js'))
    if (!isRuntime(loaded)) throw new Error('Expected onnxruntime-node')
    return loaded
  } catch (cause) {
    throw new InlayError(
      'engine_unavailable',
      `The inference runtime has no binary for ${process.platform}-${process.arch}.`,
      { cause },
    )
  }
}

const isRuntime = (loaded: unknown): loaded is Ort =>
  typeof loaded === 'object' && loaded !== null && 'InferenceSession' in loaded

/** Errors only: warnings name files. */
const LOG_ERRORS = 3

const optionsFor = (provider: Provider, threads?: number): InferenceSession.SessionOptions => ({
  executionProviders: [provider],
  logSeverityLevel: LOG_ERRORS,
  ...(threads !== undefined && { intraOpNumThreads: threads }),
  // DirectML allows neither patterns nor parallel execution (onnxruntime.ai, DirectML provider).
  ...(provider === 'dml' && { enableMemPattern: false, executionMode: 'sequential' as const }),
})

/** Words of the C++ library, onnxruntime's arenas, CUDA and its libraries, Direct3D, Dawn and V8. */
const OUT_OF_MEMORY =
  /out.?of.?memory|bad_alloc|allocate memory|OUT_OF_DEVICE_MEMORY|ALLOC_FAILED|MemoryAllocation|allocation failed|8007000E/i

/** onnxruntime's own words may hold paths, so they travel as the cause and not as the detail. */
const named = (cause: unknown): InlayError => {
  if (cause instanceof InlayError) return cause
  const text = cause instanceof Error ? cause.message : ''
  if (OUT_OF_MEMORY.test(text)) return new InlayError('out_of_memory', undefined, { cause })
  return new InlayError('engine_failed', 'The net could not be run.', { cause })
}

export const createSessions = (): Sessions => {
  let runtime: Promise<Ort> | undefined
  const sessions = new Map<number, InferenceSession>()
  const held = new Map<number, OrtTensor>()
  let files: { readonly feeds: TensorFile; readonly results: TensorFile } | undefined
  /** What feeds are read into, run after run: fresh memory costs as much as the bytes do. */
  let scratch = new ArrayBuffer(0)
  let last = 0

  const ort = (): Promise<Ort> => {
    runtime ??= loadRuntime()
    return runtime
  }

  const probe = async ({ provider }: Task<'probe'>): Promise<z.infer<typeof ProbeAnswer>> => {
    const { InferenceSession, Tensor } = await ort()
    const from = performance.now()
    const session = await InferenceSession.create(probeGraph(), {
      ...optionsFor(provider),
      ...(provider !== 'cpu' && { extra: { session: { disable_cpu_ep_fallback: '1' } } }),
    })
    const input = new Tensor('float32', probeInput(), PROBE_SHAPE)
    const outputs = await session.run({ [PROBE_INPUT]: input })
    await session.release()
    const got = outputs[PROBE_OUTPUT]?.data
    const right = probeAnswer()
    if (
      !(got instanceof Float32Array) ||
      right.some((value, i) => Math.abs(value - got[i]!) > 0.05)
    ) {
      throw new Error('The probe gave wrong values')
    }
    return { ms: performance.now() - from }
  }

  const load = async ({ graph, provider, threads }: Task<'load'>): Promise<LoadAnswer> => {
    const { InferenceSession } = await ort()
    const from = performance.now()
    const { model, externalData } = await readGraphSource(graph)
    const session = await create(InferenceSession, model, {
      ...optionsFor(provider, threads),
      ...(externalData.length > 0 && { externalData }),
    })
    last += 1
    sessions.set(last, session)
    return {
      session: last,
      inputs: session.inputMetadata.map(infoOf),
      outputs: session.outputMetadata.map(infoOf),
      ms: performance.now() - from,
    }
  }

  const attach = async ({ feeds, results }: Task<'attach'>): Promise<object> => {
    files = {
      feeds: await openTensorFile(feeds, 'r+'),
      results: await openTensorFile(results, 'r+'),
    }
    return {}
  }

  const scratchFor = (feeds: readonly Feed[]): ArrayBuffer => {
    const ends = feeds.map((feed) => ('at' in feed ? afterTensor(feed.at, feed) : 0))
    const size = Math.max(0, ...ends)
    if (size <= scratch.byteLength) return scratch
    const larger = new ArrayBuffer(size)
    if (size <= KEPT_BYTES) scratch = larger
    return larger
  }

  const run = async (task: Task<'run'>): Promise<z.infer<typeof RunAnswer>> => {
    const { Tensor } = await ort()
    const session = sessions.get(task.session)
    if (session === undefined || files === undefined) {
      throw new InlayError('internal', 'The session is closed.')
    }
    const buffer = scratchFor(Object.values(task.inputs))
    const feeds: Record<string, OrtTensor> = {}
    for (const [name, feed] of Object.entries(task.inputs)) {
      if ('held' in feed) {
        const there = held.get(feed.held)
        if (there === undefined) throw new InlayError('internal', 'A tensor is not held here.')
        feeds[name] = there
        continue
      }
      const { hold, ...place } = feed
      // One that stays has memory of its own.
      const { type, data, shape } = await files.feeds.read(
        place,
        hold === undefined ? buffer : undefined,
      )
      const made = new Tensor(type, data, shape)
      if (hold !== undefined) held.set(hold, made)
      feeds[name] = made
    }
    const from = performance.now()
    const results = await session.run(feeds, [...task.outputs, ...Object.keys(task.keep)])
    const ms = performance.now() - from
    const outputs: Record<string, TensorPlace> = {}
    const placed: (readonly [Tensor, number])[] = []
    let at = 0
    for (const name of task.outputs) {
      const result = fromOrt(results[name])
      placed.push([result, at])
      outputs[name] = { type: result.type, shape: [...result.shape], at }
      at = afterTensor(at, result)
    }
    await files.results.write(placed)
    const kept: z.infer<typeof RunAnswer>['kept'] = {}
    for (const [name, id] of Object.entries(task.keep)) {
      const { type, shape, data } = fromOrt(results[name])
      held.set(id, new Tensor(type, data, shape))
      kept[name] = { type, shape: [...shape] }
    }
    for (const name of task.outputs) if (!(name in kept)) results[name]?.dispose()
    return { outputs, kept, ms }
  }

  const memory = (): z.infer<typeof MemoryAnswer> => ({
    resident: process.memoryUsage.rss(),
    sessions: sessions.size,
    tensors: held.size,
    tensorBytes: [...held.values()].map(fromOrt).reduce((sum, one) => sum + bytesOf(one), 0),
  })

  const perform = async (task: InferenceTask): Promise<unknown> => {
    switch (task.type) {
      case 'probe':
        return probe(task)
      case 'load':
        return load(task)
      case 'attach':
        return attach(task)
      case 'run':
        return run(task)
      case 'drop':
        for (const id of task.ids) held.delete(id)
        return {}
      case 'unload': {
        const session = sessions.get(task.session)
        sessions.delete(task.session)
        await session?.release()
        return {}
      }
      case 'memory':
        return memory()
    }
  }

  return {
    perform: (task) => perform(task).catch((cause: unknown) => Promise.reject(named(cause))),
  }
}

const infoOf = (metadata: InferenceSession.ValueMetadata): TensorInfo => ({
  name: metadata.name,
  type: metadata.isTensor ? metadata.type : 'no tensor',
  shape: metadata.isTensor ? [...metadata.shape] : [],
})

/** The two ways in have signatures of their own. */
const create = (
  Session: Ort['InferenceSession'],
  model: string | Uint8Array,
  options: InferenceSession.SessionOptions,
): Promise<InferenceSession> =>
  typeof model === 'string' ? Session.create(model, options) : Session.create(model, options)

const fromOrt = (result: OrtTensor | undefined): Tensor => {
  const type = TensorType.safeParse(result?.type)
  const data = result?.data
  if (result === undefined || !type.success || data === undefined || !ArrayBuffer.isView(data)) {
    throw new InlayError('engine_failed', expected('a tensor', 'the net’s answer', result?.type))
  }
  return tensor(type.data, result.dims, data)
}

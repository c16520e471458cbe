/** Tasks and answers of the inference process, over the channel of `system/child`. */
import * as z from '@inlay/shared/zod'
import { Provider } from './providers.ts'
import { TensorPlace, TensorType } from './tensors.ts'

const path = z.string().min(1)

/** Bytes of a file that are to be others: `length` bytes of `path` from `from` on, laid at `at`. */
export const Patch = z.strictObject({
  path,
  pieces: z.array(
    z.strictObject({ at: z.int().min(0), from: z.int().min(0), length: z.int().min(0) }),
  ),
})
export type Patch = z.infer<typeof Patch>

/**
 * The graph's file, and the files that hold weights outside it under the names the graph uses.
 * Either may be patched on its way into memory: that is how merged LoRA weights come in, without a
 * copy of the model on disk. Sizes never change.
 */
export const GraphFiles = z.strictObject({
  path,
  patch: Patch.optional(),
  external: z
    .array(z.strictObject({ name: z.string().min(1), path, patch: Patch.optional() }))
    .default([]),
})
export type GraphFiles = z.infer<typeof GraphFiles>

/** Computes the probe on a provider with the CPU's help forbidden. */
const Probe = z.strictObject({ type: z.literal('probe'), provider: Provider })

/** Opens the files that tensors go through; they may be removed by name once it is answered. */
const Attach = z.strictObject({ type: z.literal('attach'), feeds: path, results: path })

const Load = z.strictObject({
  type: z.literal('load'),
  graph: GraphFiles,
  provider: Provider,
  threads: z.int().min(1).max(256).optional(),
})

/** A tensor's number in the process. */
const Id = z.int().min(1)

/** One that waits in the file of feeds, to be kept as `hold` where there is one; or one kept before. */
export const Feed = z.union([
  z.strictObject({ held: Id }),
  z.strictObject({ ...TensorPlace.shape, hold: Id.optional() }),
])
export type Feed = z.infer<typeof Feed>

const Run = z.strictObject({
  type: z.literal('run'),
  session: z.int(),
  inputs: z.record(z.string(), Feed),
  /** Outputs that are wanted back. */
  outputs: z.array(z.string()),
  /** Outputs that stay, and as what. */
  keep: z.record(z.string(), Id),
})

const Drop = z.strictObject({ type: z.literal('drop'), ids: z.array(Id) })
const Unload = z.strictObject({ type: z.literal('unload'), session: z.int() })
const Memory = z.strictObject({ type: z.literal('memory') })

export const InferenceTask = z.discriminatedUnion('type', [
  Probe,
  Attach,
  Load,
  Run,
  Drop,
  Unload,
  Memory,
])
export type InferenceTask = z.infer<typeof InferenceTask>

/** An input or output as the graph's own metadata has it; words are sizes not known before a run. */
export const TensorInfo = z.strictObject({
  name: z.string(),
  type: z.string(),
  shape: z.array(z.union([z.number(), z.string()])),
})
export type TensorInfo = z.infer<typeof TensorInfo>

export const ProbeAnswer = z.strictObject({ ms: z.number() })

export const LoadAnswer = z.strictObject({
  session: z.int(),
  inputs: z.array(TensorInfo),
  outputs: z.array(TensorInfo),
  ms: z.number(),
})
export type LoadAnswer = z.infer<typeof LoadAnswer>

export const RunAnswer = z.strictObject({
  /** In the file of results. */
  outputs: z.record(z.string(), TensorPlace),
  kept: z.record(z.string(), z.strictObject({ type: TensorType, shape: z.array(z.int().min(0)) })),
  /** Milliseconds inside the runtime. */
  ms: z.number(),
})
export type RunAnswer = z.infer<typeof RunAnswer>

export const MemoryAnswer = z.strictObject({
  /** Bytes resident in the inference process. */
  resident: z.number(),
  sessions: z.int(),
  /** Tensors that stay there, and their bytes. */
  tensors: z.int(),
  tensorBytes: z.number(),
})
export type MemoryAnswer = z.infer<typeof MemoryAnswer>

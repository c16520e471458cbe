/** Tasks and answers of the inference process, over the channel of `system/child`. */
import * as z from '@inlay/shared/zod'
import { Provider } from './providers.ts'
import { TensorFile, TensorType } from './tensors.ts'

const path = z.string().min(1)

/** The graph's file, and the files that hold weights outside it under the names the graph uses. */
export const GraphFiles = z.strictObject({
  path,
  external: z.array(z.strictObject({ name: z.string().min(1), path })).default([]),
})
export type GraphFiles = z.infer<typeof GraphFiles>

/** Computes the probe on a provider with the CPU's help forbidden. */
const Probe = z.strictObject({ type: z.literal('probe'), provider: Provider })

const Load = z.strictObject({
  type: z.literal('load'),
  graph: GraphFiles,
  provider: Provider,
  threads: z.int().min(1).max(256).optional(),
})

const Run = z.strictObject({
  type: z.literal('run'),
  session: z.int(),
  inputs: z.record(z.string(), TensorFile),
  /** Where each wanted output is written. */
  outputs: z.record(z.string(), path),
})

const Unload = z.strictObject({ type: z.literal('unload'), session: z.int() })
const Memory = z.strictObject({ type: z.literal('memory') })

export const InferenceTask = z.discriminatedUnion('type', [Probe, Load, Run, Unload, Memory])
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
  outputs: z.record(
    z.string(),
    z.strictObject({ type: TensorType, shape: z.array(z.int().min(0)) }),
  ),
  /** Milliseconds inside the runtime. */
  ms: z.number(),
})

export const MemoryAnswer = z.strictObject({
  /** Bytes resident in the inference process. */
  resident: z.number(),
  sessions: z.int(),
})

/** Milliseconds a step, what the loop adds to the net, and memory, of any model folder on any provider. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runModel } from '@inlay/companion/engines/diffusion/loop/run.ts'
import type { SampleInput } from '@inlay/companion/engines/diffusion/loop/sample-input.ts'
import { describeModel } from '@inlay/companion/engines/diffusion/model/describe.ts'
import { readModelFolder } from '@inlay/companion/engines/diffusion/model/folder.ts'
import { loadModel } from '@inlay/companion/engines/diffusion/model/loaded.ts'
import { createInference, type InferenceOptions } from '@inlay/companion/inference/inference.ts'
import { writeOnnx } from '@inlay/companion/inference/onnx-writer.ts'
import { type Provider, providerName } from '@inlay/companion/inference/providers.ts'
import { median } from '../roundtrip/figures.ts'

export interface SpeedRow {
  readonly model: string
  readonly provider: string
  readonly size: number
  /** Median milliseconds of a step after the first two, guidance on: two samples for the net. */
  readonly step: number
  readonly least: number
  /** The first step: the runtime looks for its best kernels for each new shape. */
  readonly first: number
  /** Decoding the picture, from the last step to the end. */
  readonly decode: number
  /** Megabytes resident in the inference process, and taken of the device's memory. */
  readonly resident: number
  readonly device: number | undefined
}

const inputOf = (side: number, steps: number): SampleInput => ({
  image: { width: side, height: side, channels: 3, data: new Float32Array(3 * side * side) },
  mask: {
    width: side,
    height: side,
    channels: 1,
    data: Float32Array.from({ length: side * side }, (_, i) => (i % side < side / 2 ? 1 : 0)),
  },
  text: { prompt: 'a red brick wall', negativePrompt: 'blurry', clipSkip: 0 },
  seeds: [1],
  noise: 'torch-cpu',
  strength: 1,
  guidance: 7.5,
  guidanceRescale: 0,
  steps,
  scheduler: 'euler',
})

/** Providers that work here; the rest are left out in words. */
export const workingProviders = async (options: InferenceOptions = {}): Promise<Provider[]> => {
  const inference = createInference(options)
  try {
    return (await inference.device()).usable.map(({ provider }) => provider)
  } finally {
    await inference.dispose()
  }
}

export const measureSpeed = async (
  folder: string,
  provider: Provider,
  sizes: readonly number[],
  steps: number,
): Promise<SpeedRow[]> => {
  const inference = createInference({ providers: [provider] })
  const rows: SpeedRow[] = []
  try {
    const before = await inference.room()
    const model = describeModel(await readModelFolder(folder))
    const loaded = loadModel(model, async () => inference, { inTurn: false })
    for (const size of sizes) {
      const marks: number[] = []
      const from = performance.now()
      await runModel(loaded, inputOf(size, steps), {
        signal: new AbortController().signal,
        onStage: () => {},
        onStep: () => void marks.push(performance.now()),
      })
      const end = performance.now()
      const gaps = marks.slice(1).map((mark, i) => mark - marks[i]!)
      const after = await inference.room()
      const used =
        provider === 'cpu' || before === undefined || after === undefined
          ? undefined
          : (before.free - after.free) / 1e6
      rows.push({
        model: model.name,
        provider: providerName(provider),
        size,
        step: median(gaps.slice(1)),
        least: Math.min(...gaps.slice(1)),
        first: (marks[0] ?? from) - from,
        decode: end - (marks.at(-1) ?? from),
        resident: ((await inference.memory())?.resident ?? 0) / 1e6,
        device: used,
      })
    }
    await loaded.close()
    return rows
  } finally {
    await inference.dispose()
  }
}

export interface LoopRow {
  readonly size: number
  /** Median milliseconds of a step around a net that does nothing but copy its input. */
  readonly loop: number
  /** The quickest of them: what a busy machine leaves of the truth. */
  readonly least: number
}

/**
 * What the loop costs: a folder whose net hands its latents back, so that a step is all loop, transfer
 * and call. Guidance on, nine channels.
 */
export const measureLoop = async (
  folder: string,
  sizes: readonly number[],
  steps = 30,
): Promise<LoopRow[]> => {
  const { writeFile } = await import('node:fs/promises')
  await rm(join(folder, 'unet', 'model.onnx'))
  await writeFile(join(folder, 'unet', 'model.onnx'), copyingNet())
  const rows = await measureSpeed(folder, 'cpu', sizes, steps)
  return rows.map(({ size, step, least }) => ({ size, loop: step, least }))
}

const copyingNet = (): Uint8Array => {
  const value = (name: string, ...shape: (number | string)[]) => ({
    name,
    type: 'float32' as const,
    shape,
  })
  const index = (at: number) => ({
    name: `i${at}`,
    type: 'int64' as const,
    shape: [1],
    values: [at],
  })
  return writeOnnx({
    inputs: [
      value('sample', 'b', 9, 'h', 'w'),
      value('timestep'),
      value('encoder_hidden_states', 'b', 'tokens', 16),
    ],
    outputs: [value('out_sample', 'b', 4, 'h', 'w')],
    constants: [index(0), index(4), index(1)],
    nodes: [{ op: 'Slice', inputs: ['sample', 'i0', 'i4', 'i1'], outputs: ['out_sample'] }],
  })
}

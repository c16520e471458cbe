/** One net on one provider, in a process of its own: how long it takes to load, first and then, and its memory. */
import { createInference } from '@inlay/companion/inference/inference.ts'
import type { TensorInfo } from '@inlay/companion/inference/messages.ts'
import { askNvidia } from '@inlay/companion/inference/nvidia.ts'
import type { Provider } from '@inlay/companion/inference/providers.ts'
import { bytesOf, type Tensor, TensorType, tensorOn } from '@inlay/companion/inference/tensors.ts'
import { median } from '../roundtrip/figures.ts'
import type { BenchNet } from './nets.ts'

export interface NetRow {
  readonly name: string
  readonly provider: Provider
  /** Milliseconds: opening, the first run (kernels are chosen and built), the runs after it. */
  readonly load: number
  readonly first: number
  readonly run: { readonly least: number; readonly median: number }
  readonly gflop?: number | undefined
  /** Bytes resident in the process, and taken on NVIDIA cards meanwhile. */
  readonly resident: number
  readonly card?: number | undefined
  /** Set when it does not run there. */
  readonly failed?: string
}

const ROUNDS = 9
/** Milliseconds after which there are rounds enough. */
const ENOUGH = 6000

const never = new AbortController().signal

/** What cards hold, all together; undefined without NVIDIA's tool. */
const cardMemory = async (): Promise<number | undefined> => {
  const answer = await askNvidia()
  return answer.kind === 'cards'
    ? answer.cards.reduce((sum, { total, free }) => sum + total - free, 0)
    : undefined
}

/** Halves where they are floats, else zeros: time does not hang on them. */
const sample = ({ name, type, shape }: TensorInfo, side: number): Tensor => {
  const parsed = TensorType.safeParse(type)
  if (!parsed.success) throw new Error(`The input ${name} is ${type}`)
  const sizes = shape.map((size, i) =>
    typeof size === 'number' && size > 0 ? size : i === 0 ? 1 : side,
  )
  const place = { type: parsed.data, shape: sizes, at: 0 }
  const made = tensorOn(place, new ArrayBuffer(bytesOf(place)), 0)
  if (made.data instanceof Float32Array) made.data.fill(0.5)
  return made
}

export const measure = async (net: BenchNet, provider: Provider): Promise<NetRow> => {
  const inference = createInference({ providers: [provider] })
  const { name, gflop } = net
  const before = await cardMemory()
  const nothing = { load: 0, first: 0, run: { least: 0, median: 0 }, resident: 0 }
  try {
    await inference.device()
    const openFrom = performance.now()
    const opened = await inference.open(net.graph)
    const load = performance.now() - openFrom
    const feeds = Object.fromEntries(
      opened.inputs.map((info) => [info.name, sample(info, net.side)]),
    )
    const outputs = opened.outputs.map((info) => info.name)
    const once = async (): Promise<number> => {
      const from = performance.now()
      await opened.run(feeds, outputs, never)
      return performance.now() - from
    }
    const first = await once()
    const times: number[] = []
    const from = performance.now()
    while (times.length < ROUNDS && (times.length < 3 || performance.now() - from < ENOUGH)) {
      times.push(await once())
    }
    const during = await cardMemory()
    return {
      name,
      provider,
      load,
      first,
      run: { least: Math.min(...times), median: median(times) },
      gflop,
      resident: (await inference.memory())?.resident ?? 0,
      card: before === undefined || during === undefined ? undefined : during - before,
    }
  } catch (error) {
    return { name, provider, ...nothing, failed: error instanceof Error ? error.message : 'failed' }
  } finally {
    await inference.dispose()
  }
}

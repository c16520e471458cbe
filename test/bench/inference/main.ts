/**
 * `npm run bench:inference`: what the process around a net costs, and how fast nets of known size run
 * on each provider that works here. Minima and medians; compare two runs on one quiet machine only.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInference, type Inference } from '@inlay/companion/inference/inference.ts'
import { type OnnxGraph, writeOnnx } from '@inlay/companion/inference/onnx-writer.ts'
import { providerName } from '@inlay/companion/inference/providers.ts'
import { type Tensor, tensor } from '@inlay/companion/inference/tensors.ts'
import { identity, layers } from '@inlay/companion/inference/testing/graphs.ts'
import { median, ms } from '../roundtrip/figures.ts'

const never = new AbortController().signal
const ROUNDS = 15
/** Milliseconds that one 2048 x 2048 RGBA picture may take to the net's process and back. */
const ALLOWED = 60

const timesOf = async (work: () => Promise<unknown>, rounds = ROUNDS): Promise<number[]> => {
  await work()
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const from = performance.now()
    await work()
    times.push(performance.now() - from)
  }
  return times
}

const words = (times: readonly number[]): string =>
  `min ${ms(Math.min(...times)).trim()}, median ${ms(median(times)).trim()}`

const folder = await mkdtemp(join(tmpdir(), 'inlay-bench-inference-'))
const inference: Inference = createInference()

const run = async (
  name: string,
  graph: OnnxGraph,
  x: Tensor,
  rounds = ROUNDS,
): Promise<number[]> => {
  const path = join(folder, `${name}.onnx`)
  await writeFile(path, writeOnnx(graph))
  const net = await inference.open({ path, external: [] })
  return timesOf(() => net.run({ x }, ['y'], never), rounds)
}

try {
  const { usable, refused } = await inference.device()
  for (const { provider, ms: first } of usable) {
    console.log(`${providerName(provider)}: works, first answer after ${ms(first).trim()}`)
  }
  for (const { provider, reason } of refused) console.log(`${providerName(provider)}: ${reason}`)

  const bytes = new Uint8Array(4 * 2048 * 2048)
  const picture = tensor('uint8', [1, 4, 2048, 2048], bytes)
  const trip = await run('identity', identity('uint8', 4), picture)
  const isMet = median(trip) < ALLOWED
  console.log(
    `2048 x 2048 RGBA there and back: ${words(trip)} (asked: under ${ALLOWED} ms: ${isMet ? 'met' : 'NOT MET'})`,
  )

  const sample = tensor('float32', [2, 4, 64, 64], new Float32Array(2 * 4 * 64 * 64))
  const step = await run('latents', identity('float32', 4), sample, 400)
  console.log(`2 x 4 x 64 x 64 latents there and back: ${words(step)}`)

  const values = Float32Array.from({ length: 32 * 256 * 256 }, (_, i) => Math.sin(i))
  const net = await run('layers', layers(32), tensor('float32', [1, 32, 256, 256], values))
  const work = (2 * 6 * 32 * 32 * 9 * 256 * 256) / 1e9
  console.log(`six 3x3 layers, 32 channels, 256 x 256 (${work.toFixed(1)} GFLOP): ${words(net)}`)
  const memory = await inference.memory()
  console.log(`inference process: ${((memory?.resident ?? 0) / 2 ** 20).toFixed(0)} MB resident`)
} finally {
  await inference.dispose()
  await rm(folder, { recursive: true, force: true })
}

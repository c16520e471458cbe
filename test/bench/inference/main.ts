/**
 * `npm run bench:inference`: what the process around a net costs, and how fast nets run on each
 * provider that works here, as Markdown for docs/performance.md. Compare two runs on one quiet machine
 * only. `-- --only cuda,cpu` takes some providers, `-- --nets lama,layers` some nets.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, platform, release, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createInference } from '@inlay/companion/inference/inference.ts'
import { askNvidia } from '@inlay/companion/inference/nvidia.ts'
import { writeOnnx } from '@inlay/companion/inference/onnx-writer.ts'
import { providerName } from '@inlay/companion/inference/providers.ts'
import { type Tensor, tensor } from '@inlay/companion/inference/tensors.ts'
import { identity } from '@inlay/companion/inference/testing/graphs.ts'
import { median, ms } from '../roundtrip/figures.ts'
import { measure, type NetRow } from './measure.ts'
import { findNets } from './nets.ts'
import { netTable } from './table.ts'

const never = new AbortController().signal
const ROUNDS = 15
/** Milliseconds that one 2048 x 2048 RGBA picture may take to the net's process and back. */
const ALLOWED = 60

const { values } = parseArgs({
  options: { only: { type: 'string' }, nets: { type: 'string' } },
})
const words = (text: string | undefined): string[] | undefined =>
  text?.split(',').map((word) => word.trim().toLowerCase())
const [only, wanted] = [words(values.only), words(values.nets)]

/** Where the figures were made. */
const machineLine = async (): Promise<string> => {
  const nvidia = await askNvidia()
  const cards = nvidia.kind === 'cards' ? nvidia.cards : []
  return [
    new Date().toISOString().slice(0, 10),
    `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    `${platform()} ${release()}`,
    `Node ${process.versions.node}`,
    ...cards.map(
      ({ name, driver, total }) => `${name}, ${Math.round(total / 2 ** 30)} GB, ${driver}`,
    ),
  ].join(', ')
}

const folder = await mkdtemp(join(tmpdir(), 'inlay-bench-inference-'))

/** What the way to the process and back takes, with no work there. */
const roundTrips = async (): Promise<void> => {
  const inference = createInference({ providers: ['cpu'] })
  const trip = async (type: 'uint8' | 'float32', x: Tensor, rounds: number): Promise<number[]> => {
    const path = join(folder, `identity-${type}.onnx`)
    await writeFile(path, writeOnnx(identity(type, 4)))
    const net = await inference.open({ path, external: [] })
    await net.run({ x }, ['y'], never)
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      const from = performance.now()
      await net.run({ x }, ['y'], never)
      times.push(performance.now() - from)
    }
    return times
  }
  const told = (times: readonly number[]): string =>
    `least ${ms(Math.min(...times)).trim()}, median ${ms(median(times)).trim()}`
  try {
    const bytes = new Uint8Array(4 * 2048 * 2048)
    const picture = await trip('uint8', tensor('uint8', [1, 4, 2048, 2048], bytes), ROUNDS)
    const isMet = median(picture) < ALLOWED
    console.log(
      `- 2048 x 2048 RGBA to the net's process and back: ${told(picture)} (asked: under ${ALLOWED} ms: ${isMet ? 'met' : 'NOT MET'})`,
    )
    const latents = tensor('float32', [2, 4, 64, 64], new Float32Array(2 * 4 * 64 * 64))
    console.log(
      `- 2 x 4 x 64 x 64 latents there and back: ${told(await trip('float32', latents, 400))}`,
    )
  } finally {
    await inference.dispose()
  }
}

try {
  console.log(`${await machineLine()}\n`)
  const finder = createInference()
  const { usable, refused } = await finder.device()
  await finder.dispose()
  for (const { provider, ms: first } of usable) {
    console.log(`- ${providerName(provider)} works; its first answer took ${ms(first).trim()}`)
  }
  for (const { provider, reason } of refused) console.log(`- ${providerName(provider)}: ${reason}`)
  await roundTrips()
  const nets = (await findNets(folder)).filter(
    ({ name }) => wanted?.some((word) => name.toLowerCase().includes(word)) ?? true,
  )
  const rows: NetRow[] = []
  for (const net of nets) {
    for (const { provider } of usable) {
      if (only !== undefined && !only.includes(provider)) continue
      rows.push(await measure(net, provider))
    }
  }
  console.log(`\n${netTable(rows)}`)
} finally {
  await rm(folder, { recursive: true, force: true })
}

/** What happens when memory does not suffice: a real net in a real process whose memory is limited. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Mask } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deviceFingerprint } from '../../inference/device-fingerprint.ts'
import { createDeviceMemo } from '../../inference/device-memo.ts'
import {
  createInference,
  type Inference,
  type InferenceOptions,
  type Net,
} from '../../inference/inference.ts'
import { tensor } from '../../inference/tensors.ts'
import { writeGraph } from '../../inference/testing/graphs.ts'
import type { EngineInput } from '../engine.ts'
import { createNetEngine } from './net-engine.ts'
import { hungryLike, type MeanNet } from './testing/mean-nets.ts'
import { netModel } from './testing/net-model.ts'
import { sizeTiers } from './window.ts'

const run = promisify(execFile)
const canLimit = await run('prlimit', ['--version']).then(
  () => true,
  () => false,
)
if (!canLimit) console.warn('SKIPPED: running out of memory needs prlimit (Linux, util-linux).')

const MB = 2 ** 20
let folder = ''
const opened: Inference[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-memory-'))
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((inference) => inference.dispose()))
  await rm(folder, { recursive: true, force: true })
})

const inferenceOn = (options: InferenceOptions = {}): Inference => {
  const inference = createInference({ providers: ['cpu'], threads: 1, ...options })
  opened.push(inference)
  return inference
}

/** Its process has the threads it needs: Node ends itself, without a word, when it cannot have those. */
const warmed = async (net: Net): Promise<void> => {
  const plane = (channels: number) =>
    tensor('float32', [1, channels, 8, 8], new Float32Array(channels * 64))
  const inputs = { image: plane(3), mask: plane(1) }
  await net.run(inputs, ['output'], new AbortController().signal)
}

/** Lets the process take so many bytes beyond what it has. */
const limit = async (pid: number | undefined, more: number): Promise<void> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const has = Number(/VmData:\s+(\d+)/.exec(status)?.[1]) * 1024
  await run('prlimit', ['--pid', String(pid), `--data=${has + more}:`])
}

const side = 700
const hole: Mask = { width: side, height: side, data: new Uint8Array(side * side) }
for (let y = 300; y < 380; y++) hole.data.fill(255, y * side + 300, y * side + 380)
const picture = (): EngineInput => ({
  operation: 'remove',
  image: { width: side, height: side, channels: 3, data: new Uint8Array(side * side * 3).fill(90) },
  hole,
  seed: 7,
  prompt: '',
  negativePrompt: '',
  strength: 1,
})

const engineOf = async (inference: Inference, net: MeanNet, needs?: number) => {
  const engine = createNetEngine(await netModel(net, { folder, inference, name: 'hungry', needs }))
  return async (): Promise<string[]> => {
    const notes: string[] = []
    await engine.fill(picture(), {
      signal: new AbortController().signal,
      onProgress: () => {},
      onNote: (note) => notes.push(note),
    })
    return notes
  }
}

const SMALLER = 'Worked in smaller pieces because there was not enough memory on CPU.'

describe('a net whose process is short of memory', () => {
  it.skipIf(!canLimit)('works in smaller pieces, stays with them, and says so once', async () => {
    const inference = inferenceOn()
    const { graph } = hungryLike()
    const path = await writeGraph(folder, 'hungry.onnx', graph)
    await warmed(await inference.open({ path, external: [] }))
    const { pid } = inference
    await limit(pid, 120 * MB)
    const fill = await engineOf(inference, hungryLike())
    expect(await fill()).toEqual([SMALLER])
    expect(await fill()).toEqual([])
    expect(inference.pid).toBe(pid)
  })

  it.skipIf(!canLimit)('fails by name when no piece is small enough, and lives', async () => {
    const inference = inferenceOn()
    const { graph } = hungryLike()
    const path = await writeGraph(folder, 'hungry.onnx', graph)
    await warmed(await inference.open({ path, external: [] }))
    const { pid } = inference
    await limit(pid, 26 * MB)
    const fill = await engineOf(inference, hungryLike())
    await expect(fill()).rejects.toMatchObject({ code: 'out_of_memory' })
    expect((await inference.memory())?.sessions).toBe(0)
    await limit(pid, 8000 * MB)
    expect(await fill()).toEqual([SMALLER])
    expect(inference.pid).toBe(pid)
  })
})

describe('a net whose needs are known', () => {
  const GB = 2 ** 30

  it('is refused where the machine will never do', async () => {
    const inference = inferenceOn({ room: async () => ({ total: 4 * GB, free: 3 * GB }) })
    const fill = await engineOf(inference, hungryLike(), 5 * GB)
    await expect(fill()).rejects.toMatchObject({
      code: 'out_of_memory',
      detail: 'About 5.0 GB are needed and there are 4.0 GB.',
    })
    expect(inference.pid).toBeUndefined()
  })

  it('begins with small pieces where others have taken the room', async () => {
    const inference = inferenceOn({ room: async () => ({ total: 8 * GB, free: 1 * GB }) })
    const fill = await engineOf(inference, hungryLike(), 5 * GB)
    expect(await fill()).toEqual([SMALLER])
  })

  it('begins on the processor where the card is too small', async () => {
    const folders = { config: join(folder, 'config'), state: join(folder, 'state') }
    await mkdir(folders.state)
    const providers = ['dml', 'cpu'] as const
    const fingerprint = await deviceFingerprint({ providers, folders })
    await createDeviceMemo(join(folders.state, 'device.json')).write(fingerprint, {
      usable: providers.map((provider) => ({ provider, ms: 1 })),
      refused: [],
      notes: [],
    })
    const inference = inferenceOn({
      providers,
      folders,
      remembers: true,
      room: async (provider) => ({ total: (provider === 'cpu' ? 32 : 4) * GB, free: 30 * GB }),
    })
    const fill = await engineOf(inference, hungryLike(), 5 * GB)
    expect(await fill()).toEqual([
      'Running on CPU because about 5.0 GB are needed and there are 4.0 GB on DirectML.',
    ])
  })
})

describe('sizeTiers', () => {
  it('halves what may be halved', () => {
    const size = { multiple: 8, min: 64, max: 1024, best: 500 }
    expect(sizeTiers(size)).toEqual([size, { ...size, best: 256 }])
    expect(sizeTiers({ width: 512, height: 512 })).toHaveLength(1)
    expect(sizeTiers({ ...size, min: 512 })).toHaveLength(1)
    expect(sizeTiers({ ...size, best: 128 })).toHaveLength(1)
  })
})

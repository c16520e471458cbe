import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createInference, type Inference, type InferenceOptions } from './inference.ts'
import { tensor } from './tensors.ts'
import { identity, slow, writeGraph } from './testing/graphs.ts'

const never = new AbortController().signal
const opened: Inference[] = []
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-inference-'))
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((inference) => inference.dispose()))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const inferenceOn = (options: InferenceOptions = {}): Inference => {
  const inference = createInference({ providers: ['cpu'], threads: 1, ...options })
  opened.push(inference)
  return inference
}
const graphOf = async (name: string, graph: Parameters<typeof writeGraph>[2]) => ({
  path: await writeGraph(folder, name, graph),
  external: [],
})
const spoolFolders = async (): Promise<string[]> => {
  const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
  const names = await readdir(parent)
  return names.filter((name) => name.startsWith(`inlay-tensors-${process.pid}-`))
}

describe('tensors', () => {
  let inference: Inference
  beforeAll(() => {
    inference = createInference({ providers: ['cpu'], threads: 1 })
  })
  afterAll(() => inference.dispose())

  it.each([
    ['float32', Float32Array.of(0.5, -1, 3, 1e30)],
    ['float16', Uint16Array.of(0x3c00, 0xbc00, 0x0001, 0x7bff)],
    ['uint8', Uint8Array.of(0, 1, 200, 255)],
    ['int32', Int32Array.of(-1, 0, 1, 2 ** 31 - 1)],
    ['int64', BigInt64Array.of(-1n, 0n, 1n, 2n ** 62n)],
    ['bool', Uint8Array.of(0, 1, 1, 0)],
  ] as const)('of %s go there and back unchanged', async (type, data) => {
    const net = await inference.open(await graphOf(`${type}.onnx`, identity(type, 2)))
    expect(net.inputs).toEqual([{ name: 'x', type, shape: ['side0', 'side1'] }])
    const { y } = await net.run({ x: tensor(type, [2, 2], data) }, ['y'], never)
    expect(y).toEqual({ type, shape: [2, 2], data })
  })
})

describe('inference in its own process', () => {
  it('leaves no tensor behind, after success or failure, and no folder after dispose', async () => {
    const inference = inferenceOn()
    const net = await inference.open(await graphOf('two.onnx', identity('uint8', 1)))
    await net.run({ x: tensor('uint8', [3], Uint8Array.of(1, 2, 3)) }, ['y'], never)
    const bad = net.run({ x: tensor('uint8', [1, 1], Uint8Array.of(1)) }, ['y'], never)
    await expect(bad).rejects.toMatchObject({ code: 'engine_failed' })
    const [mine] = await spoolFolders()
    const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
    expect(await readdir(join(parent, mine!))).toEqual([])
    await inference.dispose()
    expect(await spoolFolders()).toEqual([])
  })

  it('cancels within about a second, and the next run works', async () => {
    const inference = inferenceOn()
    const heavy = await inference.open(await graphOf('slow.onnx', slow(1500, 60)))
    const light = await inference.open(await graphOf('light.onnx', identity('uint8', 1)))
    const stop = new AbortController()
    const running = heavy.run(
      { x: tensor('float32', [1500, 1500], new Float32Array(1500 * 1500)) },
      ['y'],
      stop.signal,
    )
    setTimeout(() => stop.abort(), 150)
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    const one = tensor('uint8', [1], Uint8Array.of(7))
    expect((await light.run({ x: one }, ['y'], never)).y).toEqual(one)
  })

  it('says so when the process is killed, and a later run starts another', async () => {
    const inference = inferenceOn({ providers: ['cpu'] })
    const net = await inference.open(await graphOf('killed.onnx', slow(1500, 60)))
    const before = (await inference.memory())?.sessions
    expect(before).toBe(1)
    const pid = inference.pid!
    setTimeout(() => process.kill(pid, 'SIGSEGV'), 200)
    const x = tensor('float32', [1500, 1500], new Float32Array(1500 * 1500))
    await expect(net.run({ x }, ['y'], never)).rejects.toMatchObject({ code: 'engine_failed' })
    const light = await inference.open(await graphOf('after.onnx', identity('uint8', 1)))
    const one = tensor('uint8', [1], Uint8Array.of(7))
    expect((await light.run({ x: one }, ['y'], never)).y).toEqual(one)
    expect(inference.pid).not.toBe(pid)
  })

  it('opens a net again by itself after it was released', async () => {
    const inference = inferenceOn()
    const net = await inference.open(await graphOf('again.onnx', identity('uint8', 1)))
    await inference.release()
    expect(await inference.memory()).toBeUndefined()
    const one = tensor('uint8', [1], Uint8Array.of(9))
    expect((await net.run({ x: one }, ['y'], never)).y).toEqual(one)
  })

  it('leaves when idle', async () => {
    const inference = inferenceOn({ idleAfter: 50 })
    await inference.open(await graphOf('idle.onnx', identity('uint8', 1)))
    await expect.poll(() => inference.pid, { timeout: 5000 }).toBeUndefined()
  })

  it('shares one session between those who open the same net', async () => {
    const inference = inferenceOn()
    const graph = await graphOf('shared.onnx', identity('uint8', 1))
    const [a, b] = await Promise.all([inference.open(graph), inference.open(graph)])
    expect(a).toBe(b)
    expect((await inference.memory())?.sessions).toBe(1)
    await a.close()
    expect((await inference.memory())?.sessions).toBe(0)
  })

  it('refuses a damaged file by name, without its path', async () => {
    const path = join(folder, 'damaged.onnx')
    await writeFile(path, Buffer.from('not a graph at all'))
    const opening = inferenceOn().open({ path, external: [] })
    const error: unknown = await opening.catch((cause: unknown) => cause)
    expect(error).toMatchObject({ code: 'engine_failed' })
    expect(error instanceof Error && error.message).not.toContain(folder)
  })

  it('steps down to what works and says why', async () => {
    const device = await inferenceOn({ providers: ['dml', 'cpu'] }).device()
    expect(device.usable.map(({ provider }) => provider)).toEqual(['cpu'])
    expect(device.refused.map(({ provider }) => provider)).toEqual(['dml'])
    expect(device.notes[0]).toMatch(/^Running on CPU because DirectML: .+\.$/)
  })

  it('refuses to open anything when nothing computes', async () => {
    const opening = inferenceOn({ providers: [] }).open({ path: '/x', external: [] })
    await expect(opening).rejects.toMatchObject({ code: 'engine_unavailable' })
  })
})

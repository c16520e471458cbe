import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { distFile } from '../system/dist.ts'
import { TensorLost } from './held.ts'
import { createInference, type Inference, type InferenceOptions } from './inference.ts'
import type { GraphFiles } from './messages.ts'
import { mayHaveNvidia } from './nvidia.ts'
import { writeOnnx } from './onnx-writer.ts'
import { tensorFolder } from './tensor-spool.ts'
import { tensor } from './tensors.ts'
import { add, identity, slow, writeGraph } from './testing/graphs.ts'

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
  const names = await readdir(await tensorFolder())
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

describe('a held tensor', () => {
  const sum = add(['a', 'b'])
  const of = (...values: number[]) => tensor('float32', [values.length], Float32Array.from(values))

  it('is sent once, serves any net, and is forgotten when released', async () => {
    const inference = inferenceOn()
    const [one, two] = await Promise.all([
      inference.open(await graphOf('sum.onnx', sum)),
      inference.open(await graphOf('other.onnx', identity('float32', 1))),
    ])
    const b = inference.hold(of(10, 20))
    expect((await inference.memory())?.tensors).toBe(0)
    expect((await one.run({ a: of(1, 2), b }, ['y'], never)).y).toEqual(of(11, 22))
    expect((await one.run({ a: of(3, 4), b }, ['y'], never)).y).toEqual(of(13, 24))
    expect((await two.run({ x: b }, ['y'], never)).y).toEqual(of(10, 20))
    expect(await inference.memory()).toMatchObject({ tensors: 1, tensorBytes: 8 })
    b.release()
    await expect.poll(async () => (await inference.memory())?.tensors).toBe(0)
    await expect(one.run({ a: of(1, 2), b }, ['y'], never)).rejects.toMatchObject({
      code: 'internal',
    })
  })

  it('is sent again to a new process', async () => {
    const inference = inferenceOn()
    const net = await inference.open(await graphOf('again-sum.onnx', sum))
    const b = inference.hold(of(10))
    await net.run({ a: of(1), b }, ['y'], never)
    process.kill(inference.pid!, 'SIGKILL')
    await expect.poll(() => inference.pid).toBeUndefined()
    expect((await net.run({ a: of(5), b }, ['y'], never)).y).toEqual(of(15))
  })

  it('that a run leaves there feeds the next, and is lost with its process', async () => {
    const inference = inferenceOn()
    const net = await inference.open(await graphOf('chain.onnx', sum))
    const { y } = await net.runKeeping({ a: of(1), b: of(2) }, ['y'], never)
    expect(y).toMatchObject({ type: 'float32', shape: [1] })
    const fed = await net.run({ a: y!, b: y! }, ['y'], never)
    expect(fed.y).toEqual(of(6))
    process.kill(inference.pid!, 'SIGKILL')
    await expect.poll(() => inference.pid).toBeUndefined()
    await expect(net.run({ a: y!, b: of(1) }, ['y'], never)).rejects.toBeInstanceOf(TensorLost)
    expect(await net.takeNotes()).toEqual([])
  })

  it('larger than what the files keep goes there and back', async () => {
    const inference = inferenceOn()
    const net = await inference.open(await graphOf('large.onnx', identity('uint8', 1)))
    const large = new Uint8Array(70 << 20)
    for (let i = 0; i < large.length; i += 4099) large[i] = i >>> 12
    const x = tensor('uint8', [large.length], large)
    for (let i = 0; i < 2; i++) {
      const { y } = await net.run({ x }, ['y'], never)
      expect(Buffer.compare(Buffer.from(y!.data.buffer), large)).toBe(0)
    }
  })
})

describe('weights', () => {
  const weights = (values: readonly number[], external?: { name: string; offset: number }) => ({
    ...add(['a', 'w']),
    inputs: [{ name: 'a', type: 'float32', shape: [2] }] as const,
    constants: [
      { name: 'w', type: 'float32', shape: [2], values, ...(external && { external }) } as const,
    ],
  })
  const a = tensor('float32', [2], Float32Array.of(1, 2))
  const result = async (graph: GraphFiles) =>
    (await (await inferenceOn().open(graph)).run({ a }, ['y'], never)).y?.data

  it('lie beside the graph, elsewhere, or are patched on the way, in the graph or out of it', async () => {
    const plain = writeOnnx(weights([10, 20]))
    const path = join(folder, 'plain.onnx')
    await writeFile(path, plain)
    const patchPath = join(folder, 'patch.bin')
    await writeFile(patchPath, Buffer.from(Float32Array.of(-1, 500, 600).buffer))
    const at = Buffer.from(plain).indexOf(Buffer.from(Float32Array.of(10, 20).buffer))
    const patch = { path: patchPath, pieces: [{ at, from: 4, length: 4 }] }
    expect(await result({ path, external: [] })).toEqual(Float32Array.of(11, 22))
    expect(await result({ path, patch, external: [] })).toEqual(Float32Array.of(501, 22))

    const apart = await graphOf('apart.onnx', weights([10, 20], { name: 'w.data', offset: 8 }))
    const bytes = Buffer.from(Float32Array.of(0, 0, 10, 20).buffer)
    const beside = join(folder, 'w.data')
    const elsewhere = join(folder, 'blob-1')
    await Promise.all([beside, elsewhere].map((file) => writeFile(file, bytes)))
    const from = (file: string, more = {}) => ({
      ...apart,
      external: [{ name: 'w.data', path: file, ...more }],
    })
    expect(await result(from(beside))).toEqual(Float32Array.of(11, 22))
    await rm(beside)
    expect(await result(from(elsewhere))).toEqual(Float32Array.of(11, 22))
    const pieces = [{ at: 12, from: 8, length: 4 }]
    expect(await result(from(elsewhere, { patch: { path: patchPath, pieces } }))).toEqual(
      Float32Array.of(11, 602),
    )
  })

  it('are refused when a patch lies outside them', async () => {
    const inference = inferenceOn()
    const graph = await graphOf('short.onnx', weights([1, 2]))
    const { path, remove } = await inference.spool(new Uint8Array(8))
    const patch = { path, pieces: [{ at: 1e6, from: 0, length: 8 }] }
    await expect(inference.open({ ...graph, patch })).rejects.toMatchObject({
      code: 'model_damaged',
    })
    await remove()
    expect(existsSync(path)).toBe(false)
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
    expect(await readdir(join(await tensorFolder(), mine!))).toEqual([])
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
    // In the middle of it: it takes some seconds.
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

  it('is called off at once while a net is loaded again', async () => {
    const stuck = join(folder, 'stuck')
    const entry = join(folder, 'entry.mjs')
    const real = pathToFileURL(distFile('inference-process.js'))
    await writeFile(
      entry,
      `import { existsSync } from 'node:fs'
       if (existsSync(${JSON.stringify(stuck)})) setInterval(() => {}, 1000)
       else await import(${JSON.stringify(real)})`,
    )
    const inference = inferenceOn({ entry, killAfter: 100 })
    const net = await inference.open(await graphOf('stuck.onnx', identity('uint8', 1)))
    await inference.release()
    // A process that never gets ready stands for a net that takes long to load.
    await writeFile(stuck, '')
    const stop = new AbortController()
    const running = net.run({ x: tensor('uint8', [1], Uint8Array.of(1)) }, ['y'], stop.signal)
    setTimeout(() => stop.abort(), 50)
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    await rm(stuck)
  })

  it('waits its turn, and leaves at once when called off meanwhile', async () => {
    const inference = inferenceOn()
    const heavy = await inference.open(await graphOf('first.onnx', slow(900, 30)))
    const light = await inference.open(await graphOf('second.onnx', identity('uint8', 1)))
    const pid = inference.pid
    const x = tensor('float32', [900, 900], new Float32Array(900 * 900))
    const one = tensor('uint8', [1], Uint8Array.of(7))
    const stop = new AbortController()
    const [first, second, third] = [
      heavy.run({ x }, ['y'], never),
      light.run({ x: one }, ['y'], stop.signal),
      light.run({ x: one }, ['y'], never),
    ]
    stop.abort()
    await expect(second).rejects.toMatchObject({ code: 'cancelled' })
    expect((await first).y?.data.length).toBe(900 * 900)
    expect((await third).y).toEqual(one)
    // Nobody was killed for the one that was called off.
    expect(inference.pid).toBe(pid)
  })

  it('leaves when idle', async () => {
    const inference = inferenceOn({ idleAfter: 50 })
    await inference.open(await graphOf('idle.onnx', identity('uint8', 1)))
    await expect.poll(() => inference.pid).toBeUndefined()
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

  it.skipIf(process.platform !== 'linux')('sends nobody without a card to fetch CUDA', async () => {
    const { refused } = await inferenceOn({ providers: ['cuda', 'cpu'] }).device()
    const card = await mayHaveNvidia()
    const [cuda] = refused
    if (!card) expect(cuda?.reason).toBe('there is no NVIDIA graphics card with its driver')
    expect(await mayHaveNvidia(join(folder, 'nothing'), [])).toBe(false)
    expect(await mayHaveNvidia(join(folder, 'nothing'), [folder])).toBe(true)
    expect(await mayHaveNvidia(process.execPath, [])).toBe(true)
  })

  it('refuses to open anything when nothing computes', async () => {
    const opening = inferenceOn({ providers: [] }).open({ path: '/x', external: [] })
    await expect(opening).rejects.toMatchObject({ code: 'engine_unavailable' })
  })
})

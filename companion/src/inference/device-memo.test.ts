import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deviceFingerprint } from './device-fingerprint.ts'
import { createDeviceMemo } from './device-memo.ts'
import { createInference, type Inference, type InferenceOptions } from './inference.ts'
import { allowedProviders, RUNTIME_VERSION } from './providers.ts'
import { tensor } from './tensors.ts'
import { identity, writeGraph } from './testing/graphs.ts'

let folder = ''
const opened: Inference[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-memo-'))
  await mkdir(join(folder, 'state'))
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((inference) => inference.dispose()))
  await rm(folder, { recursive: true, force: true })
})

const folders = () => ({ config: join(folder, 'config'), state: join(folder, 'state') })
const file = () => join(folders().state, 'device.json')
const inferenceHere = (options: InferenceOptions = {}): Inference => {
  const inference = createInference({
    providers: ['dml', 'cpu'],
    threads: 1,
    remembers: true,
    folders: folders(),
    ...options,
  })
  opened.push(inference)
  return inference
}
/** A process that cannot start: whoever asks a device of it is refused. */
const dead = () => inferenceHere({ entry: join(folder, 'nothing.js') })

const device = {
  usable: [{ provider: 'cpu', ms: 5 }],
  refused: [{ provider: 'cuda', reason: 'there is no NVIDIA driver' }],
  notes: ['Running on CPU because CUDA: there is no NVIDIA driver.'],
} as const

describe('what was found of the devices', () => {
  it('is remembered by the next process, until it is asked afresh', async () => {
    const found = await inferenceHere().device()
    expect(found.usable.map(({ provider }) => provider)).toEqual(['cpu'])
    expect(await dead().device()).toEqual(found)
    expect(await dead().knownDevice()).toEqual(found)
    expect((await dead().device({ afresh: true })).usable).toEqual([])
    // Nothing usable is not worth remembering.
    expect(await dead().knownDevice()).toBeUndefined()
  })

  it('is only where to begin: a device that then fails is left, and forgotten', async () => {
    const providers = ['dml', 'cpu'] as const
    const print = await deviceFingerprint({ providers, folders: folders() })
    await createDeviceMemo(file()).write(print, {
      usable: [
        { provider: 'dml', ms: 1 },
        { provider: 'cpu', ms: 1 },
      ],
      refused: [],
      notes: [],
    })
    const path = await writeGraph(folder, 'one.onnx', identity('uint8', 1))
    const net = await inferenceHere().open({ path, external: [] })
    expect(net.provider).toBe('cpu')
    const one = tensor('uint8', [1], Uint8Array.of(7))
    const never = new AbortController().signal
    expect((await net.run({ x: one }, ['y'], never)).y).toEqual(one)
    expect(await net.takeNotes()).toEqual(['Ran on CPU because the run failed on DirectML.'])
    expect(await net.takeNotes()).toEqual([])
    await expect.poll(() => existsSync(file())).toBe(false)
  })

  it('does not hold when drivers change, when it is old, when the clock went back, or damaged', async () => {
    const day = 86_400_000
    let now = 100 * day
    const memo = createDeviceMemo(file(), 1, () => now)
    await memo.write('print', device)
    expect(await memo.read('print')).toEqual(device)
    expect(await memo.read('another')).toBeUndefined()
    now += 1.1 * day
    expect(await memo.read('print')).toBeUndefined()
    now -= 50 * day
    expect(await memo.read('print')).toBeUndefined()
    await writeFile(file(), '{"fingerprint":"print"')
    expect(await memo.read('print')).toBeUndefined()
  })

  it('is told once by one companion, and again by the next or when it changes', async () => {
    const first = () => createDeviceMemo(file(), 1)
    await first().write('print', device)
    expect(await first().tell(device.notes)).toEqual(device.notes)
    expect(await first().tell(device.notes)).toEqual([])
    expect(await first().tell(['Another.', ...device.notes])).toEqual(['Another.'])
    // Found out again, and the same: nothing new to tell.
    await first().write('print', device)
    expect(await first().tell(device.notes)).toEqual([])
    expect(await createDeviceMemo(file(), 2).tell(device.notes)).toEqual(device.notes)
    const forgetful = createDeviceMemo(undefined)
    expect(await forgetful.tell(device.notes)).toEqual(device.notes)
    expect(await forgetful.tell(device.notes)).toEqual([])
  })
})

describe('the fingerprint', () => {
  it('changes with what a driver or a card may change', async () => {
    const of = (environment: Record<string, string>) =>
      deviceFingerprint({ providers: ['cpu'], folders: folders(), environment })
    const plain = await of({})
    expect(await of({})).toBe(plain)
    expect(await of({ CUDA_VISIBLE_DEVICES: '1' })).not.toBe(plain)
    expect(await deviceFingerprint({ providers: ['cuda', 'cpu'], folders: folders() })).not.toBe(
      plain,
    )
  })

  it('names the runtime that is installed', () => {
    const require = createRequire(import.meta.url)
    expect(require('onnxruntime-node/package.json')).toMatchObject({ version: RUNTIME_VERSION })
  })
})

describe('the owner’s choice of providers', () => {
  it('keeps those named, in the platform’s order, and refuses what is none', () => {
    expect(allowedProviders({ INLAY_PROVIDERS: 'cpu' })).toEqual(['cpu'])
    expect(allowedProviders({})).toContain('cpu')
    expect(() => allowedProviders({ INLAY_PROVIDERS: 'gpu' })).toThrow(
      expect.objectContaining({
        code: 'engine_unavailable',
        detail: expect.stringContaining('gpu'),
      }),
    )
  })
})

/** The registry: what it lists, what it opens, what it refuses, and when a model picks itself. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EngineInfo } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeOnnx } from '../inference/onnx-writer.ts'
import { InpaintContract } from '../models/contract.ts'
import { createModels } from '../models/models.ts'
import type { Folders } from '../system/folders.ts'
import { changeSettingsFile } from '../system/settings-file.ts'
import { tinyFolder } from './diffusion/testing/tiny.ts'
import { lamaLike } from './neural/testing/mean-nets.ts'
import { createEngines, type EngineOptions, type EngineRegistry } from './registry.ts'

let home = ''
let folders: Folders
const opened: EngineRegistry[] = []
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-registry-'))
  folders = { config: join(home, 'config'), state: join(home, 'state') }
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((engines) => engines.dispose()))
  await rm(home, { recursive: true, force: true })
})

const enginesWith = (options: EngineOptions = {}): EngineRegistry => {
  const engines = createEngines({ folders, ...options })
  opened.push(engines)
  return engines
}

const addModel = async (id: string): Promise<void> => {
  const { graph, contract } = lamaLike(128)
  const path = join(home, `${id}.onnx`)
  await writeFile(path, writeOnnx(graph))
  const models = createModels({ folders })
  await models.add([path], { id, name: 'Mine', contract: InpaintContract.parse(contract) })
  await models.close()
}

describe('list', () => {
  it('describes every engine by the shared schema, the embedded one first', async () => {
    const list = await enginesWith().list()
    expect(list[0]?.id).toBe('patchmatch')
    for (const info of list) expect(EngineInfo.parse(info)).toEqual(info)
  })

  it('says where the embedded engine runs', async () => {
    const device = async (patchmatch: EngineOptions['patchmatch']): Promise<string | undefined> =>
      (await enginesWith({ patchmatch: patchmatch! }).list())[0]?.device
    expect(await device({ threads: 1 })).toBe('CPU, 1 thread, SIMD')
    expect(await device({ threads: 5 })).toBe('CPU, 5 threads, SIMD')
    expect(await device({ threads: 2, kernel: 'plain' })).toBe('CPU, 2 threads')
  })

  it('says how to get a model that is not here', async () => {
    const lama = (await enginesWith().list()).find(({ id }) => id === 'lama')
    expect(lama).toMatchObject({
      available: false,
      reason: 'It is not on this machine; `inlay models pull lama` fetches it.',
    })
  })

  it('has the owner’s own models', async () => {
    await addModel('mine')
    const list = await enginesWith().list()
    expect(list[1]).toMatchObject({ id: 'mine', name: 'Mine', available: true })
  })
})

const linkModel = async (id: string, name: string, kind: string): Promise<void> => {
  const models = createModels({ folders })
  await models.link({ id, name: id, kind, path: tinyFolder(name), bytes: 1 })
  await models.close()
}

describe('diffusion models', () => {
  it('are listed with the others and say what they understand', async () => {
    await linkModel('painter', 'sd15-inpaint', 'sd15')
    await linkModel('gone', 'no-such-folder', 'sdxl')
    const list = await enginesWith().list()
    expect(list.find(({ id }) => id === 'painter')).toMatchObject({
      available: true,
      takesPrompt: true,
      takesSteps: true,
    })
    expect(list.find(({ id }) => id === 'gone')).toMatchObject({
      available: false,
      reason: expect.stringContaining('inlay models remove gone'),
    })
  })

  it('are taken for what is to be put there by words, and stand for their kind', async () => {
    await linkModel('gone', 'no-such-folder', 'sd15')
    await linkModel('painter', 'sd15-inpaint', 'sd15')
    await addModel('mine')
    const engines = enginesWith()
    const idOf = async (...asked: Parameters<EngineRegistry['open']>) =>
      (await engines.open(...asked)).info.id
    const words = { sample: false, prompt: true }
    expect(await idOf('auto', 'fill', words)).toBe('painter')
    expect(await idOf('auto', 'expand', words)).toBe('painter')
    expect(await idOf('auto', 'fill')).toBe('patchmatch')
    // Words beside a removal are a slip: what is to go is not to be painted anew.
    expect(await idOf('auto', 'remove', words)).toBe('mine')
    // None of them keeps to a sample mask.
    expect(await idOf('auto', 'fill', { sample: true, prompt: true })).toBe('patchmatch')
    expect(await idOf('sd15', 'remove')).toBe('painter')
    expect((await engines.open('painter')).leastCrop).toBe(64)
    await expect(engines.open('sdxl')).rejects.toMatchObject({ code: 'engine_unavailable' })
    await expect(engines.open('gone')).rejects.toMatchObject({ code: 'engine_unavailable' })
  })
})

describe('open', () => {
  it('by itself takes the engine its owner prefers, where that can do what is asked', async () => {
    await addModel('mine')
    const idOf = async (...asked: Parameters<EngineRegistry['open']>) =>
      (await enginesWith().open(...asked)).info.id
    await changeSettingsFile(folders, { set: { engine: 'patchmatch' } })
    expect(await idOf('auto', 'remove')).toBe('patchmatch')
    expect(await idOf('mine', 'remove')).toBe('mine')
    await changeSettingsFile(folders, { set: { engine: 'mine' } })
    expect(await idOf('auto', 'remove')).toBe('mine')
    expect(await idOf('auto', 'remove', { sample: true })).toBe('patchmatch')
    await changeSettingsFile(folders, { set: { engine: 'gone' } })
    expect(await idOf('auto', 'remove')).toBe('mine')
  })

  it('opens one instance for all callers, by id and by auto', async () => {
    const engines = enginesWith()
    const [one, two, auto] = await Promise.all([
      engines.open('patchmatch'),
      engines.open('patchmatch'),
      engines.open('auto', 'remove'),
    ])
    expect(two).toBe(one)
    expect(auto).toBe(one)
    await engines.dispose()
    expect(await engines.open('auto')).not.toBe(one)
  })

  it('takes a model by itself for remove, and only for remove', async () => {
    await addModel('mine')
    const engines = enginesWith()
    expect((await engines.open('auto', 'remove')).info.id).toBe('mine')
    expect((await engines.open('auto', 'expand')).info.id).toBe('patchmatch')
    expect((await engines.open('patchmatch', 'remove')).info.id).toBe('patchmatch')
    // It cannot keep to a sample mask.
    expect((await engines.open('auto', 'remove', { sample: true })).info.id).toBe('patchmatch')
    expect((await engines.open('mine', 'remove', { sample: true })).info.id).toBe('mine')
  })

  it('lists the choices when it does not know the id', async () => {
    await expect(enginesWith().open('nonsense')).rejects.toMatchObject({
      code: 'engine_unavailable',
      detail: expect.stringMatching(/"nonsense".*auto, patchmatch/),
    })
  })

  it('tells how to get what is not here', async () => {
    await expect(enginesWith().open('lama')).rejects.toMatchObject({
      code: 'engine_unavailable',
      detail: expect.stringContaining('inlay models pull lama'),
    })
  })
})

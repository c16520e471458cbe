/** Models on disk: offline installs, own models, licences, what time brings, removal. */
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readCatalogue } from './catalogue.ts'
import { Contract } from './contract.ts'
import { takeLock } from './lock.ts'
import type { CatalogueInput } from './manifest.ts'
import { graphOf } from './open-model.ts'
import { acceptLicence } from './settings.ts'
import { DATA, LAMA_IO, lastOf, put, WITH_DATA } from './testing/given.ts'
import { flipped } from './testing/model-server.ts'
import { lamaEntry, sha256, startModels, type TestModels, WEIGHTS } from './testing/models.ts'
import { lamaLike, onnxFile } from './testing/onnx.ts'

/** Nobody knows its hash. */
const UNPINNED: CatalogueInput = lamaEntry(WEIGHTS, {
  id: 'lama-free',
  files: [{ name: 'free.onnx', part: 'main', role: 'graph' }],
})
/** Two graphs, one with its weights outside. */
const PAIR: CatalogueInput = {
  ...lamaEntry(WEIGHTS, { id: 'pair', task: 'segment' }),
  contract: undefined,
  files: [
    { name: 'enc.onnx', part: 'encoder', role: 'graph' },
    { name: 'weights.onnx_data', part: 'encoder', role: 'data' },
    { name: 'dec.onnx', part: 'decoder', role: 'graph' },
  ],
}

let home: TestModels
beforeEach(async () => {
  home = await startModels(undefined, { entries: [lamaEntry(), UNPINNED, PAIR] })
})
afterEach(() => home.end())

describe('offline, from files', () => {
  test('under any name, when the hash is right; the file itself stays where it was', async () => {
    const path = await put(home, 'downloaded.onnx', WEIGHTS)
    expect(await lastOf(home, 'lama', { from: [path] })).toMatchObject({ type: 'done' })
    const opened = await home.models.open('lama')
    expect(opened).toMatchObject({ id: 'lama', task: 'inpaint', contract: { task: 'inpaint' } })
    expect(await readFile(graphOf(opened).path)).toEqual(WEIGHTS)
    expect((await stat(graphOf(opened).path)).nlink).toBe(1)
    expect(await readFile(path)).toEqual(WEIGHTS)
    expect((await home.files()).filter((file) => file.startsWith('partial/'))).toEqual([])
  })

  test('with one byte changed: refused, both hashes said, nothing kept', async () => {
    const bad = flipped(WEIGHTS)
    const last = await lastOf(home, 'lama', { from: [await put(home, 'lama.onnx', bad)] })
    expect(last).toMatchObject({
      type: 'failed',
      error: { code: 'model_damaged', detail: expect.stringContaining(sha256(bad)) },
    })
    expect(await home.files()).toEqual(['partial'])
  })

  test('a model whose hash nobody knows: checked against its contract, remembered by its hash', async () => {
    await expect(home.models.pull('lama-free', { acceptLicence: true })).rejects.toMatchObject({
      code: 'model_download_failed',
      detail: expect.stringContaining('--from'),
    })
    const other = onnxFile({ ...LAMA_IO, outputs: [{ name: 'result', shape: [1, 3, 512, 512] }] })
    expect(
      await lastOf(home, 'lama-free', { from: [await put(home, 'other.onnx', other)] }),
    ).toMatchObject({
      type: 'failed',
      error: { code: 'contract_mismatch', detail: expect.stringContaining('"result"') },
    })
    expect(
      await lastOf(home, 'lama-free', { from: [await put(home, 'mine.onnx', WEIGHTS)] }),
    ).toMatchObject({
      type: 'done',
    })
    const [file] = (await home.models.open('lama-free')).files
    expect(file).toMatchObject({ name: 'free.onnx', sha256: sha256(WEIGHTS) })
  })

  test('several files: matched by name, each part with its data', async () => {
    const from = [
      await put(home, 'dec.onnx', WEIGHTS),
      await put(home, 'weights.onnx_data', DATA),
      await put(home, 'enc.onnx', WITH_DATA),
    ]
    expect(await lastOf(home, 'pair', { from })).toMatchObject({ type: 'done' })
    const opened = await home.models.open('pair')
    expect(await readFile(graphOf(opened, 'encoder').path)).toEqual(WITH_DATA)
    expect(await readFile(graphOf(opened, 'decoder').path)).toEqual(WEIGHTS)
    expect(dirname(graphOf(opened, 'encoder').path)).toBe(dirname(graphOf(opened, 'decoder').path))
  })

  test('too few and too many files are named', async () => {
    const graph = await put(home, 'enc.onnx', WITH_DATA)
    expect(await lastOf(home, 'pair', { from: [graph] })).toMatchObject({
      error: { code: 'invalid_request', detail: expect.stringContaining('weights.onnx_data') },
    })
    const more = await put(home, 'more.onnx', WEIGHTS)
    expect(
      await lastOf(home, 'lama', { from: [await put(home, 'l.onnx', WEIGHTS), more] }),
    ).toMatchObject({
      error: { code: 'invalid_request', detail: expect.stringContaining('more.onnx') },
    })
  })
})

describe('bring your own', () => {
  test('copied, listed, opened with its contract, removed', async () => {
    const from = [
      await put(home, 'My LaMa (1).onnx', WITH_DATA),
      await put(home, 'weights.onnx_data', DATA),
    ]
    const added = await home.models.add(from, { contract: 'lama', name: 'Mine', licence: 'MIT' })
    expect(added).toMatchObject({
      id: 'my-lama-1',
      source: 'own',
      state: 'installed',
      name: 'Mine',
    })
    expect((await home.models.list()).at(-1)).toEqual(added)
    const opened = await home.models.open('my-lama-1')
    expect(opened.contract).toMatchObject({ task: 'inpaint', image: { input: 'image' } })
    expect(opened.files.map(({ name }) => name)).toEqual(['model.onnx', 'weights.onnx_data'])
    await writeFile(from[0] ?? '', 'changed')
    expect(await home.models.verify('my-lama-1')).toEqual({ id: 'my-lama-1', ok: true })
    await home.models.remove('my-lama-1')
    await expect(home.models.open('my-lama-1')).rejects.toMatchObject({ code: 'model_unknown' })
    expect((await home.files()).filter((file) => file.includes('/'))).toEqual([])
  })

  test('a wrong contract is refused with what the graph has and what was expected', async () => {
    const contract = Contract.parse({ ...lamaEntry().contract, image: { input: 'img' } })
    const path = await put(home, 'own.onnx', WEIGHTS)
    await expect(home.models.add([path], { contract })).rejects.toMatchObject({
      code: 'contract_mismatch',
      detail: expect.stringMatching(/but received "img".*The graph has input "image"/),
    })
  })

  test('ids of others are not taken over', async () => {
    const path = await put(home, 'own.onnx', WEIGHTS)
    await home.models.add([path], { contract: 'lama' })
    for (const id of ['own', 'lama']) {
      await expect(home.models.add([path], { contract: 'lama', id })).rejects.toMatchObject({
        code: 'invalid_request',
      })
    }
    await expect(home.models.pull('own')).rejects.toMatchObject({ code: 'invalid_request' })
  })

  test('two models of the same files share them; removing one leaves the other', async () => {
    const path = await put(home, 'own.onnx', WEIGHTS)
    await home.models.add([path], { contract: 'lama', id: 'one' })
    await home.models.add([path], { contract: 'lama', id: 'two' })
    expect((await home.models.open('one')).key).toBe((await home.models.open('two')).key)
    await home.models.remove('one')
    expect(await home.models.verify('two')).toEqual({ id: 'two', ok: true })
  })
})

describe('what time brings', () => {
  test('another version in the catalogue: said, and fetched by the next pull', async () => {
    await lastOf(home, 'lama', { from: [await put(home, 'l.onnx', WEIGHTS)] })
    const newer = lamaLike(100_000)
    const later = home.again({ catalogue: readCatalogue([lamaEntry(newer)]) })
    expect((await later.info('lama')).note).toMatch(/another version/)
    const from = [await put(home, 'newer.onnx', newer)]
    for await (const event of (await later.pull('lama', { from })).follow(
      new AbortController().signal,
    )) {
      if (event.type !== 'progress') expect(event.type).toBe('done')
    }
    expect(await readFile(graphOf(await later.open('lama')).path)).toEqual(newer)
  })

  test('copies that a dead process left go, parts that may be gone on with stay', async () => {
    const partial = await home.models.partialFolder()
    await mkdir(partial, { recursive: true })
    const old = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000)
    for (const name of ['given-left', 'aaaa.part']) {
      await writeFile(join(partial, name), 'x')
      await utimes(join(partial, name), old, old)
    }
    await writeFile(join(partial, 'given-young'), 'x')
    await lastOf(home, 'lama', { from: [await put(home, 'l.onnx', WEIGHTS)] })
    expect((await readdir(partial)).sort()).toEqual(['aaaa.part', 'given-young'])
  })
})

describe('licences', () => {
  test('asked for once, remembered, asked again when the licence is another', async () => {
    await expect(home.models.pull('lama')).rejects.toMatchObject({
      code: 'model_licence',
      detail: expect.stringMatching(/Apache-2.0 \(https:.*\). Any use/),
    })
    expect((await home.models.info('lama')).licence.accepted).toBe(false)
    await lastOf(home, 'lama', { from: [await put(home, 'l.onnx', WEIGHTS)] })
    expect((await home.models.info('lama')).licence.accepted).toBe(true)
    const feed = await home.models.pull('lama')
    expect(feed.id).toBe('lama')
    await acceptLicence(home.folders, { id: 'pair', licence: { name: 'Another' } })
    await expect(home.models.pull('pair')).rejects.toMatchObject({ code: 'model_licence' })
  })
})

describe('removal', () => {
  test('removing what is not here says so; an unknown id is named', async () => {
    await expect(home.models.remove('lama')).rejects.toMatchObject({ code: 'model_missing' })
    await expect(home.models.remove('nothing')).rejects.toMatchObject({
      code: 'model_unknown',
      detail: expect.stringContaining('lama'),
    })
  })

  test('what is being worked on is busy', async () => {
    const folder = join(await home.models.folder(), 'locks')
    const lock = await takeLock(folder, 'lama')
    await expect(home.models.remove('lama')).rejects.toMatchObject({ code: 'model_busy' })
    await lock?.release()
    await expect(home.models.remove('lama')).rejects.toMatchObject({ code: 'model_missing' })
  })
})

test('weights of a real size stream through without being held', async () => {
  const big = lamaLike(24_000_000)
  await home.end()
  home = await startModels(undefined, { entries: [lamaEntry(big)] })
  const path = await put(home, 'big.onnx', big)
  expect(await lastOf(home, 'lama', { from: [path] })).toMatchObject({ type: 'done' })
  const events = await home.pull('lama')
  expect(events.map(({ type }) => type)).toEqual(['done'])
})

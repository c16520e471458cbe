/** Models on disk: offline installs, own models, checks at load, licences, links, removal. */
import { spawnSync } from 'node:child_process'
import {
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readCatalogue } from './catalogue.ts'
import { Contract } from './contract.ts'
import { takeLock } from './lock.ts'
import type { CatalogueInput } from './manifest.ts'
import { graphOf } from './open-model.ts'
import { acceptLicence } from './settings.ts'
import { flipped } from './testing/model-server.ts'
import { lamaEntry, sha256, startModels, type TestModels, WEIGHTS } from './testing/models.ts'
import { externalTensor, lamaLike, noise, onnxFile } from './testing/onnx.ts'

const DATA = noise(5000)
const IO = {
  inputs: [
    { name: 'image', shape: [1, 3, 512, 512] },
    { name: 'mask', shape: [1, 1, 512, 512] },
  ],
  outputs: [{ name: 'output', shape: [1, 3, 512, 512] }],
}
const WITH_DATA = onnxFile({ ...IO, more: [externalTensor(5, 'w', 'weights.onnx_data')] })

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

const put = async (name: string, content: Uint8Array): Promise<string> => {
  const path = join(home.home, 'given', name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
  return path
}

const lastOf = async (...args: Parameters<TestModels['pull']>) => (await home.pull(...args)).at(-1)

const installedPath = async (id = 'lama'): Promise<string> =>
  graphOf(await home.models.open(id)).path

describe('offline, from files', () => {
  test('under any name, when the hash is right; the file itself stays where it was', async () => {
    const path = await put('downloaded.onnx', WEIGHTS)
    expect(await lastOf('lama', { from: [path] })).toMatchObject({ type: 'done' })
    const opened = await home.models.open('lama')
    expect(opened).toMatchObject({ id: 'lama', task: 'inpaint', contract: { task: 'inpaint' } })
    expect(await readFile(graphOf(opened).path)).toEqual(WEIGHTS)
    expect((await stat(graphOf(opened).path)).nlink).toBe(1)
    expect(await readFile(path)).toEqual(WEIGHTS)
    expect((await home.files()).filter((file) => file.startsWith('partial/'))).toEqual([])
  })

  test('with one byte changed: refused, both hashes said, nothing kept', async () => {
    const bad = flipped(WEIGHTS)
    const last = await lastOf('lama', { from: [await put('lama.onnx', bad)] })
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
    const other = onnxFile({ ...IO, outputs: [{ name: 'result', shape: [1, 3, 512, 512] }] })
    expect(await lastOf('lama-free', { from: [await put('other.onnx', other)] })).toMatchObject({
      type: 'failed',
      error: { code: 'contract_mismatch', detail: expect.stringContaining('"result"') },
    })
    expect(await lastOf('lama-free', { from: [await put('mine.onnx', WEIGHTS)] })).toMatchObject({
      type: 'done',
    })
    const [file] = (await home.models.open('lama-free')).files
    expect(file).toMatchObject({ name: 'free.onnx', sha256: sha256(WEIGHTS) })
  })

  test('several files: matched by name, each part with its data', async () => {
    const from = [
      await put('dec.onnx', WEIGHTS),
      await put('weights.onnx_data', DATA),
      await put('enc.onnx', WITH_DATA),
    ]
    expect(await lastOf('pair', { from })).toMatchObject({ type: 'done' })
    const opened = await home.models.open('pair')
    expect(await readFile(graphOf(opened, 'encoder').path)).toEqual(WITH_DATA)
    expect(await readFile(graphOf(opened, 'decoder').path)).toEqual(WEIGHTS)
    expect(dirname(graphOf(opened, 'encoder').path)).toBe(dirname(graphOf(opened, 'decoder').path))
  })

  test('too few and too many files are named', async () => {
    const graph = await put('enc.onnx', WITH_DATA)
    expect(await lastOf('pair', { from: [graph] })).toMatchObject({
      error: { code: 'invalid_request', detail: expect.stringContaining('weights.onnx_data') },
    })
    const more = await put('more.onnx', WEIGHTS)
    expect(await lastOf('lama', { from: [await put('l.onnx', WEIGHTS), more] })).toMatchObject({
      error: { code: 'invalid_request', detail: expect.stringContaining('more.onnx') },
    })
  })
})

describe('row 16: links, paths and files outside', () => {
  beforeEach(async () => {
    await lastOf('lama', { from: [await put('l.onnx', WEIGHTS)] })
  })

  test('a second name for a stored file is refused at load', async () => {
    await link(await installedPath(), join(home.home, 'second'))
    await expect(home.models.open('lama')).rejects.toMatchObject({
      code: 'model_damaged',
      detail: expect.stringContaining('hard link'),
    })
  })

  test('a link in a stored file’s place is refused, though it leads to the same bytes', async () => {
    const path = await installedPath()
    const away = join(home.home, 'away.onnx')
    await rename(path, away)
    await symlink(away, path)
    await expect(home.models.open('lama')).rejects.toMatchObject({ code: 'model_damaged' })
  })

  test.each(['../../../secret', '/etc/passwd', 'sub/w.onnx_data', 'C:\\w', 'other.onnx_data', ''])(
    'a graph that keeps weights in "%s" is refused',
    async (location) => {
      const graph = onnxFile({ ...IO, more: [externalTensor(5, 'w', location)] })
      const [alone, data] = [await put('evil.onnx', graph), await put('weights.onnx_data', DATA)]
      for (const from of [[alone], [alone, data]]) {
        await expect(home.models.add(from, { contract: 'lama' })).rejects.toMatchObject({
          code: 'model_refused',
          detail: expect.stringContaining(`keeps weights in "${location}"`),
        })
      }
      expect((await home.models.list()).map(({ id }) => id)).not.toContain('evil')
    },
  )

  test('a data file that the graph does not ask for is refused', async () => {
    const from = [await put('own.onnx', WEIGHTS), await put('w.onnx_data', DATA)]
    await expect(home.models.add(from, { contract: 'lama' })).rejects.toMatchObject({
      code: 'model_refused',
    })
  })

  test('a record with a path in it is no record', async () => {
    const path = join(await home.models.folder(), 'records', 'lama.json')
    const record = await readFile(path, 'utf8')
    await writeFile(path, record.replace('"lama.onnx"', '"../../secret.onnx"'))
    await expect(home.models.open('lama')).rejects.toMatchObject({ code: 'model_missing' })
    await expect(home.models.open('../records/lama')).rejects.toMatchObject({
      code: 'model_unknown',
    })
  })
})

describe('row 17: archives and pickles', () => {
  test.each(['model.pt', 'model.ckpt', 'model.bin', 'model.zip', 'model.pkl', 'model'])(
    'the name %s is refused',
    async (name) => {
      const path = await put(name, WEIGHTS)
      await expect(home.models.add([path], { contract: 'lama' })).rejects.toMatchObject({
        code: 'model_refused',
        status: 415,
      })
    },
  )

  test.each<readonly [string, Buffer, RegExp]>([
    ['zip', Buffer.concat([Buffer.from('PK\x03\x04'), noise(100)]), /zip archive/],
    ['pickle', Buffer.from('\x80\x02}q\x00.', 'latin1'), /pickle/],
    ['torch pickle', Buffer.from('\x80\x02\x8a\x0al\xfc\x9c', 'latin1'), /pickle/],
    ['gzip', Buffer.from('\x1f\x8b\x08\x00', 'latin1'), /gzip/],
    ['tar', Buffer.concat([noise(257), Buffer.from('ustar')]), /tar/],
    ['web page', Buffer.from('<!DOCTYPE html><html>'), /web page/],
    ['Git LFS pointer', Buffer.from('version https://git-lfs.github.com/spec/v1\n'), /LFS/],
    ['text', Buffer.from('hello'), /not a whole ONNX graph/],
  ])('a %s with the name of a graph is refused by its bytes', async (_what, content, words) => {
    const path = await put('model.onnx', content)
    await expect(home.models.add([path], { contract: 'lama' })).rejects.toMatchObject({
      code: 'model_refused',
      detail: expect.stringMatching(words),
    })
    const [data, graph] = [await put('weights.onnx_data', content), await put('g.onnx', WITH_DATA)]
    if (_what !== 'text') {
      await expect(home.models.add([graph, data], { contract: 'lama' })).rejects.toMatchObject({
        code: 'model_refused',
      })
    }
    expect((await home.files()).filter((file) => file.startsWith('partial/'))).toEqual([])
  })
})

describe('bring your own', () => {
  test('copied, listed, opened with its contract, removed', async () => {
    const from = [await put('My LaMa (1).onnx', WITH_DATA), await put('weights.onnx_data', DATA)]
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
    const path = await put('own.onnx', WEIGHTS)
    await expect(home.models.add([path], { contract })).rejects.toMatchObject({
      code: 'contract_mismatch',
      detail: expect.stringMatching(/but received "img".*The graph has input "image"/),
    })
  })

  test('ids of others are not taken over', async () => {
    const path = await put('own.onnx', WEIGHTS)
    await home.models.add([path], { contract: 'lama' })
    for (const id of ['own', 'lama']) {
      await expect(home.models.add([path], { contract: 'lama', id })).rejects.toMatchObject({
        code: 'invalid_request',
      })
    }
    await expect(home.models.pull('own')).rejects.toMatchObject({ code: 'invalid_request' })
  })

  test('two models of the same files share them; removing one leaves the other', async () => {
    const path = await put('own.onnx', WEIGHTS)
    await home.models.add([path], { contract: 'lama', id: 'one' })
    await home.models.add([path], { contract: 'lama', id: 'two' })
    expect((await home.models.open('one')).key).toBe((await home.models.open('two')).key)
    await home.models.remove('one')
    expect(await home.models.verify('two')).toEqual({ id: 'two', ok: true })
  })
})

describe('row 18: checks at load', () => {
  beforeEach(async () => {
    await lastOf('lama', { from: [await put('l.onnx', WEIGHTS)] })
  })

  /** Long enough after the install that a check may be remembered. */
  const later = () => Date.now() + 60_000

  test('bytes that changed are found, even with size and times put back', async () => {
    const path = await installedPath()
    const { openModel } = await import('./open-model.ts')
    const { openStore } = await import('./store.ts')
    const store = openStore(await home.models.folder())
    const options = { catalogue: home.catalogue, now: later }
    await openModel(store, 'lama', options)
    const { atime, mtime } = await stat(path)
    await writeFile(path, flipped(WEIGHTS))
    await utimes(path, atime, mtime)
    await expect(openModel(store, 'lama', options)).rejects.toMatchObject({
      code: 'model_damaged',
      detail: expect.stringContaining('SHA-256'),
    })
    expect(await home.models.verify('lama')).toMatchObject({ ok: false })
  })

  test('a check is remembered for a week, unless the file is too young to tell', async () => {
    const { verifyFiles } = await import('./open-model.ts')
    const { openStore } = await import('./store.ts')
    const store = openStore(await home.models.folder())
    const record = await store.find('lama')
    if (record === undefined) throw new Error('no record')
    const remembered = () => stat(store.verifiedOf(record)).then(({ mtimeMs }) => mtimeMs)
    await verifyFiles(store, record, { now: () => Date.now() - 1000 })
    await expect(remembered()).rejects.toMatchObject({ code: 'ENOENT' })
    await verifyFiles(store, record, { now: later })
    const first = await remembered()
    // A wrong hash in the record shows whether bytes were read.
    const wrong = { ...record, files: record.files.map((f) => ({ ...f, sha256: '0'.repeat(64) })) }
    const moved = {
      ...store,
      filesOf: () => store.filesOf(record),
      verifiedOf: () => store.verifiedOf(record),
    }
    await verifyFiles(moved, wrong, { now: later })
    await expect(verifyFiles(moved, wrong, { now: later, rehash: true })).rejects.toThrow(/SHA-256/)
    const week = 7 * 24 * 60 * 60 * 1000
    await expect(verifyFiles(moved, wrong, { now: () => later() + week })).rejects.toThrow(
      /SHA-256/,
    )
    expect(await remembered()).toBe(first)
  })

  test('a file that is gone, cut short or not a file is named', async () => {
    const path = await installedPath()
    await writeFile(path, WEIGHTS.subarray(5))
    await expect(home.models.open('lama')).rejects.toThrow(/another size/)
    await rm(path)
    await expect(home.models.open('lama')).rejects.toThrow(/is not there/)
    await mkdir(path)
    await expect(home.models.open('lama')).rejects.toThrow(/not a regular file/)
    expect(await lastOf('lama', { from: [await put('l.onnx', WEIGHTS)] })).toMatchObject({
      type: 'done',
    })
    expect(await home.models.verify('lama')).toEqual({ id: 'lama', ok: true })
  })
})

describe('what time brings', () => {
  test('another version in the catalogue: said, and fetched by the next pull', async () => {
    await lastOf('lama', { from: [await put('l.onnx', WEIGHTS)] })
    const newer = lamaLike(100_000)
    const later = home.again({ catalogue: readCatalogue([lamaEntry(newer)]) })
    expect((await later.info('lama')).note).toMatch(/another version/)
    const from = [await put('newer.onnx', newer)]
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
    await lastOf('lama', { from: [await put('l.onnx', WEIGHTS)] })
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
    await lastOf('lama', { from: [await put('l.onnx', WEIGHTS)] })
    expect((await home.models.info('lama')).licence.accepted).toBe(true)
    const feed = await home.models.pull('lama')
    expect(feed.id).toBe('lama')
    await acceptLicence(home.folders, { id: 'pair', licence: { name: 'Another' } })
    await expect(home.models.pull('pair')).rejects.toMatchObject({ code: 'model_licence' })
  })
})

describe('removal and locks', () => {
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

  test('a lock that a dead process left is taken over', async () => {
    const folder = join(home.home, 'locks')
    await mkdir(folder)
    await writeFile(join(folder, 'x.lock'), '1 dead')
    expect(await takeLock(folder, 'x')).toBeUndefined()
    const old = new Date(Date.now() - 60_000)
    await utimes(join(folder, 'x.lock'), old, old)
    const lock = await takeLock(folder, 'x')
    expect(lock).toBeDefined()
    await lock?.release()
  })

  test('a lock whose process is gone is taken over at once, one of another machine is not', async () => {
    const folder = join(home.home, 'locks')
    await mkdir(folder)
    const { pid = 0 } = spawnSync(process.execPath, ['--version'])
    await writeFile(join(folder, 'x.lock'), `${pid} id another-machine\n`)
    expect(await takeLock(folder, 'x')).toBeUndefined()
    await writeFile(join(folder, 'x.lock'), `${process.pid} id ${hostname()}\n`)
    expect(await takeLock(folder, 'x')).toBeUndefined()
    await writeFile(join(folder, 'x.lock'), `${pid} id ${hostname()}\n`)
    const lock = await takeLock(folder, 'x')
    expect(lock).toBeDefined()
    await lock?.release()
  })

  test('a holder that slept too long hears that it has lost its lock, and leaves the other’s', async () => {
    const folder = join(home.home, 'locks')
    const lock = await takeLock(folder, 'x', { beat: 20, stale: 10_000 })
    await writeFile(join(folder, 'x.lock'), '2 other')
    await expect.poll(() => lock?.lost.aborted).toBe(true)
    await lock?.release()
    expect(await readFile(join(folder, 'x.lock'), 'utf8')).toBe('2 other')
  })
})

test('weights of a real size stream through without being held', async () => {
  const big = lamaLike(24_000_000)
  await home.end()
  home = await startModels(undefined, { entries: [lamaEntry(big)] })
  const path = await put('big.onnx', big)
  expect(await lastOf('lama', { from: [path] })).toMatchObject({ type: 'done' })
  const events = await home.pull('lama')
  expect(events.map(({ type }) => type)).toEqual(['done'])
})

/** Row 18: a model's files are checked again when it is opened. */
import { mkdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openModel, verifyFiles } from './open-model.ts'
import { openStore } from './store.ts'
import { installedPath, lastOf, put } from './testing/given.ts'
import { flipped } from './testing/model-server.ts'
import { startModels, type TestModels, WEIGHTS } from './testing/models.ts'

let home: TestModels
beforeEach(async () => {
  home = await startModels(undefined)
})
afterEach(() => home.end())

describe('row 18: checks at load', () => {
  beforeEach(async () => {
    await lastOf(home, 'lama', { from: [await put(home, 'l.onnx', WEIGHTS)] })
  })

  /** Long enough after the install that a check may be remembered. */
  const later = () => Date.now() + 60_000

  test('bytes that changed are found, even with size and times put back', async () => {
    const path = await installedPath(home)
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
    const path = await installedPath(home)
    await writeFile(path, WEIGHTS.subarray(5))
    await expect(home.models.open('lama')).rejects.toThrow(/another size/)
    await rm(path)
    await expect(home.models.open('lama')).rejects.toThrow(/is not there/)
    await mkdir(path)
    await expect(home.models.open('lama')).rejects.toThrow(/not a regular file/)
    expect(
      await lastOf(home, 'lama', { from: [await put(home, 'l.onnx', WEIGHTS)] }),
    ).toMatchObject({
      type: 'done',
    })
    expect(await home.models.verify('lama')).toEqual({ id: 'lama', ok: true })
  })
})

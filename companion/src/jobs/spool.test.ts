import { mkdtemp, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSpool, createSpoolFile } from './spool.ts'

let root: string
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'inlay-spool-')), 'spool')
})
afterEach(() => rm(join(root, '..'), { recursive: true, force: true }))

/** What every file handle does. */
const handle = await open(process.execPath, 'r')
const fileMethods: { datasync: () => Promise<void> } = Object.getPrototypeOf(handle)
await handle.close()

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777

test('a file has its name only once it is whole, and nobody else may read it', async () => {
  const spool = createSpool(root)
  await spool.open()
  const folder = await spool.openUpload()
  const file = await createSpoolFile(folder, 'image')
  const chunks = Array.from({ length: 60 }, (_, i) => new Uint8Array(65_536).fill(i))
  for (const chunk of chunks) await file.write(chunk)
  expect(await readdir(folder)).toEqual(['image.partial'])
  const path = await file.finish()
  expect(await readdir(folder)).toEqual(['image'])
  expect(Buffer.concat(chunks).equals(await readFile(path))).toBe(true)
  if (process.platform === 'win32') return
  expect(await modeOf(path)).toBe(0o600)
  expect(await modeOf(folder)).toBe(0o700)
  expect(await modeOf(root)).toBe(0o700)
})

test('an empty file is a file', async () => {
  const spool = createSpool(root)
  await spool.open()
  const path = await (await createSpoolFile(await spool.openUpload(), 'mask')).finish()
  expect((await readFile(path)).length).toBe(0)
})

test('a kept file begins to be synced when it is whole, and what the disk says then is heard', async () => {
  const spool = createSpool(root)
  await spool.open()
  const folder = await spool.openUpload()
  const file = await createSpoolFile(folder, 'image', { isKept: true })
  await file.write(new Uint8Array(100_000))
  const synced = vi.spyOn(fileMethods, 'datasync')
  await file.finish()
  expect(synced).toHaveBeenCalledTimes(1)
  await file.safe()
  synced.mockRejectedValueOnce(Object.assign(new Error('full'), { code: 'ENOSPC' }))
  const full = await createSpoolFile(folder, 'mask', { isKept: true })
  await full.finish()
  await expect(full.safe()).rejects.toMatchObject({ code: 'disk_full' })
  synced.mockRestore()
})

test('an aborted file leaves nothing, with writes still on their way', async () => {
  const spool = createSpool(root)
  await spool.open()
  const folder = await spool.openUpload()
  const file = await createSpoolFile(folder, 'image')
  for (let i = 0; i < 40; i++) await file.write(new Uint8Array(100_000))
  await file.abort()
  expect(await readdir(folder)).toEqual([])
})

test('an upload gets its job’s name when it is accepted; what never did is told apart', async () => {
  const spool = createSpool(root)
  await spool.open()
  const one = await spool.openUpload()
  await (await createSpoolFile(one, 'image')).finish()
  const two = await spool.openUpload()
  await spool.adopt(one, 'job')
  await spool.settle('job')
  expect(await readdir(spool.folderOf('job'))).toEqual(['image'])
  expect(await spool.list()).toEqual({ jobs: ['job'], others: [two] })
  await spool.remove(spool.folderOf('job'))
  await spool.remove(two)
  expect(await readdir(root)).toEqual([])
})

test('what the disk refuses is named, without the path', async () => {
  await expect(createSpoolFile(join(root, 'missing'), 'image')).rejects.toMatchObject({
    code: 'file_unwritable',
    detail: 'The system says ENOENT.',
  })
})

import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { foldedName, foldsCase } from './disk-names.ts'

/** A disk that holds these paths. */
const disk =
  (folds: boolean, ...paths: readonly string[]) =>
  async (path: string) => {
    const key = (text: string): string => (folds ? foldedName(text) : text)
    const at = paths.findIndex((one) => key(one) === key(path))
    return at < 0 ? undefined : { dev: 1n, ino: BigInt(at + 1) }
  }

test('a disk is asked by the folder itself, or by the one that it will lie in', async () => {
  expect(await foldsCase('/Home/Ü', 'linux', disk(true, '/Home/Ü'))).toBe(true)
  expect(await foldsCase('/Home/Ü', 'linux', disk(false, '/Home/Ü'))).toBe(false)
  expect(await foldsCase('/home/new/deep', 'darwin', disk(false, '/home'))).toBe(false)
  expect(await foldsCase('/home/new/deep', 'linux', disk(true, '/home'))).toBe(true)
  // Two folders whose names differ by case alone: the disk tells them apart.
  expect(await foldsCase('/a', 'win32', disk(false, '/a', '/A'))).toBe(false)
  expect(await foldsCase('/1', 'win32', disk(true, '/1'))).toBe(true)
  expect(await foldsCase('/1', 'linux', disk(false, '/1'))).toBe(false)
})

test('this machine’s own disk', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'inlay Case Ü '))
  const folds = await stat(folder.toUpperCase()).then(
    () => true,
    () => false,
  )
  expect(await foldsCase(folder)).toBe(folds)
  expect(await foldsCase(join(folder, 'not there'))).toBe(folds)
  await rm(folder, { recursive: true })
})

test('names are one in any case and in either way to write an umlaut', () => {
  expect(foldedName('GRÜN.PNG')).toBe(foldedName('gru\u0308n.png'))
  expect(foldedName('a.png')).not.toBe(foldedName('b.png'))
})

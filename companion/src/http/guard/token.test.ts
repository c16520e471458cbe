import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadToken, newSecret, readToken, sameSecret, tokenPath } from './token.ts'

let folder: string
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'inlay-token-')), 'config')
})
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }))

const onPosix = test.skipIf(process.platform === 'win32')

test('is made once, 256 bits of it, and kept', async () => {
  expect(await readToken(folder)).toBeUndefined()
  const token = await loadToken(folder)
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(await loadToken(folder)).toBe(token)
  expect(await readToken(folder)).toBe(token)
  expect((await readFile(tokenPath(folder), 'utf8')).trim()).toBe(token)
})

onPosix('lies in a 0600 file in a 0700 folder, even where the folder was open before', async () => {
  await loadToken(folder)
  await chmod(folder, 0o755)
  await loadToken(folder)
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  expect((await stat(tokenPath(folder))).mode & 0o777).toBe(0o600)
})

onPosix('one that others could read is replaced', async () => {
  const token = await loadToken(folder)
  await chmod(tokenPath(folder), 0o644)
  const fresh = await loadToken(folder)
  expect(fresh).not.toBe(token)
  expect((await stat(tokenPath(folder))).mode & 0o777).toBe(0o600)
})

test('a damaged one is replaced', async () => {
  await loadToken(folder)
  for (const content of ['', 'short', 'x'.repeat(44), `${newSecret()} ${newSecret()}`]) {
    await writeFile(tokenPath(folder), content)
    expect(await loadToken(folder)).toMatch(/^[A-Za-z0-9_-]{43}$/)
  }
})

test('comparing takes secrets of any length', () => {
  const secret = newSecret()
  expect(sameSecret(secret, secret)).toBe(true)
  expect(sameSecret(secret, newSecret())).toBe(false)
  expect(sameSecret('', secret)).toBe(false)
  expect(sameSecret(`${secret}x`, secret)).toBe(false)
})

test('programs that ask at the same time get the same one, also in place of a damaged one', async () => {
  for (const before of [undefined, 'damaged']) {
    if (before !== undefined) await writeFile(tokenPath(folder), before)
    const tokens = await Promise.all(Array.from({ length: 30 }, () => loadToken(folder)))
    const last = await readToken(folder)
    if (before === undefined) expect(new Set(tokens)).toEqual(new Set([last]))
    expect(tokens).toContain(last)
  }
  expect(await readdir(folder)).toEqual(['token'])
})

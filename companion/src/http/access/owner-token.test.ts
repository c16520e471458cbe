/** Where the owner's token lies, with a keyring in memory; the real one is tried in test/e2e/keyring.test.ts. */
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { helloKey, InlayError, toHex } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Keyring } from '../../system/keyring/keyring.ts'
import { newSecret, tokenPath } from '../guard/token.ts'
import { loadOwnerToken, ownerKeys, removeFromKeyring, renewOwnerToken } from './owner-token.ts'

interface Memory extends Keyring {
  readonly kept: Map<string, string>
  isClosed: boolean
}

const memory = (): Memory => {
  const kept = new Map<string, string>()
  const open = (self: Memory): void => {
    if (self.isClosed) throw new InlayError('keyring_closed')
  }
  return {
    kept,
    isClosed: false,
    async get(account) {
      open(this)
      return kept.get(account)
    },
    async set(account, secret) {
      open(this)
      kept.set(account, secret)
    },
    async remove(account) {
      open(this)
      return kept.delete(account)
    },
  }
}

let folder: string
let keyring: Memory
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'inlay-owner-')), 'config')
  keyring = memory()
})
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }))

const ownerFile = (): string => join(folder, 'owner.json')

const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof InlayError ? error.code : error),
  )

describe('row 7: the owner’s token in a keyring', () => {
  it('lies there and nowhere else; what is on disk checks it and does not show it', async () => {
    const token = await loadOwnerToken({ folder, keyring })
    expect([...keyring.kept.values()]).toEqual([token])
    expect(await readdir(folder)).toEqual(['owner.json'])
    expect((await stat(ownerFile())).mode & 0o777).toBe(0o600)
    expect(await readFile(ownerFile(), 'utf8')).not.toContain(token)
    const keys = await ownerKeys({ folder })
    expect(keys.isOwner(token)).toBe(true)
    expect(keys.isOwner(newSecret())).toBe(false)
    expect(toHex(keys.helloKey)).toBe(toHex(helloKey(token)))
    expect(await loadOwnerToken({ folder, keyring })).toBe(token)
  })

  it('the companion starts beside a closed one; a program that needs the token says why not', async () => {
    const token = await loadOwnerToken({ folder, keyring })
    keyring.isClosed = true
    expect((await ownerKeys({ folder, keyring })).isOwner(token)).toBe(true)
    expect(await codeOf(loadOwnerToken({ folder, keyring }))).toBe('keyring_closed')
    // In a session that has none at all (ssh).
    expect((await ownerKeys({ folder })).isOwner(token)).toBe(true)
    expect(await codeOf(loadOwnerToken({ folder }))).toBe('keyring_closed')
    expect(await readdir(folder)).toEqual(['owner.json'])
    keyring.isClosed = false
    expect(await loadOwnerToken({ folder, keyring })).toBe(token)
  })

  it.each(['nothing', 'another token'])('one that holds %s makes no second token', async (what) => {
    await loadOwnerToken({ folder, keyring })
    for (const account of keyring.kept.keys()) {
      if (what === 'nothing') keyring.kept.delete(account)
      else keyring.kept.set(account, newSecret())
    }
    const size = keyring.kept.size
    expect(await codeOf(loadOwnerToken({ folder, keyring }))).toBe('keyring_closed')
    expect(keyring.kept.size).toBe(size)
    expect(await readdir(folder)).toEqual(['owner.json'])
  })

  it('that takes nothing is no hindrance: the token lies in its file, for good', async () => {
    keyring.isClosed = true
    const token = await loadOwnerToken({ folder, keyring })
    expect(await readdir(folder)).toEqual(['token'])
    keyring.isClosed = false
    expect(await loadOwnerToken({ folder, keyring })).toBe(token)
    expect(keyring.kept.size).toBe(0)
  })

  it('programs that ask at once get the same one, and leave one behind', async () => {
    const tokens = await Promise.all(
      Array.from({ length: 20 }, () => loadOwnerToken({ folder, keyring })),
    )
    expect(new Set(tokens).size).toBe(1)
    expect([...keyring.kept.values()]).toEqual([tokens[0]])
  })

  it('a new one takes the place of the old, in the keyring or in a file', async () => {
    const old = await loadOwnerToken({ folder, keyring })
    const fresh = await renewOwnerToken({ folder, keyring }, 'keyring')
    expect(fresh).not.toBe(old)
    expect([...keyring.kept.values()]).toEqual([fresh])
    expect((await ownerKeys({ folder })).isOwner(old)).toBe(false)
    const filed = await renewOwnerToken({ folder, keyring }, 'file')
    expect(keyring.kept.size).toBe(0)
    expect((await readFile(tokenPath(folder), 'utf8')).trim()).toBe(filed)
    keyring.isClosed = true
    await renewOwnerToken({ folder, keyring }, 'keyring')
    expect(await readdir(folder)).toEqual(['token'])
  })

  it.skipIf(process.platform === 'win32')(
    'a marker that is damaged or was open to others is not relied on',
    async () => {
      await loadOwnerToken({ folder, keyring })
      await chmod(ownerFile(), 0o644)
      expect(await codeOf(ownerKeys({ folder, keyring }))).toBe('file_unreadable')
      await chmod(ownerFile(), 0o600)
      await writeFile(ownerFile(), '{')
      expect(await codeOf(loadOwnerToken({ folder, keyring }))).toBe('file_unreadable')
      await renewOwnerToken({ folder, keyring }, 'keyring')
      expect(await codeOf(loadOwnerToken({ folder, keyring }))).toBe('none')
    },
  )

  it('is taken out of it for good', async () => {
    expect(await removeFromKeyring({ folder, keyring })).toBe(false)
    await loadOwnerToken({ folder, keyring })
    expect(await codeOf(removeFromKeyring({ folder }))).toBe('keyring_closed')
    expect(await removeFromKeyring({ folder, keyring })).toBe(true)
    expect(keyring.kept.size).toBe(0)
  })
})

import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { devicesPath } from './device-file.ts'
import { type Devices, openDevices } from './devices.ts'

const DAY = 24 * 3600 * 1000

let folder: string
let now: number
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'inlay-devices-')), 'config')
  now = Date.parse('2026-01-01T00:00:00Z')
})
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }))

const open = (onRevoked?: (id: string) => void): Promise<Devices> =>
  openDevices({ folder, now: () => now, ...(onRevoked === undefined ? {} : { onRevoked }) })

const figma = { name: 'Figma', app: 'figma', scopes: ['jobs'] } as const

describe('a token', () => {
  test('is 256 random bits, told once, and not on disk', async () => {
    const devices = await open()
    const { id, token } = await devices.add(figma)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect((await devices.add(figma)).token).not.toBe(token)
    const file = await readFile(devicesPath(folder), 'utf8')
    expect(file).not.toContain(token)
    expect(file).not.toContain(Buffer.from(token, 'base64url').toString('hex'))
    expect(file).toContain(createHash('sha256').update(token).digest('hex'))
    expect(JSON.stringify(devices.list())).not.toContain('Hash')
    expect(devices.authenticate(token)).toEqual({ id, scopes: ['jobs'] })
    expect((await open()).authenticate(token)).toEqual({ id, scopes: ['jobs'] })
  })

  test('brings the release of its program, which is kept with it', async () => {
    const devices = await open()
    const { id } = await devices.add(figma)
    devices.met(id, '0.1.0')
    devices.met('nobody', '0.1.0')
    await devices.close()
    expect((await open()).list()).toMatchObject([{ id, client: '0.1.0' }])
  })

  test('of nobody opens nothing, nor does what lies on disk', async () => {
    const devices = await open()
    const { id, token } = await devices.add(figma)
    const hash = createHash('sha256').update(token).digest()
    for (const wrong of ['', id, token.slice(1), `${token}x`, hash.toString('hex')]) {
      expect(devices.authenticate(wrong)).toBeUndefined()
    }
    expect(devices.authenticate(hash.toString('base64url'))).toBeUndefined()
  })

  test('lives 90 days without use, and each use begins them anew', async () => {
    const devices = await open()
    const { id, token } = await devices.add(figma)
    now += 89 * DAY
    expect(devices.authenticate(token)?.id).toBe(id)
    now += 89 * DAY
    expect(devices.authenticate(token)?.id).toBe(id)
    await devices.close()
    now += 90 * DAY - 1
    expect((await open()).has(id)).toBe(true)
    now += 1
    for (const each of [devices, await open()]) {
      expect(each.authenticate(token)).toBeUndefined()
      expect(each.has(id)).toBe(false)
      expect(each.list()).toEqual([])
    }
  })
})

describe('row 9: revoking', () => {
  test('holds at once and for ever, and leaves the others alone', async () => {
    const revoked: string[] = []
    const devices = await open((id) => revoked.push(id))
    const [one, two] = [await devices.add(figma), await devices.add(figma)]
    const written = devices.revoke(one.id)
    expect(devices.authenticate(one.token)).toBeUndefined()
    expect(revoked).toEqual([one.id])
    expect(await written).toBe(true)
    expect(await devices.revoke(one.id)).toBe(false)
    const later = await open()
    expect(later.authenticate(one.token)).toBeUndefined()
    expect(later.authenticate(two.token)?.id).toBe(two.id)
    expect(await devices.revokeAll()).toBe(1)
    expect(revoked).toEqual([one.id, two.id])
    expect((await open()).list()).toEqual([])
  })
})

describe('the file', () => {
  test.skipIf(process.platform === 'win32')('is 0600 in a 0700 folder', async () => {
    await (await open()).add(figma)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect((await stat(devicesPath(folder))).mode & 0o777).toBe(0o600)
  })

  test.skipIf(process.platform === 'win32')(
    'is not believed when others could write it',
    async () => {
      const { token } = await (await open()).add(figma)
      await chmod(devicesPath(folder), 0o666)
      expect((await open()).authenticate(token)).toBeUndefined()
    },
  )

  test('is set aside when damaged, said once, and pairing goes on', async () => {
    const { token } = await (await open()).add(figma)
    for (const content of ['', '{', '{"version":2,"devices":[]}', '{"version":1,"devices":[{}]}']) {
      await writeFile(devicesPath(folder), content, { mode: 0o600 })
      let said = 0
      const devices = await openDevices({ folder, onSetAside: () => said++ })
      expect([said, devices.authenticate(token)]).toEqual([1, undefined])
      expect(await readdir(folder)).toContain('devices.json.damaged')
      const fresh = await devices.add(figma)
      expect((await open()).authenticate(fresh.token)?.id).toBe(fresh.id)
    }
  })

  test('keeps every device of many added at once', async () => {
    const devices = await open()
    const added = await Promise.all(Array.from({ length: 20 }, () => devices.add(figma)))
    const later = await open()
    for (const { id, token } of added) expect(later.authenticate(token)?.id).toBe(id)
  })
})

test('letting nobody go writes nothing, unless a write before it failed (found by fuzzing)', async () => {
  const devices = await open()
  const { id } = await devices.add(figma)
  await devices.revoke(id)
  const before = await readFile(devicesPath(folder), 'utf8')
  await rm(devicesPath(folder))
  expect(await devices.revokeAll()).toBe(0)
  await expect(stat(devicesPath(folder))).rejects.toThrow()
  // A folder in its place: revoking cannot be written, and is tried again.
  const next = await devices.add(figma)
  await rm(devicesPath(folder))
  await mkdir(devicesPath(folder))
  await expect(devices.revoke(next.id)).rejects.toThrow()
  await rm(devicesPath(folder), { recursive: true })
  expect(await devices.revokeAll()).toBe(0)
  expect(await readFile(devicesPath(folder), 'utf8')).toBe(before)
})

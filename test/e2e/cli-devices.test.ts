/** `inlay devices` as its owner types it, with and without a running companion. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDevices } from '@inlay/companion/http/access/devices.ts'
import { startDaemon } from '@inlay/companion/http/daemon.ts'
import { companionFolders } from '@inlay/companion/system/folders.ts'
import { DeviceList } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Ended, inlay } from './inlay.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-devices-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const atHome = (...args: string[]): Promise<Ended> => inlay(args, { env: { INLAY_HOME: home } })

const pair = async (...names: readonly string[]) => {
  const devices = await openDevices({ folder: companionFolders(home).config })
  const added = []
  for (const name of names) {
    added.push(await devices.add({ name, app: 'figma', scopes: ['jobs', 'models:read'] }))
  }
  return added
}

const listed = async (): Promise<string[]> =>
  DeviceList.parse(JSON.parse((await atHome('devices', '--json')).stdout)).devices.map(
    ({ name }) => name,
  )

describe.each([false, true])('inlay devices, companion running: %s', (isRunning) => {
  it('lists them, newest first, without what is secret, and lets them go', async () => {
    const [one, two, three] = await pair('One', 'Two', 'Three')
    const daemon = isRunning
      ? await startDaemon({ folders: companionFolders(home), port: 0 })
      : undefined
    try {
      const person = await atHome('devices')
      expect(person).toMatchObject({ status: 0, stderr: '' })
      expect(person.stdout).toMatch(/Three \(figma\)[\s\S]*Two \(figma\)[\s\S]*One \(figma\)/)
      expect(person.stdout).toContain('may: jobs, models:read')
      expect(await listed()).toEqual(['Three', 'Two', 'One'])
      for (const { token } of [one, two, three].flatMap((device) => device ?? [])) {
        expect(person.stdout).not.toContain(token)
      }
      expect(await atHome('devices', 'revoke', two?.id ?? '')).toMatchObject({ status: 0 })
      expect(await listed()).toEqual(['Three', 'One'])
      const again = await atHome('devices', 'revoke', two?.id ?? '')
      expect([again.status, again.stderr]).toEqual([3, expect.stringContaining('inlay devices')])
      const all = await atHome('devices', 'revoke', '--all')
      expect(all.stdout).toBe('2 devices are revoked.\n')
      expect((await atHome('devices')).stdout).toBe('No plugin is paired.\n')
    } finally {
      await daemon?.close()
    }
    expect(await listed()).toEqual([])
  })
})

it('wants to be told whom to revoke', async () => {
  for (const args of [[], ['some-id', '--all']]) {
    const { status, stderr } = await atHome('devices', 'revoke', ...args)
    expect([status, stderr]).toEqual([2, expect.stringContaining('an id or --all')])
  }
})

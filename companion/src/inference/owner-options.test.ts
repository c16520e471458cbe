import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Folders } from '../system/folders.ts'
import { changeSettingsFile } from '../system/settings-file.ts'
import { ownerOptions } from './owner-options.ts'
import { allowedProviders } from './providers.ts'

let home = ''
let folders: Folders
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-owner-'))
  folders = { config: join(home, 'config'), state: join(home, 'state') }
})
afterEach(() => rm(home, { recursive: true, force: true }))

test('nets keep off the card where their owner says so; the variable stands above', async () => {
  const all = allowedProviders({})
  expect((await ownerOptions(folders, {})).providers).toEqual(all)
  await changeSettingsFile(folders, { set: { graphicsCard: false } })
  expect((await ownerOptions(folders, {})).providers).toEqual(all.filter((one) => one === 'cpu'))
  const said = { INLAY_PROVIDERS: 'webgpu,cpu' }
  expect((await ownerOptions(folders, said)).providers).toEqual(allowedProviders(said))
})

test('nets stay as long as their owner says, and never leave before a pause of some minutes', async () => {
  expect((await ownerOptions(folders, {})).idleAfter).toBe(5 * 60_000)
  await changeSettingsFile(folders, { set: { idleMinutes: 30 } })
  expect((await ownerOptions(folders, {})).idleAfter).toBe(30 * 60_000)
})

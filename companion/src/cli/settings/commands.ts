/** What `inlay settings` does: through the companion while it runs, so that a change holds at once. */
import { resolve } from 'node:path'
import {
  expected,
  InlayError,
  SETTING_KEYS,
  type SettingKey,
  type SettingsChange,
  SettingsInForce,
} from '@inlay/shared'
import { loadOwnerToken } from '../../http/access/owner-token.ts'
import { findRunning } from '../../http/discovery.ts'
import { changeOwnerSettings, ownerSettings } from '../../http/settings/owner-settings.ts'
import { companionFolders, type Folders } from '../../system/folders.ts'
import { systemKeyring } from '../../system/keyring/keyring.ts'
import { askDaemon } from '../ask-daemon.ts'
import { listEngines } from '../engines-command.ts'
import type { Terminal } from '../terminal.ts'
import { changeTyped, keyNamed, typedName, typedValue } from './names.ts'

interface JsonOption {
  readonly json?: boolean
}

interface SettingsAdmin {
  read(): Promise<SettingsInForce>
  change(wanted: SettingsChange): Promise<SettingsInForce>
}

const openAdmin = async (folders: Folders = companionFolders()): Promise<SettingsAdmin> => {
  const running = await findRunning(folders.state)
  if (running === undefined) {
    return {
      read: () => ownerSettings({ folders }),
      change: (wanted) => changeOwnerSettings({ folders }, wanted),
    }
  }
  const { port } = running
  const token = await loadOwnerToken({ folder: folders.config, keyring: systemKeyring() })
  const path = '/v1/settings'
  return {
    read: async () => SettingsInForce.parse(await askDaemon({ port, token, method: 'GET', path })),
    change: async (body) =>
      SettingsInForce.parse(await askDaemon({ port, token, method: 'PATCH', path, body })),
  }
}

export const showSettings = async (
  { json = false }: JsonOption,
  terminal: Terminal,
): Promise<void> => tell(await (await openAdmin()).read(), json, terminal)

const tell = async (
  { values, sources, problems, ...rest }: SettingsInForce,
  json: boolean,
  terminal: Terminal,
): Promise<void> => {
  if (json) {
    const answer = { values, sources, problems, ...rest }
    await terminal.out(`${JSON.stringify(answer, null, 2)}\n`)
    return
  }
  const names = SETTING_KEYS.map(typedName)
  const width = Math.max(...names.map(({ length }) => length))
  const lines = SETTING_KEYS.map((key) => {
    const source = sources[key] === 'file' ? 'set' : sources[key]
    return `${typedName(key).padEnd(width)}  ${typedValue(values[key])}  (${source})\n`
  })
  await terminal.out(lines.join(''))
  for (const problem of problems) terminal.err(`${problem}\n`)
}

export const getSetting = async (
  name: string,
  { json = false }: JsonOption,
  terminal: Terminal,
): Promise<void> => {
  const key = keyNamed(name)
  const { values, sources } = await (await openAdmin()).read()
  await terminal.out(
    json
      ? `${JSON.stringify({ [key]: values[key], source: sources[key] }, null, 2)}\n`
      : `${typedValue(values[key])}\n`,
  )
}

/** @throws InlayError invalid_request | file_unwritable */
export const setSetting = async (
  name: string,
  value: string,
  options: JsonOption,
  terminal: Terminal,
): Promise<void> => {
  const key = keyNamed(name)
  if (key === 'engine' && value !== 'auto') await assertEngine(value)
  const isPath = key === 'modelsFolder' && value !== 'none' && value !== 'default'
  await change(key, { set: changeTyped(key, isPath ? resolve(value) : value) }, options, terminal)
}

/** One that is not installed yet may be chosen: until it is, the companion chooses itself. */
const assertEngine = async (value: string): Promise<void> => {
  const engines = await listEngines()
  if (engines.some(({ id }) => id === value)) return
  const ids = ['auto', ...engines.map(({ id }) => id)].join(', ')
  throw new InlayError('invalid_request', expected(`one of ${ids}`, 'engine', value))
}

/** @throws InlayError invalid_request | file_unwritable */
export const resetSettings = async (
  name: string | undefined,
  { all = false, json = false }: JsonOption & { readonly all?: boolean },
  terminal: Terminal,
): Promise<void> => {
  if (all === (name !== undefined)) {
    throw new InlayError('invalid_request', 'Name the setting to take back, or say --all.')
  }
  if (name !== undefined) {
    const key = keyNamed(name)
    await change(key, { reset: [key] }, { json }, terminal)
    return
  }
  const admin = await openAdmin()
  const { sources } = await admin.read()
  const reset = SETTING_KEYS.filter((key) => sources[key] === 'file')
  await tell(await admin.change({ reset }), json, terminal)
}

const change = async (
  key: SettingKey,
  wanted: SettingsChange,
  { json = false }: JsonOption,
  terminal: Terminal,
): Promise<void> => {
  const { values } = await (await openAdmin()).change(wanted)
  await terminal.out(
    json
      ? `${JSON.stringify({ [key]: values[key] }, null, 2)}\n`
      : `${typedName(key)}: ${typedValue(values[key])}\n`,
  )
}

/** `inlay devices`: who is paired, and letting them go, whether the companion runs or not. */
import { type DeviceInfo, expected, InlayError } from '@inlay/shared'
import { companionFolders } from '../system/folders.ts'
import { openDeviceAdmin } from './device-admin.ts'
import type { Terminal } from './terminal.ts'

const day = (time: string): string => time.slice(0, 10)

const describe = ({ id, name, app, created, lastSeen, scopes, client }: DeviceInfo): string =>
  `${id}  ${name} (${client === undefined ? app : `${app} ${client}`})\n  paired ${day(created)}, last seen ${day(lastSeen)}; may: ${scopes.join(', ')}\n`

export const listDevicesCommand = async (
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> => {
  const admin = await openDeviceAdmin(companionFolders())
  const devices = await admin.list()
  if (json) await terminal.out(`${JSON.stringify({ devices }, null, 2)}\n`)
  else if (devices.length === 0) await terminal.out('No plugin is paired.\n')
  else await terminal.out(devices.map(describe).join(''))
}

/** @throws InlayError invalid_request | not_found | file_unwritable */
export const revokeDevicesCommand = async (
  { id, all = false }: { readonly id: string | undefined; readonly all?: boolean },
  terminal: Terminal,
): Promise<void> => {
  if ((id === undefined) !== all) {
    throw new InlayError('invalid_request', expected('an id or --all', 'the device to revoke', id))
  }
  const admin = await openDeviceAdmin(companionFolders())
  if (id === undefined) {
    const count = await admin.revokeAll()
    await terminal.out(count === 1 ? '1 device is revoked.\n' : `${count} devices are revoked.\n`)
    return
  }
  if (!(await admin.revoke(id))) {
    throw new InlayError('not_found', 'No paired device has that id; `inlay devices` lists them.')
  }
  await terminal.out('It is revoked.\n')
}

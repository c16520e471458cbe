/**
 * The paired devices for the command line: asked of the companion while it runs, because it must
 * cut live lines at once; read from their file when it does not.
 */
import { type DeviceInfo, DeviceList, DevicesRevoked, InlayError } from '@inlay/shared'
import { openDevices } from '../http/access/devices.ts'
import { loadOwnerToken } from '../http/access/owner-token.ts'
import { findRunning } from '../http/discovery.ts'
import type { Folders } from '../system/folders.ts'
import { systemKeyring } from '../system/keyring/keyring.ts'
import { askDaemon } from './ask-daemon.ts'

export interface DeviceAdmin {
  list(): Promise<DeviceInfo[]>
  /** False when there is no such device. */
  revoke(id: string): Promise<boolean>
  /** How many were revoked. */
  revokeAll(): Promise<number>
}

export const openDeviceAdmin = async (folders: Folders): Promise<DeviceAdmin> => {
  const running = await findRunning(folders.state)
  if (running === undefined) return adminOfFile(folders)
  const token = await loadOwnerToken({ folder: folders.config, keyring: systemKeyring() })
  return adminOfDaemon(running.port, token)
}

const adminOfFile = async ({ config }: Folders): Promise<DeviceAdmin> => {
  const devices = await openDevices({ folder: config })
  return {
    list: async () => devices.list(),
    revoke: (id) => devices.revoke(id),
    revokeAll: () => devices.revokeAll(),
  }
}

const adminOfDaemon = (port: number, token: string): DeviceAdmin => {
  const ask = (method: 'GET' | 'DELETE', path: string): Promise<unknown> =>
    askDaemon({ port, token, method, path })
  return {
    list: async () => DeviceList.parse(await ask('GET', '/v1/devices')).devices,
    revoke: async (id) => {
      try {
        await ask('DELETE', `/v1/devices/${encodeURIComponent(id)}`)
        return true
      } catch (error) {
        if (error instanceof InlayError && error.code === 'not_found') return false
        throw error
      }
    },
    revokeAll: async () => DevicesRevoked.parse(await ask('DELETE', '/v1/devices')).revoked,
  }
}

/** What the shell and the sections of fills and devices ask of the companion. */
import {
  CompanionStatus,
  DeviceList,
  FillList,
  PairingList,
  Pause,
  Released,
  SettingsInForce,
} from '@inlay/shared'
import { http } from './companion.ts'

export const status = (): Promise<CompanionStatus> =>
  http.json(CompanionStatus, { path: '/v1/status' })

export const fills = (since: number): Promise<FillList> =>
  http.json(FillList, { path: `/v1/fills?since=${since}` })

export const devices = (): Promise<DeviceList> => http.json(DeviceList, { path: '/v1/devices' })

/** Who asks to be let in, with the code to type there. */
export const pairings = (): Promise<PairingList> =>
  http.json(PairingList, { path: '/v1/page/pairings' })

export const refuse = async (id: string): Promise<void> => {
  await http.text({ method: 'DELETE', path: `/v1/page/pairings/${encodeURIComponent(id)}` })
}

export const settings = (): Promise<SettingsInForce> =>
  http.json(SettingsInForce, { path: '/v1/settings' })

/** While it is paused nothing new is started; what runs goes on. */
export const setPaused = (paused: boolean): Promise<Pause> =>
  http.json(Pause, {
    method: 'PUT',
    path: '/v1/pause',
    type: 'application/json',
    body: new TextEncoder().encode(JSON.stringify({ paused } satisfies Pause)),
  })

export const revoke = async (id: string): Promise<void> => {
  await http.text({ method: 'DELETE', path: `/v1/devices/${encodeURIComponent(id)}` })
}

export const revokeAll = async (): Promise<void> => {
  await http.text({ method: 'DELETE', path: '/v1/devices' })
}

/** Frees the memory of engines; false while a fill runs. */
export const freeMemory = async (): Promise<boolean> =>
  (await http.json(Released, { method: 'POST', path: '/v1/engines/release' })).released

export const signOut = async (): Promise<void> => {
  await http.text({ method: 'POST', path: '/v1/page/logout' })
}

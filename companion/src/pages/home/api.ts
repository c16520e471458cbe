/** What the shell and the sections of fills and devices ask of the companion. */
import { CompanionStatus, DeviceList, FillList, Released } from '@inlay/shared'
import { http } from './companion.ts'

export const status = (): Promise<CompanionStatus> =>
  http.json(CompanionStatus, { path: '/v1/status' })

export const fills = (since: number): Promise<FillList> =>
  http.json(FillList, { path: `/v1/fills?since=${since}` })

export const devices = (): Promise<DeviceList> => http.json(DeviceList, { path: '/v1/devices' })

export const revoke = async (id: string): Promise<void> => {
  await http.text({ method: 'DELETE', path: `/v1/devices/${encodeURIComponent(id)}` })
}

/** Frees the memory of engines; false while a fill runs. */
export const freeMemory = async (): Promise<boolean> =>
  (await http.json(Released, { method: 'POST', path: '/v1/engines/release' })).released

export const signOut = async (): Promise<void> => {
  await http.text({ method: 'POST', path: '/v1/page/logout' })
}

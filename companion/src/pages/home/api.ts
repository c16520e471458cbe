/** The companion as its own page asks it; whatever it answers is checked. */
import {
  CompanionStatus,
  DeviceList,
  FillList,
  fromWireError,
  InlayError,
  Released,
  WireError,
} from '@inlay/shared'
import type * as z from '@inlay/shared/zod'
import { withWord } from './session.ts'

const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
  let answer: Response
  try {
    answer = await fetch(path, { ...init, headers: withWord() })
  } catch (cause) {
    throw new InlayError('companion_unreachable', undefined, { cause })
  }
  if (answer.ok) return answer
  const problem = WireError.safeParse(await answer.json().catch(() => undefined))
  throw problem.success ? fromWireError(problem.data) : new InlayError('reply_invalid')
}

const read = async <T>(schema: z.ZodType<T>, path: string, init?: RequestInit): Promise<T> => {
  const answer = await ask(path, init)
  return schema.parse(await answer.json())
}

export const status = (): Promise<CompanionStatus> => read(CompanionStatus, '/v1/status')
export const fills = (since: number): Promise<FillList> =>
  read(FillList, `/v1/fills?since=${since}`)
export const devices = (): Promise<DeviceList> => read(DeviceList, '/v1/devices')

export const revoke = async (id: string): Promise<void> => {
  await ask(`/v1/devices/${encodeURIComponent(id)}`, { method: 'DELETE' })
}
/** Cancels what waits or runs, forgets what is over. */
export const drop = async (id: string): Promise<void> => {
  await ask(`/v1/fills/${encodeURIComponent(id)}`, { method: 'DELETE' })
}
export const freeMemory = async (): Promise<boolean> =>
  (await read(Released, '/v1/engines/release', { method: 'POST' })).released
export const signOut = async (): Promise<void> => {
  await ask('/v1/page/logout', { method: 'POST' })
}

/** A result as a file in memory; an image's own request could not carry the page's word. */
export const result = async (id: string, index: number): Promise<Blob> => {
  const path = `/v1/fills/${encodeURIComponent(id)}/results/${index}?form=composite`
  return (await ask(path)).blob()
}

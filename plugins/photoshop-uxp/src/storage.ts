/** What the plugin remembers: who it is to the companion, apart from everything else. */
import { decodeUtf8 } from '@inlay/shared'
import type { SecureStorage } from './uxp.ts'

/** UXP's own, as far as it is used here. */
export interface LocalStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

export interface Store {
  /** As `keepCredentials` kept them; undefined when there are none or the system has lost them. */
  credentials(): Promise<unknown>
  /** Null forgets them. */
  keepCredentials(credentials: object | null): Promise<void>
  /** Settings, jobs: plain data; undefined when there is none or it is damaged. */
  read(key: string): unknown
  write(key: string, value: object | null): void
}

const CREDENTIALS = 'inlay.credentials'

/** Keys of localStorage are shared by nobody, but a name of ours costs nothing. */
const named = (key: string): string => `inlay.${key}`

export const createStore = (secure: SecureStorage, local: LocalStorage): Store => ({
  credentials: async () => {
    const bytes = await secure.getItem(CREDENTIALS)
    return bytes == null || bytes.length === 0 ? undefined : parsed(decodeUtf8(bytes))
  },
  keepCredentials: (credentials) =>
    credentials === null
      ? secure.removeItem(CREDENTIALS)
      : secure.setItem(CREDENTIALS, JSON.stringify(credentials)),
  read: (key) => parsed(local.getItem(named(key)) ?? ''),
  write: (key, value) => {
    if (value === null) local.removeItem(named(key))
    else local.setItem(named(key), JSON.stringify(value))
  },
})

/** Undefined for what is no JSON: whoever reads it starts afresh. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The paired devices: who holds a token, what it is good for, and until when. */
import { randomUUID } from 'node:crypto'
import { DeviceInfo, fromHex, helloKey, type Scope, toHex } from '@inlay/shared'
import type { Caller } from '../guard/authenticate.ts'
import { digest, newSecret } from '../guard/token.ts'
import { type DeviceRecord, readDevices, writeDevices } from './device-file.ts'

/** Days a device may stay away before its token is worth nothing. */
const IDLE_DAYS = 90

const IDLE = IDLE_DAYS * 24 * 3600 * 1000

/** Milliseconds between two writes that only tell who was seen. */
const FLUSH_EVERY = 60_000

export interface NewDevice {
  readonly name: string
  readonly app: string
  readonly scopes: readonly Scope[]
  /** Where both sides have it already; made here when absent. */
  readonly token?: string
}

export interface Devices {
  /** Newest first; without what is secret. */
  list(): DeviceInfo[]
  /** Makes a device; its token is told this once and kept nowhere. */
  add(device: NewDevice): Promise<{ readonly id: string; readonly token: string }>
  /** Whose token it is; undefined for nobody's, revoked and expired ones. Marks the device as seen. */
  authenticate(token: string): Caller | undefined
  /** The key that proves us to the device; undefined for one that is not let in. */
  helloKeyOf(id: string): Uint8Array | undefined
  /** A device has told its release; nothing for one that is not let in. */
  met(id: string, client: string): void
  /** Whether a device of that id is still let in. */
  has(id: string): boolean
  /** From the moment it is called the token is worth nothing; false when there is no such device. */
  revoke(id: string): Promise<boolean>
  /** How many were revoked. */
  revokeAll(): Promise<number>
  /** Writes what is not yet on disk. */
  close(): Promise<void>
}

export interface DevicesOptions {
  readonly folder: string
  /** Called for each device the moment it is revoked. */
  readonly onRevoked?: (id: string) => void
  /** Called when the list on disk could not be relied on and everybody has to pair again. */
  readonly onSetAside?: () => void
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

/** @throws InlayError file_unreadable */
export const openDevices = async (options: DevicesOptions): Promise<Devices> => {
  const { folder, onRevoked = () => {}, now = Date.now } = options
  const stored = await readDevices(folder)
  if (stored.setAside) options.onSetAside?.()

  const isCurrent = ({ lastSeen }: DeviceRecord): boolean => now() - Date.parse(lastSeen) < IDLE
  /** By digest of the token: what is looked up tells nothing of what was issued. */
  const byHash = new Map(stored.devices.filter(isCurrent).map((one) => [one.tokenHash, one]))
  const find = (id: string): DeviceRecord | undefined =>
    [...byHash.values()].find((one) => one.id === id && isCurrent(one))

  let unwritten = false
  let writing: Promise<void> = Promise.resolve()
  /** One write after the other, each of what is true when its turn comes. */
  const write = (): Promise<void> => {
    const next = writing.then(async () => {
      unwritten = false
      try {
        await writeDevices(folder, [...byHash.values()])
      } catch (error) {
        unwritten = true
        throw error
      }
    })
    writing = next.catch(() => {})
    return next
  }
  const flush = setInterval(() => {
    // Who was seen when may be written later; whoever needs it written hears of a failure.
    if (unwritten) write().catch(() => {})
  }, FLUSH_EVERY).unref()

  const drop = (device: DeviceRecord): void => {
    byHash.delete(device.tokenHash)
    onRevoked(device.id)
  }

  return {
    list: () =>
      [...byHash.values()]
        .filter(isCurrent)
        .map((record) => DeviceInfo.parse(record))
        .reverse(),
    add: async ({ name, app, scopes, token = newSecret() }) => {
      const seen = new Date(now()).toISOString()
      const record: DeviceRecord = {
        id: randomUUID(),
        name,
        app,
        scopes: [...scopes],
        created: seen,
        lastSeen: seen,
        tokenHash: digest(token).toString('hex'),
        helloKey: toHex(helloKey(token)),
      }
      byHash.set(record.tokenHash, record)
      try {
        await write()
      } catch (error) {
        byHash.delete(record.tokenHash)
        throw error
      }
      return { id: record.id, token }
    },
    authenticate: (token) => {
      const record = byHash.get(digest(token).toString('hex'))
      if (record === undefined || !isCurrent(record)) return undefined
      record.lastSeen = new Date(now()).toISOString()
      unwritten = true
      return { id: record.id, scopes: record.scopes }
    },
    helloKeyOf: (id) => {
      const record = find(id)
      return record === undefined ? undefined : fromHex(record.helloKey)
    },
    met: (id, client) => {
      const record = find(id)
      if (record === undefined || record.client === client) return
      record.client = client
      unwritten = true
    },
    has: (id) => find(id) !== undefined,
    revoke: async (id) => {
      const device = find(id)
      if (device === undefined) return false
      drop(device)
      await write()
      return true
    },
    revokeAll: async () => {
      const all = [...byHash.values()]
      all.forEach(drop)
      if (all.length === 0) {
        await writing
        // What is on disk already need not be written again, and again, while others wait.
        if (!unwritten) return 0
      }
      await write()
      return all.length
    },
    close: async () => {
      clearInterval(flush)
      if (unwritten) await write()
      await writing
    },
  }
}

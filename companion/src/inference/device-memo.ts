/**
 * Remembers on disk what was found out about this machine's devices, since asking takes a process for
 * each provider. It only says where to begin: whatever then fails there is asked again.
 */
import { readFile, rm } from 'node:fs/promises'
import * as z from '@inlay/shared/zod'
import { writePrivateFile } from '../system/private-files.ts'
import type { Device } from './device.ts'
import { Provider } from './providers.ts'

/** Days an answer holds, at most; where a better device refused, it may be better tomorrow. */
const DAYS = 7
const DAYS_REFUSED = 1
const DAY = 86_400_000

const Memo = z.strictObject({
  fingerprint: z.string(),
  /** Milliseconds since 1970. */
  until: z.number(),
  device: z.strictObject({
    usable: z.array(z.strictObject({ provider: Provider, ms: z.number() })),
    refused: z.array(z.strictObject({ provider: Provider, reason: z.string() })),
    notes: z.array(z.string()),
  }),
  /** What a user was told already, by whom: a new companion, or a new terminal, tells it anew. */
  told: z.strictObject({ life: z.int(), notes: z.array(z.string()) }).optional(),
})
type Memo = z.infer<typeof Memo>

export interface DeviceMemo {
  /** Undefined when there is none that holds. */
  read(fingerprint: string): Promise<Device | undefined>
  write(fingerprint: string, device: Device): Promise<void>
  /** After a device failed that had been found usable. */
  drop(): Promise<void>
  /** Those of the notes that were not told in this life yet; they count as told from now on. */
  tell(notes: readonly string[]): Promise<readonly string[]>
}

/**
 * @param path where it is kept; undefined: nowhere, and notes are told once in this process
 * @param life who tells: the companion's process, or the terminal a command was given in
 */
export const createDeviceMemo = (
  path: string | undefined,
  life = process.ppid,
  now: () => number = Date.now,
): DeviceMemo => {
  const toldHere = new Set<string>()

  const load = async (): Promise<Memo | undefined> => {
    if (path === undefined) return undefined
    try {
      return Memo.parse(JSON.parse(await readFile(path, 'utf8')))
    } catch {
      // None, or of another version: it is found out again.
      return undefined
    }
  }
  const save = async (memo: Memo): Promise<void> => {
    if (path === undefined) return
    try {
      await writePrivateFile(path, JSON.stringify(memo))
    } catch {
      // Without a companion's folder, or room on the disk, the next start takes a second longer.
    }
  }

  return {
    read: async (fingerprint) => {
      const memo = await load()
      const holds =
        memo?.fingerprint === fingerprint &&
        memo.until > now() &&
        // A clock that was set back would make it hold for ever.
        memo.until <= now() + DAYS * DAY &&
        memo.device.usable.length > 0
      return holds ? memo.device : undefined
    },
    write: async (fingerprint, device) => {
      const told = (await load())?.told
      const days = device.notes.length > 0 ? DAYS_REFUSED : DAYS
      await save({
        fingerprint,
        until: now() + days * DAY,
        device: {
          usable: [...device.usable],
          refused: [...device.refused],
          notes: [...device.notes],
        },
        ...(told !== undefined && { told }),
      })
    },
    drop: async () => {
      if (path !== undefined) await rm(path, { force: true }).catch(() => {})
    },
    tell: async (notes) => {
      const fresh = notes.filter((note) => !toldHere.has(note))
      for (const note of fresh) toldHere.add(note)
      if (fresh.length === 0) return []
      const memo = await load()
      const before = memo?.told?.life === life ? memo.told.notes : []
      const untold = fresh.filter((note) => !before.includes(note))
      if (memo !== undefined && untold.length > 0) {
        await save({ ...memo, told: { life, notes: [...before, ...untold] } })
      }
      return untold
    },
  }
}

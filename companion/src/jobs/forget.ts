/** How jobs go: by age and size, or because somebody said so; and with them every byte of theirs. */
import { InlayError } from '@inlay/shared'
import { diskError } from '../system/disk-error.ts'
import type { Job } from './job.ts'
import { contentDigest } from './job-folder.ts'
import { expiredJobs, type Retention } from './retention.ts'
import { createRetentionClock } from './retention-clock.ts'
import type { Spool } from './spool.ts'
import type { JobStore } from './store.ts'

export interface ForgettingOptions {
  readonly store: JobStore
  readonly spool: Spool
  readonly retention: Retention
  /** Ends a job that waits or runs. */
  readonly cancel: (id: string) => Promise<void>
  /** Resolves when nobody waits any more for the job's inputs to be safe. */
  readonly settled: (id: string) => Promise<void>
  /** Tells those who follow a job that it is gone. */
  readonly forgotten: (id: string) => void
  readonly onFailure: (error: InlayError) => void
  readonly now: () => number
  readonly steady: () => number
}

export interface Forgetting {
  /** Now, on the clock that ages are counted on. */
  age(): number
  /** Removes the files of a job that has no results. */
  discard(job: Job): Promise<void>
  /**
   * Ends a job if need be, removes its files and its row; what it wrote there before may remain
   * until `scrub`.
   * @throws InlayError disk_full | state_damaged | file_unwritable
   */
  drop(id: string): Promise<void>
  /** Removes what cannot be read, and lists that were set aside; how many jobs. Throws as `drop`. */
  dropUnreadable(): Promise<number>
  /** Drops what is too old, too much or too many; never fails. */
  sweep(): Promise<void>
  /** Leaves no byte of what was dropped. Throws as `drop`. */
  scrub(): Promise<void>
  /** Keeps the clock. */
  close(): Promise<void>
}

/** Milliseconds in which deletions are gathered, so that a hundred of them cost one scrub. */
const GATHER = 20

/** A scrub blocks: the next one waits so many times as long as the last one took. */
const REST = 10

export const createForgetting = (options: ForgettingOptions): Forgetting => {
  const { store, spool, onFailure, now, steady } = options
  const age = store.readFact('clock-age')
  const wall = store.readFact('clock-wall')
  const clock = createRetentionClock(
    age === undefined || wall === undefined ? undefined : { age, wall },
    now,
    steady,
  )
  let scrubbing: Promise<void> | undefined
  let rest = 0
  let sweeping: Promise<void> | undefined
  let waiting: Promise<void> | undefined

  const keepClock = (): void => {
    const reading = clock.reading()
    store.writeFact('clock-age', reading.age)
    store.writeFact('clock-wall', reading.wall)
  }

  const drop = async (id: string): Promise<void> => {
    await options.cancel(id)
    await options.settled(id)
    const folder = spool.folderOf(id)
    try {
      store.remove(id)
    } catch (error) {
      // Its files may be what fills the disk.
      if (!(error instanceof InlayError) || error.code !== 'disk_full') throw error
      await removeFolder(folder)
      store.remove(id)
    }
    options.forgotten(id)
    await removeFolder(folder)
  }

  const removeFolder = async (folder: string): Promise<void> => {
    try {
      await spool.remove(folder)
    } catch (cause) {
      throw diskError(cause)
    }
  }

  const scrub = (): Promise<void> => {
    scrubbing ??= new Promise((resolve) => setTimeout(resolve, GATHER + rest)).then(() => {
      scrubbing = undefined
      const from = steady()
      store.scrub()
      rest = REST * (steady() - from)
    })
    return scrubbing
  }

  const sweep = async (): Promise<void> => {
    const expired = expiredJobs(store.list(), clock.now(), options.retention)
    for (const id of expired) {
      try {
        await drop(id)
      } catch (cause) {
        onFailure(diskError(cause))
      }
    }
    if (expired.length > 0) await scrub().catch((cause: unknown) => onFailure(diskError(cause)))
  }

  return {
    age: clock.now,
    discard: async (job) => {
      const folder = spool.folderOf(job.id)
      await options.settled(job.id)
      try {
        const digest = job.digest ?? (await contentDigest(job.request, folder))
        store.note(job.id, { digest, bytes: 0 })
      } catch {
        // An input is gone already: there is nothing left to compare, nor to remove.
      }
      try {
        await spool.remove(folder)
      } catch (cause) {
        // What cannot be removed now is removed when the daemon next starts.
        onFailure(diskError(cause))
      }
    },
    drop,
    dropUnreadable: async () => {
      const ids = [...store.unreadable]
      for (const id of ids) await drop(id)
      await store.removeSetAside()
      return ids.length
    },
    sweep: () => {
      keepClock()
      // One after the other; whoever asks while one waits its turn is served by that one.
      waiting ??= (sweeping ?? Promise.resolve()).then(() => {
        waiting = undefined
        sweeping = sweep()
        return sweeping
      })
      return waiting
    },
    scrub,
    close: async () => {
      await Promise.allSettled([waiting, sweeping, scrubbing])
      keepClock()
    },
  }
}

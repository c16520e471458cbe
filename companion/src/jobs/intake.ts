/**
 * How a job comes in. It is acknowledged only once its inputs and its row would survive a loss of
 * power; it may begin to run before that, so that nobody waits for the disk twice.
 */
import { randomUUID } from 'node:crypto'
import { type FillRequest, InlayError } from '@inlay/shared'
import type { Job } from './job.ts'
import { contentDigest, makeJobFile } from './job-folder.ts'
import { createSpoolFile, type Spool, type SpoolWriter } from './spool.ts'
import type { JobStore } from './store.ts'

/** A place in the queue and a folder, held while the upload comes in. */
export interface Reservation {
  /**
   * Opens an input for writing, under one of the names of INPUT_FILES.
   * @throws InlayError disk_full | file_unwritable
   */
  openFile(name: string): Promise<SpoolWriter>
  /**
   * Makes a job of it. Under the id of a job that is there already it only tells that job's id, if
   * it is the same request with the same bytes.
   * @throws InlayError id_taken | stopping | disk_full | state_damaged | file_unwritable
   */
  accept(request: FillRequest, bytes: number): Promise<Accepted>
  /** Gives the place back and removes the folder; nothing once accepted. */
  release(): Promise<void>
}

export interface Accepted {
  readonly id: string
  /** False when it was accepted before. */
  readonly isNew: boolean
}

export interface IntakeOptions {
  readonly store: JobStore
  readonly spool: Spool
  readonly queueLimit: number
  /** Jobs that wait already. */
  readonly waiting: () => number
  /** Puts a job in the queue. */
  readonly join: (job: Job) => void
  /** Takes a job back that could not be kept. */
  readonly undo: (id: string) => Promise<void>
  readonly now: () => number
}

export interface Intake {
  reserve(owner: string, id?: string): Promise<Reservation>
  /** Resolves once the job's inputs are safe, or could not be made so. */
  settled(id: string): Promise<void>
  /** Takes no more; resolves once what was coming in is safe or given up. */
  close(): Promise<void>
}

export const createIntake = (options: IntakeOptions): Intake => {
  const { store, spool, now } = options
  const settling = new Map<string, Promise<void>>()
  let reserved = 0
  let closed = false

  const refuseWhenClosed = (): void => {
    if (closed) throw new InlayError('stopping')
  }

  /** Waits for the disk twice: for all files and names at once, then for the row that vouches for them. */
  const settle = async (
    job: Job,
    upload: string,
    inputs: readonly SpoolWriter[],
  ): Promise<void> => {
    const safe = Promise.all(inputs.map((input) => input.safe()))
    // Windows moves no folder while a file in it is open.
    if (process.platform === 'win32') await safe
    safe.catch(() => {})
    await spool.adopt(upload, job.id)
    options.join(job)
    const jobFile = await makeJobFile(spool.folderOf(job.id), job)
    await Promise.all([safe, jobFile.write(), spool.settle(job.id)])
    store.settle(job.id)
    await store.flush()
  }

  /** The job that has this id, if it is of this owner. */
  const known = (owner: string, id: string): Job | undefined => {
    const job = store.get(id)
    if (job === undefined ? store.unreadable.has(id) : job.owner !== owner) {
      throw new InlayError('id_taken')
    }
    return job
  }

  const digestOf = async (job: Job): Promise<string | undefined> => {
    try {
      return job.digest ?? (await contentDigest(job.request, spool.folderOf(job.id)))
    } catch {
      // It ended meanwhile, and its inputs went.
      return store.get(job.id)?.digest
    }
  }

  const compare = async (job: Job, request: FillRequest, upload: string): Promise<Accepted> => {
    await settling.get(job.id)
    const [was, is] = await Promise.all([digestOf(job), contentDigest(request, upload)])
    if (was !== is) throw new InlayError('id_taken')
    return { id: job.id, isNew: false }
  }

  return {
    reserve: async (owner, id) => {
      refuseWhenClosed()
      const counts = id === undefined || known(owner, id) === undefined
      if (counts && options.waiting() + reserved >= options.queueLimit) {
        throw new InlayError('queue_full', `${options.queueLimit} are waiting already.`)
      }
      if (counts) reserved += 1
      let held = counts
      let open = true
      const giveBack = (): void => {
        if (held) reserved -= 1
        held = false
      }
      const folder = await spool.openUpload().catch((error: unknown) => {
        giveBack()
        throw error
      })
      const inputs: SpoolWriter[] = []
      return {
        openFile: async (name) => {
          const input = await createSpoolFile(folder, name, { isKept: true })
          inputs.push(input)
          return input
        },
        accept: async (request, bytes) => {
          refuseWhenClosed()
          if (!open) throw new InlayError('stopping', 'The upload was given up.')
          const before = id === undefined ? undefined : known(owner, id)
          if (before !== undefined) return compare(before, request, folder)
          const job = store.add({ id: id ?? randomUUID(), owner, request, bytes }, now())
          open = false
          giveBack()
          const settled = settle(job, folder, inputs)
          settling.set(job.id, settled)
          try {
            await settled
          } catch (error) {
            await options.undo(job.id)
            await spool.remove(folder)
            throw error
          } finally {
            settling.delete(job.id)
          }
          return { id: job.id, isNew: true }
        },
        release: async () => {
          if (!open) return
          open = false
          giveBack()
          await spool.remove(folder)
        },
      }
    },
    settled: async (id) => {
      await settling.get(id)?.catch(() => {})
    },
    close: async () => {
      closed = true
      await Promise.allSettled(settling.values())
    },
  }
}

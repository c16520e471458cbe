/** The life of every job: accepted, queued, run in the fill process, its results handed out, forgotten. */
import { randomUUID } from 'node:crypto'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type EngineInfo,
  type FillRequest,
  type FillStatus,
  fromWireError,
  InlayError,
  toWireError,
} from '@inlay/shared'
import { createEventLog, type EventBody, type EventLog } from './events.ts'
import type { FillClient } from './fill-client.ts'
import type { EncodeTask, ResultForm, ResultFormat, RunTask } from './fill-messages.ts'
import type { Job, JobInputs } from './job.ts'
import { createProgressGate } from './progress-gate.ts'
import { createQueue, isWorthTelling } from './queue.ts'
import { resultFile } from './result-file.ts'
import { expiredJobs, type Retention } from './retention.ts'
import type { Spool } from './spool.ts'
import type { JobStore } from './store.ts'

export interface JobsOptions {
  readonly store: JobStore
  readonly spool: Spool
  readonly client: FillClient
  /** Fills that run at the same time. */
  readonly concurrency: number
  /** Fills that may wait, uploads on their way included. */
  readonly queueLimit: number
  /** Largest image taken, in pixels. */
  readonly maxPixels: number
  readonly retention: Retention
  /** Hears of each job that is taken in, and of each event of a job. */
  readonly onAccepted?: (job: Job) => void
  readonly onEvent?: (job: Job, body: EventBody) => void
  /** Hears of failures that are ours, not the input's. */
  readonly onFailure?: (error: InlayError) => void
  readonly now?: () => number
}

/** A place in the queue and a folder, held while the upload comes in. */
export interface Reservation {
  readonly id: string
  readonly folder: string
  /** Turns it into a job. */
  accept(request: FillRequest, inputs: JobInputs, bytes: number): FillStatus
  /** Gives the place back and removes the folder; nothing once accepted. */
  release(): Promise<void>
}

export interface Jobs {
  /** @throws InlayError queue_full | file_unwritable */
  reserve(): Promise<Reservation>
  /** Starts the fill process ahead of a job that is about to come. */
  warm(): void
  get(id: string): Job | undefined
  status(id: string): FillStatus | undefined
  follow: EventLog['follow']
  /** Cancels a job that waits or runs: the running one becomes `cancelled` within about a second. */
  cancel(id: string): void
  /** Forgets a finished job and removes its files. */
  forget(id: string): Promise<void>
  /**
   * The encoded result's file, made when first asked for.
   * @throws InlayError not_found | not_ready | what the job failed with
   */
  result(id: string, index: number, form: ResultForm, format: ResultFormat): Promise<string>
  engines(): Promise<readonly EngineInfo[]>
  /** How many wait, and how many run. */
  readonly load: { readonly queued: number; readonly running: number }
  /**
   * Takes no more and starts nothing; resolves when what runs has ended, or after `within`
   * milliseconds.
   */
  drain(within: number): Promise<void>
  /** Fails what waits and runs with `interrupted`, ends the fill process. */
  close(): Promise<void>
}

const SWEEP_EVERY = 60_000

/** Engines change with the installation, not with the minute; asking must not keep the child awake. */
const ENGINES_FOR = 5 * 60_000

export const createJobs = (options: JobsOptions): Jobs => {
  const { store, spool, client, now = Date.now } = options
  const log = createEventLog(store, now, options.onEvent)
  const queue = createQueue()
  const running = new Map<
    string,
    { readonly stop: AbortController; readonly over: Promise<void> }
  >()
  const told = new Map<string, number>()
  const encoding = new Map<string, Promise<string>>()
  let reserved = 0
  let draining = false
  let closed = false
  let engines: { readonly list: Promise<readonly EngineInfo[]>; readonly until: number } | undefined

  const taskOf = (job: Job): Omit<RunTask, 'type'> => ({
    request: job.request,
    inputs: job.inputs,
    folder: job.folder,
    maxPixels: options.maxPixels,
  })

  const tellPlaces = (): void => {
    queue.list().forEach((id, position) => {
      if (told.get(id) === position || !isWorthTelling(position)) return
      told.set(id, position)
      log.publish(id, { type: 'queued', position })
    })
  }

  /** What cannot be removed now is removed when the daemon next starts. */
  const discard = async (folder: string): Promise<void> => {
    try {
      await spool.removeFolder(folder)
    } catch (cause) {
      options.onFailure?.(new InlayError('file_unwritable', 'A job stays on disk.', { cause }))
    }
  }

  /** The job's last event; a job without results keeps no files. */
  const finish = async (id: string, body: EventBody): Promise<void> => {
    const job = log.publish(id, body)
    if (job !== undefined && body.type !== 'done') await discard(job.folder)
    await sweep()
  }

  const run = async (job: Job, signal: AbortSignal): Promise<void> => {
    const from = performance.now()
    const gate = createProgressGate()
    const onEvent = (event: EventBody): void => {
      if (gate(event)) log.publish(job.id, event)
    }
    try {
      const answer = await client.run({ type: 'run', ...taskOf(job) }, { signal, onEvent })
      store.note(job.id, {
        times: { run: performance.now() - from, process: answer.busy },
        bytes: job.bytes + answer.bytes,
      })
      await finish(job.id, { type: 'done', report: answer.report })
    } catch (cause) {
      const error =
        cause instanceof InlayError ? cause : new InlayError('internal', undefined, { cause })
      if (error.status >= 500) options.onFailure?.(error)
      await finish(
        job.id,
        error.code === 'cancelled'
          ? { type: 'cancelled' }
          : { type: 'failed', error: toWireError(error) },
      )
    }
  }

  const pump = (): void => {
    while (!draining && !closed && running.size < options.concurrency) {
      const id = queue.next()
      if (id === undefined) return
      told.delete(id)
      const job = store.get(id)
      if (job === undefined) continue
      const stop = new AbortController()
      store.note(id, { times: { queue: Math.max(0, now() - job.createdAt) } })
      const over = run(job, stop.signal).finally(() => {
        running.delete(id)
        pump()
      })
      running.set(id, { stop, over })
      tellPlaces()
    }
  }

  const drop = async (id: string): Promise<void> => {
    const job = store.get(id)
    if (job === undefined) return
    store.remove(id)
    log.forget(id)
    await discard(job.folder)
  }

  const sweep = async (): Promise<void> => {
    for (const id of expiredJobs(store.list(), now(), options.retention)) await drop(id)
  }
  const sweeper = setInterval(() => void sweep(), SWEEP_EVERY).unref()

  const encode = async (job: Job, task: EncodeTask): Promise<string> => {
    const ready = join(job.folder, resultFile(task.index, task.form, task.format))
    if (await exists(ready)) return ready
    const { path } = await client.encode(task)
    return path
  }

  return {
    reserve: async () => {
      if (draining || closed) throw new InlayError('stopping')
      if (queue.size + reserved >= options.queueLimit) {
        throw new InlayError('queue_full', `${options.queueLimit} are waiting already.`)
      }
      reserved += 1
      const id = randomUUID()
      let open = true
      const close = (): void => {
        if (open) reserved -= 1
        open = false
      }
      const folder = await spool.openFolder(id).catch((error: unknown) => {
        close()
        throw error
      })
      return {
        id,
        folder,
        accept: (request, inputs, bytes) => {
          if (draining || closed || !open) throw new InlayError('stopping')
          close()
          const job = store.add({ id, request, folder, inputs }, now())
          store.note(id, { bytes })
          options.onAccepted?.({ ...job, bytes })
          queue.join(id)
          tellPlaces()
          pump()
          return statusOf(id) ?? notFound()
        },
        release: async () => {
          if (!open) return
          close()
          await discard(folder)
        },
      }
    },
    warm: () => client.wake(),
    get: (id) => store.get(id),
    status: (id) => statusOf(id),
    follow: (...following) => log.follow(...following),
    cancel: (id) => {
      if (queue.leave(id)) {
        told.delete(id)
        void finish(id, { type: 'cancelled' })
        tellPlaces()
      } else running.get(id)?.stop.abort()
    },
    forget: drop,
    result: (id, index, form, format) => {
      const job = store.get(id) ?? notFound()
      const { state, error, variations } = job.status
      if (state === 'cancelled') throw new InlayError('cancelled')
      if (error !== undefined) throw fromWireError(error)
      if (state !== 'done') throw new InlayError('not_ready')
      if (!variations.some((one) => one.index === index)) notFound()
      const key = [id, index, form, format].join(' ')
      const under = encoding.get(key)
      if (under !== undefined) return under
      const made = encode(job, { type: 'encode', ...taskOf(job), index, form, format })
        .catch((cause: unknown) => {
          if (store.get(id) === undefined) throw new InlayError('not_found', undefined, { cause })
          throw cause
        })
        .finally(() => encoding.delete(key))
      encoding.set(key, made)
      return made
    },
    engines: () => {
      if (engines === undefined || engines.until <= now()) {
        const list = client.engines()
        engines = { list, until: now() + ENGINES_FOR }
        list.catch(() => {
          engines = undefined
        })
      }
      return engines.list
    },
    get load() {
      return { queued: queue.size, running: running.size }
    },
    drain: async (within) => {
      draining = true
      const over = Promise.all([...running.values()].map((one) => one.over))
      let late: NodeJS.Timeout | undefined
      const lateness = new Promise<void>((resolve) => {
        late = setTimeout(resolve, within)
      })
      await Promise.race([over, lateness])
      clearTimeout(late)
    },
    close: async () => {
      closed = true
      clearInterval(sweeper)
      const error = toWireError(new InlayError('interrupted', 'The companion was stopped.'))
      for (const id of queue.list()) {
        queue.leave(id)
        await finish(id, { type: 'failed', error })
      }
      const over = [...running.values()].map((one) => one.over)
      await client.close()
      await Promise.all(over)
    },
  }

  function statusOf(id: string): FillStatus | undefined {
    const job = store.get(id)
    if (job === undefined || job.status.state !== 'queued') return job?.status
    return { ...job.status, position: queue.placeOf(id) ?? 0 }
  }
}

const notFound = (): never => {
  throw new InlayError('not_found')
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

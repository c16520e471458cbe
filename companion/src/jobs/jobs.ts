/** The life of every job: accepted, run, its results handed out, taken up again after a restart, forgotten. */
import { join } from 'node:path'
import type { EngineInfo, FillStatus, RuntimeInfo } from '@inlay/shared'
import { InlayError } from '@inlay/shared'
import { companionFolders } from '../system/folders.ts'
import { createEventLog, type EventBody, type EventLog } from './events.ts'
import type { FillClient } from './fill-client.ts'
import type { InputName, ResultAsked, RunTask } from './fill-messages.ts'
import { createForgetting } from './forget.ts'
import { createIntake, type Reservation } from './intake.ts'
import type { Job } from './job.ts'
import { INPUT_FILES, inputsIn } from './job-folder.ts'
import type { Notice } from './notice.ts'
import { recoverJobs } from './recover.ts'
import { createResults } from './results.ts'
import type { Retention } from './retention.ts'
import { createRunner } from './runner.ts'
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
  /** True when the list of jobs is new, so that what lies in the spool must be read from there. */
  readonly fresh?: boolean
  /** Hears of each job that is taken in, and of each event of a job. */
  readonly onAccepted?: (job: Job) => void
  readonly onEvent?: (job: Job, body: EventBody) => void
  /** Hears of failures that are ours, not the input's. */
  readonly onFailure?: (error: InlayError) => void
  readonly onNotice?: (notice: Notice) => void
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** Milliseconds on a clock nobody sets. */
  readonly steady?: () => number
}

export interface Jobs {
  /**
   * A place in the queue and a folder for an upload; under an id of the client's own, none but the
   * folder if there is such a job already.
   * @throws InlayError queue_full | id_taken | stopping | disk_full | file_unwritable
   */
  reserve(owner: string, id?: string): Promise<Reservation>
  /** Starts the fill process ahead of a job that is about to come. */
  warm(): void
  get(id: string): Job | undefined
  status(id: string): FillStatus | undefined
  /** Every job, oldest first, its place in the queue included. */
  list(): readonly Job[]
  /** Revision of the last change of any job's state. */
  readonly revision: number
  follow: EventLog['follow']
  /** Cancels a job that waits or runs: the running one becomes `cancelled` within about a second. */
  cancel(id: string): void
  /**
   * Forgets a job and removes its files, cancelling it first; afterwards nothing of it is on disk.
   * @throws InlayError disk_full | state_damaged | file_unwritable
   */
  forget(id: string): Promise<void>
  /**
   * Forgets these and, for `everything`, also what was set aside or cannot be read; how many.
   * Throws as `forget` does.
   */
  forgetAll(ids: readonly string[], everything: boolean): Promise<number>
  /**
   * The encoded result's file, made when first asked for.
   * @throws InlayError not_found | not_ready | what the job failed with
   */
  result(id: string, asked: ResultAsked): Promise<string>
  /**
   * The file of a picture as it came with the request.
   * @throws InlayError not_found when there is none, or no more
   */
  input(id: string, name: InputName): Promise<string>
  engines(): Promise<readonly EngineInfo[]>
  /** Where nets run, as it stands now. */
  runtime(): Promise<RuntimeInfo>
  /** Frees the memory of engines and graphics cards; false while a fill runs. */
  release(): Promise<boolean>
  /** Engines are asked afresh the next time: a model has come or gone. */
  relist(): void
  /** The same, and what they run in leaves as soon as it rests: where nets run has changed. */
  renew(): void
  /** How many fills may run at the same time, from now on. */
  setConcurrency(count: number): void
  /** While it is, nothing new is started; what runs goes on. Not kept over a restart. */
  readonly paused: boolean
  pause(on: boolean): void
  /** How many wait, and how many run. */
  readonly load: { readonly queued: number; readonly running: number }
  /**
   * Takes no more and starts nothing; resolves when what runs has ended, or after `within`
   * milliseconds.
   */
  drain(within: number): Promise<void>
  /**
   * Puts right what a stop of any kind left behind; before anything else.
   * @throws InlayError disk_full | state_damaged | file_unwritable
   */
  recover(): Promise<void>
  /** Takes up what waited or ran before the stop. */
  start(): void
  /**
   * Ends the fill process; what waits and runs is taken up again after the next start. The store is
   * left to whoever opened it.
   */
  close(): Promise<void>
}

const SWEEP_EVERY = 60_000

/** Without a process that has nets open, nothing is started to tell what is known without one. */
const runtimeHere = async (): Promise<RuntimeInfo> => {
  const [{ describeRuntime }, { createInference }, { ownerOptions }] = await Promise.all([
    import('../inference/describe-runtime.ts'),
    import('../inference/inference.ts'),
    import('../inference/owner-options.ts'),
  ])
  const inference = createInference({
    remembers: true,
    ...(await ownerOptions(companionFolders())),
  })
  try {
    return await describeRuntime(inference)
  } finally {
    await inference.dispose()
  }
}

/** A random seed that is the same whenever the job is run: 32 random bits of its UUID. */
const seedOf = (id: string): number => Number.parseInt(id.slice(0, 8), 16)

/** Engines change with the installation, not with the minute; asking must not keep the child awake. */
const ENGINES_FOR = 5 * 60_000

export const createJobs = (options: JobsOptions): Jobs => {
  const { store, spool, client, now = Date.now } = options
  const { onFailure = () => {}, onNotice = () => {} } = options
  const steady = options.steady ?? performance.now.bind(performance)
  const log = createEventLog({
    store,
    now,
    age: () => forgetting.age(),
    onPublished: options.onEvent,
  })
  let resumed: string[] = []
  let asking: Promise<RuntimeInfo> | undefined
  let engines: { readonly list: Promise<readonly EngineInfo[]>; readonly until: number } | undefined

  const taskOf = (job: Job): Omit<RunTask, 'type'> => {
    const folder = spool.folderOf(job.id)
    const request = { ...job.request, seed: job.request.seed ?? seedOf(job.id) }
    return { request, inputs: inputsIn(folder, request), folder, maxPixels: options.maxPixels }
  }

  const finish = async (id: string, body: EventBody): Promise<void> => {
    const job = log.publish(id, body)
    if (job !== undefined && body.type !== 'done') await forgetting.discard(job)
    store.flush().catch(onFailure)
    void forgetting.sweep()
  }

  const runner = createRunner({
    store,
    log,
    client,
    concurrency: options.concurrency,
    taskOf,
    finish,
    onFailure,
    now,
  })
  const intake = createIntake({
    store,
    spool,
    queueLimit: options.queueLimit,
    waiting: () => runner.waiting,
    join: (job) => {
      options.onAccepted?.(job)
      runner.join(job.id)
    },
    undo: (id) => forgetting.drop(id),
    now,
  })
  const forgetting = createForgetting({
    store,
    spool,
    retention: options.retention,
    cancel: runner.cancel,
    settled: intake.settled,
    forgotten: log.forget,
    onFailure,
    now,
    steady,
  })
  const results = createResults({ store, client, taskOf })
  const sweeper = setInterval(() => void forgetting.sweep(), SWEEP_EVERY).unref()

  const placed = (job: Job): Job =>
    job.status.state === 'queued'
      ? { ...job, status: { ...job.status, position: runner.placeOf(job.id) ?? 0 } }
      : job

  return {
    reserve: intake.reserve,
    warm: () => client.wake(),
    get: (id) => {
      const job = store.get(id)
      return job === undefined ? undefined : placed(job)
    },
    status: (id) => {
      const job = store.get(id)
      return job === undefined ? undefined : placed(job).status
    },
    list: () => store.list().map(placed),
    get revision() {
      return store.revision
    },
    follow: log.follow,
    cancel: (id) => {
      runner.cancel(id).catch((cause: unknown) => {
        onFailure(new InlayError('internal', undefined, { cause }))
      })
    },
    forget: async (id) => {
      await forgetting.drop(id)
      await forgetting.scrub()
    },
    forgetAll: async (ids, everything) => {
      for (const id of ids) await forgetting.drop(id)
      const others = everything ? await forgetting.dropUnreadable() : 0
      await forgetting.scrub()
      return ids.length + others
    },
    result: results.of,
    input: async (id, name) => {
      const request = store.get(id)?.request
      if (request?.[name] === undefined) throw new InlayError('not_found')
      return join(spool.folderOf(id), INPUT_FILES[name])
    },
    release: () => client.release(),
    relist: () => {
      engines = undefined
    },
    renew: () => {
      engines = undefined
      client.renew()
    },
    setConcurrency: runner.setConcurrency,
    runtime: () => {
      // Whoever asks meanwhile gets the same answer: it may take a process for each provider.
      asking ??= (client.pid === undefined ? runtimeHere() : client.runtime()).finally(() => {
        asking = undefined
      })
      return asking
    },
    engines: () => {
      if (engines === undefined || engines.until <= steady()) {
        const list = client.engines()
        engines = { list, until: steady() + ENGINES_FOR }
        list.catch(() => {
          engines = undefined
        })
      }
      return engines.list
    },
    get paused() {
      return runner.paused
    },
    pause: runner.pause,
    get load() {
      return { queued: runner.waiting, running: runner.running }
    },
    drain: async (within) => {
      void intake.close()
      await runner.drain(within)
    },
    recover: async () => {
      const { fresh = false } = options
      resumed = await recoverJobs({ store, spool, log, fresh, onNotice })
      for (const job of store.list()) {
        const { state } = job.status
        if (state === 'failed' || state === 'cancelled') await forgetting.discard(job)
      }
      await forgetting.sweep()
    },
    start: () => {
      for (const id of resumed.splice(0)) runner.join(id)
    },
    close: async () => {
      clearInterval(sweeper)
      await intake.close()
      await runner.close()
      log.close()
      await forgetting.close()
    },
  }
}

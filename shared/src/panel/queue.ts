/**
 * The panel's fills: prepared one after the other, handed over, followed through restarts of the
 * companion and of the panel itself, cancelled, forgotten.
 */

import type { Client } from '../client/client.ts'
import type { RandomBytes, Signal } from '../client/platform.ts'
import { InlayError, knownError } from '../errors.ts'
import type { FillRequestInput } from '../fill-request.ts'
import { createListeners } from '../listeners.ts'
import type { Operation } from '../request-values.ts'
import { randomUuid } from '../uuid.ts'
import {
  isUnderWay,
  type Job,
  type JobRecord,
  JobRecords,
  newJob,
  withAway,
  withBack,
  withChosen,
  withError,
  withEvent,
  withPreparing,
  withSending,
  withSent,
  withStep,
  withUnsent,
} from './job.ts'

/** What is handed over. */
export interface Prepared {
  readonly request: FillRequestInput
  readonly parts: Readonly<Record<string, Uint8Array>>
  /** Where the result goes, when reading the picture has told more than was known before. */
  readonly target?: unknown
  /** What doing it again needs, when reading the picture has told more than was known before. */
  readonly settings?: unknown
}

export interface NewFill<S extends Signal> {
  readonly operation: Operation
  readonly prompt: string
  readonly title: string
  readonly target: unknown
  readonly settings: unknown
  /** Reads picture and mask from the host; called when its turn has come. */
  readonly prepare: (signal: S) => Promise<Prepared>
}

/** An AbortController, as far as it is used here. */
export interface Controller<S extends Signal> {
  readonly signal: S
  abort(): void
}

export interface QueueHost<S extends Signal> {
  /** The client of the moment; undefined while there is no connection. */
  readonly client: () => Client<S> | undefined
  readonly randomBytes: RandomBytes
  /** `() => new AbortController()` */
  readonly controller: () => Controller<S>
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Keeps the records where another life of the panel finds them. */
  readonly save: (records: readonly JobRecord[]) => void
  /** A job could not be followed: the connection may have to be looked at. */
  readonly onTrouble?: (error: InlayError) => void
  /** A job that could not be followed is followed again: the connection is there. */
  readonly onBack?: () => void
}

export interface Queue<S extends Signal> {
  /** Newest last. */
  readonly jobs: readonly Job[]
  /** Calls `heard` after each change, until the answer is called. */
  subscribe(heard: () => void): () => void
  /** Takes a fill in; its id. */
  add(fill: NewFill<S>): string
  /** Takes in what `save` kept; what does not look like it is left out. */
  restore(saved: unknown): void
  /** Follows again what was out of reach; call it when a connection is there (again). */
  resume(): void
  /** Cancels what is under way. */
  cancel(id: string): void
  /** Takes a job off the list and lets the companion forget it. */
  dismiss(id: string): void
  /** Takes a job off the list; the companion keeps it in its history. */
  release(id: string): void
  step(id: string, by: 1 | -1): void
  choose(id: string, index: number): void
}

export const createQueue = <S extends Signal>(host: QueueHost<S>): Queue<S> => {
  let jobs: readonly Job[] = []
  const listeners = createListeners()
  const controllers = new Map<string, Controller<S>>()
  /** By job that is followed: lets go of its connection. */
  const lines = new Map<string, () => void>()
  /** Those that somebody prepares or follows just now. */
  const busy = new Set<string>()
  let turn: Promise<void> = Promise.resolve()

  const find = (id: string): Job | undefined => jobs.find(({ record }) => record.id === id)

  const set = (next: readonly Job[], isKept: boolean): void => {
    jobs = next
    if (isKept) host.save(jobs.map(({ record }) => record))
    listeners.tell()
  }

  const change = (id: string, how: (job: Job) => Job): void => {
    let isKept = false
    const next = jobs.map((job) => {
      if (job.record.id !== id) return job
      const changed = how(job)
      if (changed.record !== job.record) isKept = true
      return changed
    })
    set(next, isKept)
  }

  const fail = (id: string, error: unknown): void => {
    const known = knownError(error)
    change(id, (job) => withError(job, known))
    if (known.code !== 'cancelled') host.onTrouble?.(known)
  }

  const client = (): Client<S> => {
    const current = host.client()
    if (current === undefined) throw new InlayError('companion_unreachable')
    return current
  }

  const controllerOf = (id: string): Controller<S> => {
    const controller = host.controller()
    controllers.set(id, controller)
    return controller
  }

  const handOver = async (id: string, { prepare }: NewFill<S>, signal: S): Promise<void> => {
    if (signal.aborted) throw new InlayError('cancelled')
    change(id, withPreparing)
    const { request, parts, ...learnt } = await prepare(signal)
    if (signal.aborted) throw new InlayError('cancelled')
    change(id, (job) => withSending({ ...job, record: { ...job.record, ...known(learnt) } }))
    const onAway = (why: InlayError | null): void => hearAway(id, signal, why)
    await client().submit(request, parts, { id, signal, onAway })
    change(id, withSent)
  }

  const hearAway = (id: string, signal: S, why: InlayError | null): void => {
    if (signal.aborted) return
    if (why === null) {
      change(id, withBack)
      host.onBack?.()
      return
    }
    // Told once: the connection is looked at, and comes back with `resume`.
    const wasAway = find(id)?.state === 'away'
    change(id, (job) => withAway(job, why))
    if (!wasAway) host.onTrouble?.(why)
  }

  /** Until the end, or until `resume` lets go of a line to a companion that is elsewhere now. */
  const follow = async (id: string, signal: S): Promise<void> => {
    for (;;) {
      const line = host.controller()
      const letGo = (): void => line.abort()
      signal.addEventListener('abort', letGo)
      lines.set(id, letGo)
      try {
        const after = find(id)?.last ?? -1
        const onAway = (why: InlayError | null): void => hearAway(id, signal, why)
        for await (const event of client().events(id, { after, signal: line.signal, onAway })) {
          // What was on its way when it was called off is no news any more.
          if (signal.aborted) return
          change(id, (job) => withEvent(job, event))
        }
        return
      } catch (error) {
        if (signal.aborted || !line.signal.aborted) throw error
      } finally {
        lines.delete(id)
        signal.removeEventListener('abort', letGo)
      }
    }
  }

  const attend = async (id: string, work: () => Promise<void>): Promise<void> => {
    busy.add(id)
    try {
      await work()
    } catch (error) {
      fail(id, error)
    } finally {
      busy.delete(id)
    }
  }

  const followOn = (id: string): void => {
    if (busy.has(id)) return
    const { signal } = controllers.get(id) ?? controllerOf(id)
    void attend(id, () => follow(id, signal))
  }

  const tellCancelled = (id: string): void => {
    void host
      .client()
      ?.cancel(id)
      // Gone already, or out of reach: it then ends by itself and is forgotten in time.
      .catch(() => {})
  }

  const drop = (id: string): void => {
    controllers.get(id)?.abort()
    controllers.delete(id)
    set(
      jobs.filter(({ record }) => record.id !== id),
      true,
    )
  }

  return {
    get jobs() {
      return jobs
    },
    subscribe: listeners.subscribe,
    add: (fill) => {
      const { operation, prompt, title, target, settings } = fill
      const id = randomUuid(host.randomBytes)
      const record = {
        ...{ id, created: host.now(), operation, prompt, title, target, settings },
        isSent: false,
      }
      const { signal } = controllerOf(id)
      set([...jobs, newJob(record)], true)
      const handedOver = turn.then(() => handOver(id, fill, signal))
      turn = handedOver.catch(() => {})
      void attend(id, () => handedOver.then(() => follow(id, signal)))
      return id
    },
    restore: (saved) => {
      const records = JobRecords.safeParse(saved).data ?? []
      const known = new Set(jobs.map(({ record }) => record.id))
      const found = records
        .filter(({ id }) => !known.has(id))
        .map((record) => {
          const job = newJob(record, true)
          return record.isSent ? job : withUnsent(job)
        })
      set([...found, ...jobs], false)
    },
    resume: () => {
      for (const job of jobs) {
        const { id, isSent } = job.record
        if (!isSent || !isUnderWay(job)) continue
        if (job.state === 'away') lines.get(id)?.()
        followOn(id)
      }
    },
    cancel: (id) => {
      const job = find(id)
      if (job === undefined || !isUnderWay(job)) return
      controllers.get(id)?.abort()
      // Even when it is not known to be sent: it may be on its way.
      if (job.state !== 'preparing') tellCancelled(id)
      change(id, (one) => withError(one, new InlayError('cancelled')))
    },
    dismiss: (id) => {
      if (find(id)?.record.isSent === true) tellCancelled(id)
      drop(id)
    },
    release: drop,
    step: (id, by) => change(id, (job) => withStep(job, by)),
    choose: (id, index) => change(id, (job) => withChosen(job, index)),
  }
}

/** Without what is undefined. */
const known = ({ target, settings }: Pick<Prepared, 'target' | 'settings'>) => ({
  ...(target === undefined ? {} : { target }),
  ...(settings === undefined ? {} : { settings }),
})

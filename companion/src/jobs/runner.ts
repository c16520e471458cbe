/** Runs the jobs that wait, a few at a time, in the fill process, and tells how each one goes. */
import { type FillRequest, InlayError, toWireError } from '@inlay/shared'
import type { EventBody, EventLog } from './events.ts'
import type { FillClient } from './fill-client.ts'
import type { RunTask } from './fill-messages.ts'
import { isFinished, type Job } from './job.ts'
import { createProgressGate } from './progress-gate.ts'
import { createQueue, isWorthTelling } from './queue.ts'
import type { JobStore } from './store.ts'

export interface RunnerOptions {
  readonly store: JobStore
  readonly log: EventLog
  readonly client: FillClient
  /** Fills that run at the same time. */
  readonly concurrency: number
  readonly taskOf: (job: Job) => Omit<RunTask, 'type'>
  /** The job's last event, and all that follows from it. */
  readonly finish: (id: string, body: EventBody) => Promise<void>
  /** Hears of failures that are ours, not the input's. */
  readonly onFailure: (error: InlayError) => void
  readonly now: () => number
}

export interface Runner {
  /** Jobs that wait, and that run. */
  readonly waiting: number
  readonly running: number
  /** True starts nothing; what runs goes on. */
  readonly paused: boolean
  pause(on: boolean): void
  setConcurrency(count: number): void
  /** Puts a job in the queue. */
  join(id: string): void
  /** Place in the queue, 0 being next. */
  placeOf(id: string): number | undefined
  /** Ends a job that waits or runs; resolves once it has its last event. */
  cancel(id: string): Promise<void>
  /** Takes up no more; resolves when what runs has ended, or after `within` milliseconds. */
  drain(within: number): Promise<void>
  /** Takes up no more; resolves once what ran is over. Waiting and cut-short jobs stay as they are. */
  close(): Promise<void>
}

interface Running {
  readonly stop: AbortController
  readonly over: Promise<void>
}

export const createRunner = (options: RunnerOptions): Runner => {
  const { store, log, client, finish, now } = options
  const queue = createQueue()
  const running = new Map<string, Running>()
  const told = new Map<string, number>()
  let { concurrency } = options
  let paused = false
  let draining = false
  let closed = false

  const tellPlaces = (): void => {
    queue.list().forEach((id, position) => {
      if (told.get(id) === position || !isWorthTelling(position)) return
      told.set(id, position)
      log.publish(id, { type: 'queued', position })
    })
  }

  const run = async (job: Job, signal: AbortSignal): Promise<void> => {
    const from = performance.now()
    const again = job.status.state === 'running'
    const tell = again ? continuing(job) : (event: EventBody) => event
    const gate = createProgressGate()
    const onEvent = (event: EventBody): void => {
      const told = tell(event)
      if (told !== undefined && gate(told)) log.publish(job.id, told)
    }
    try {
      const task = options.taskOf(job)
      const request = again ? asBefore(task.request, store, job.id) : task.request
      const answer = await client.run({ type: 'run', ...task, request }, { signal, onEvent })
      store.note(job.id, {
        times: { run: performance.now() - from, process: answer.busy },
        bytes: job.bytes + answer.bytes,
      })
      await finish(job.id, { type: 'done', report: answer.report })
    } catch (cause) {
      const error =
        cause instanceof InlayError ? cause : new InlayError('internal', undefined, { cause })
      if (closed && error.code === 'interrupted') {
        // We stopped it, not it us: it is taken up again, as if for the first time.
        store.note(job.id, { starts: job.starts })
        return
      }
      if (error.status >= 500) options.onFailure(error)
      await finish(
        job.id,
        error.code === 'cancelled'
          ? { type: 'cancelled' }
          : { type: 'failed', error: toWireError(error) },
      )
    }
  }

  const pump = (): void => {
    while (!paused && !draining && !closed && running.size < concurrency) {
      const id = queue.next()
      if (id === undefined) return
      told.delete(id)
      const job = store.get(id)
      if (job === undefined || isFinished(job.status)) continue
      const stop = new AbortController()
      store.note(id, {
        times: { queue: Math.max(0, now() - job.createdAt) },
        starts: job.starts + 1,
      })
      const over = run(job, stop.signal)
        .catch((cause: unknown) =>
          options.onFailure(new InlayError('internal', undefined, { cause })),
        )
        .finally(() => {
          running.delete(id)
          pump()
        })
      running.set(id, { stop, over })
      tellPlaces()
    }
  }

  return {
    get waiting() {
      return queue.size
    },
    get running() {
      // One that has told its end may still be clearing its files away.
      const ids = [...running.keys()]
      return ids.filter((id) => store.get(id)?.status.state === 'running').length
    },
    get paused() {
      return paused
    },
    pause: (on) => {
      paused = on
      pump()
    },
    setConcurrency: (count) => {
      concurrency = count
      pump()
    },
    join: (id) => {
      queue.join(id)
      tellPlaces()
      pump()
    },
    placeOf: (id) => queue.placeOf(id),
    cancel: async (id) => {
      if (queue.leave(id)) {
        told.delete(id)
        const finished = finish(id, { type: 'cancelled' })
        tellPlaces()
        await finished
        return
      }
      const one = running.get(id)
      one?.stop.abort()
      await one?.over
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
      const over = [...running.values()].map((one) => one.over)
      await client.close()
      await Promise.all(over)
    },
  }
}

/** The request with the engine of the first time, and its seed, so that the fill is the same one. */
const asBefore = (request: FillRequest, store: JobStore, id: string): FillRequest => {
  for (const event of store.events(id, -1, EARLY)) {
    if (event.type === 'started') return { ...request, seed: event.seed, engine: event.engine }
  }
  return request
}

/** Events before which a job has started: its places in the queue are few. */
const EARLY = 1000

/** What a job that had begun before a restart tells the second time: nothing that it told already. */
const continuing = ({ status }: Job) => {
  const known = status.variations.map(({ index }) => index)
  return (event: EventBody): EventBody | undefined => {
    switch (event.type) {
      case 'started':
        return { type: 'progress', fraction: status.fraction, stage: 'Starting again' }
      case 'progress':
        return event.fraction < status.fraction ? undefined : event
      case 'variation':
        return known.includes(event.variation.index) ? undefined : event
      default:
        return event
    }
  }
}

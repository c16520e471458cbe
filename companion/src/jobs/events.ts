/** The event log of every job, and those who follow it: each reads at its own pace from the log. */
import { type FillEvent, isFinal } from '@inlay/shared'
import { isFinished, type Job, mayFollow } from './job.ts'
import type { JobStore } from './store.ts'

/** Distributes over the union, which plain Omit does not. */
type WithoutHead<E> = E extends FillEvent ? Omit<E, 'id' | 'sequence'> : never

/** An event before it has its place in a job. */
export type EventBody = WithoutHead<FillEvent>

export interface EventLog {
  /**
   * Gives the event its sequence, folds it into the job and wakes the followers. Undefined, with
   * nothing changed, when the job is gone or past it: what a child says of a finished job is late.
   */
  publish(id: string, body: EventBody): Job | undefined
  /**
   * Events with a sequence above `after` (-1: all), as they come, up to the final one. Ends early
   * when the job is removed, `signal` aborts or the log closes, or where there is no later one yet and `wait` is
   * false. A slow reader costs nothing but its own lateness.
   */
  follow(
    id: string,
    after: number,
    signal: AbortSignal,
    wait?: boolean,
  ): AsyncGenerator<FillEvent, void, undefined>
  /** Wakes the followers of a job that was removed. */
  forget(id: string): void
  /** Lets every follower go, its job finished or not; they may come back after a restart. */
  close(): void
}

const BATCH = 64

export interface EventLogOptions {
  readonly store: JobStore
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds on the retention clock. */
  readonly age: () => number
  /** Hears of each event that was published. */
  readonly onPublished?: ((job: Job, body: EventBody) => void) | undefined
}

export const createEventLog = ({
  store,
  now,
  age,
  onPublished = () => {},
}: EventLogOptions): EventLog => {
  const sleepers = new Map<string, Set<() => void>>()
  let closed = false

  const wake = (id: string): void => {
    const waiting = sleepers.get(id)
    sleepers.delete(id)
    for (const resume of waiting ?? []) resume()
  }

  const sleep = (id: string, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const waiting = sleepers.get(id) ?? new Set()
      sleepers.set(id, waiting)
      const resume = (): void => {
        signal.removeEventListener('abort', resume)
        waiting.delete(resume)
        if (waiting.size === 0 && sleepers.get(id) === waiting) sleepers.delete(id)
        resolve()
      }
      waiting.add(resume)
      signal.addEventListener('abort', resume, { once: true })
    })

  return {
    publish: (id, body) => {
      const job = store.get(id)
      if (job === undefined || !mayFollow(job.status, body.type)) return undefined
      const changed = store.append({ ...body, id, sequence: job.eventCount }, now(), age())
      wake(id)
      onPublished(changed, body)
      return changed
    },
    async *follow(id, after, signal, wait = true) {
      let seen = after
      while (!signal.aborted && !closed) {
        const batch = store.events(id, seen, BATCH)
        for (const event of batch) {
          seen = event.sequence
          yield event
          if (isFinal(event) || signal.aborted) return
        }
        const job = store.get(id)
        if (job === undefined || (batch.length === 0 && isFinished(job.status))) return
        if (batch.length > 0) continue
        if (!wait || closed) return
        await sleep(id, signal)
      }
    },
    forget: wake,
    close: () => {
      closed = true
      for (const id of [...sleepers.keys()]) wake(id)
    },
  }
}

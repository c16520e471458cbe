/** Jobs and their events by id. In memory for now; the interface is what a database will implement. */
import type { FillEvent } from '@inlay/shared'
import { applyEvent, isFinished, type Job, type JobTimes, type NewJob, newStatus } from './job.ts'

/** Calls are short and synchronous (memory, or SQLite in WAL mode), so no state is seen half-made. */
export interface JobStore {
  add(job: NewJob, now: number): Job
  get(id: string): Job | undefined
  /** Every job, oldest first. */
  list(): readonly Job[]
  /**
   * Adds the job's next event and folds it into its status.
   * @throws Error when the job is unknown, the sequence is not the next, or the state would go back
   */
  append(event: FillEvent, now: number): Job
  /** Adds to what is known of the job's times and size; nothing when the job is gone. */
  note(id: string, facts: { readonly times?: JobTimes; readonly bytes?: number }): void
  /** Up to `limit` events with a sequence above `after`, in order. */
  events(id: string, after: number, limit: number): readonly FillEvent[]
  remove(id: string): void
}

export const createMemoryStore = (): JobStore => {
  const jobs = new Map<string, Job>()
  const logs = new Map<string, FillEvent[]>()

  const need = (id: string): Job => {
    const job = jobs.get(id)
    if (job === undefined) throw new Error('No such job in the store')
    return job
  }

  return {
    add: (job, now) => {
      const added: Job = {
        ...job,
        createdAt: now,
        status: newStatus(job.id),
        eventCount: 0,
        times: {},
        bytes: 0,
      }
      jobs.set(job.id, added)
      logs.set(job.id, [])
      return added
    },
    get: (id) => jobs.get(id),
    list: () => [...jobs.values()],
    append: (event, now) => {
      const job = need(event.id)
      if (event.sequence !== job.eventCount) throw new Error('An event came out of sequence')
      const status = applyEvent(job.status, event)
      const next: Job = {
        ...job,
        status,
        eventCount: job.eventCount + 1,
        ...(isFinished(status) ? { finishedAt: now } : {}),
      }
      logs.get(event.id)?.push(event)
      jobs.set(event.id, next)
      return next
    },
    note: (id, { times, bytes }) => {
      const job = jobs.get(id)
      if (job === undefined) return
      jobs.set(id, { ...job, times: { ...job.times, ...times }, bytes: bytes ?? job.bytes })
    },
    events: (id, after, limit) => logs.get(id)?.slice(after + 1, after + 1 + limit) ?? [],
    remove: (id) => {
      jobs.delete(id)
      logs.delete(id)
    },
  }
}

/** Jobs and their events by id, as the rest of the daemon sees them; `disk/` keeps them in SQLite. */
import type { FillEvent } from '@inlay/shared'
import type { Job, JobTimes, NewJob } from './job.ts'

/** What may be noted of a job besides its events. */
export interface JobFacts {
  readonly times?: JobTimes
  readonly bytes?: number
  readonly starts?: number
  readonly digest?: string
}

/**
 * Calls are short and synchronous, so no state is seen half-made. Every change survives the death
 * of the process as soon as the call returns, and a loss of power once `flush` has.
 */
export interface JobStore {
  /** Revision of the last change of any job's state. */
  readonly revision: number
  /** Ids of jobs on disk that cannot be read; nothing of theirs is touched. */
  readonly unreadable: ReadonlySet<string>
  /**
   * Adds a job that waits, not settled yet.
   * @throws InlayError disk_full | state_damaged | file_unwritable
   */
  add(job: NewJob, now: number): Job
  /** Marks the job's inputs as safe; throws as `add` does. */
  settle(id: string): void
  get(id: string): Job | undefined
  /** Every job, oldest first. */
  list(): readonly Job[]
  /**
   * Adds the job's next event and folds it into its status. What the disk does not take is told
   * all the same and written as soon as it does. The previews of a job go with its last event.
   * @param agedFrom on the retention clock, for a final event
   * @throws Error when the job is unknown, the sequence is not the next, or the state would go back
   */
  append(event: FillEvent, now: number, agedFrom: number): Job
  /** Adds to what is known of the job; nothing when it is gone. Writes as `append` does. */
  note(id: string, facts: JobFacts): void
  /** Up to `limit` events with a sequence above `after`, in order. */
  events(id: string, after: number, limit: number): readonly FillEvent[]
  /** Throws as `add` does. */
  remove(id: string): void
  /** A number kept under a name of ours. */
  readFact(name: string): number | undefined
  /** Writes as `append` does. */
  writeFact(name: string, value: number): void
  /** Waits until everything so far would survive a loss of power; throws as `add` does. */
  flush(): Promise<void>
  /** Leaves nothing of what was removed in any file; throws as `add` does. */
  scrub(): void
  /** Removes lists that were damaged and set aside. */
  removeSetAside(): Promise<void>
  close(): Promise<void>
}

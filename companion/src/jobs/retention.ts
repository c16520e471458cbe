/** Which finished jobs go, so that neither the disk nor the memory fills: by age, number and size. */
import type { Job } from './job.ts'

export interface Retention {
  /** Milliseconds a finished job and its results stay. */
  readonly age: number
  /** Finished jobs kept at most; the oldest go first. */
  readonly count: number
  /** Bytes on disk of all finished jobs together; the newest is kept whatever its size. */
  readonly bytes: number
}

/** Seven days, at most 1000 finished jobs and 4 GiB. */
export const DEFAULT_RETENTION: Retention = {
  age: 7 * 24 * 3600 * 1000,
  count: 1000,
  bytes: 4 * 2 ** 30,
}

/**
 * Ids of finished jobs that are too old, too many or too big. Jobs that wait or run are never among
 * them.
 * @param now on the retention clock
 */
export const expiredJobs = (
  jobs: readonly Pick<Job, 'id' | 'agedFrom' | 'bytes'>[],
  now: number,
  retention: Retention,
): string[] => {
  const newestFirst = jobs
    .flatMap(({ id, agedFrom, bytes }) => (agedFrom === undefined ? [] : [{ id, agedFrom, bytes }]))
    .sort((a, b) => b.agedFrom - a.agedFrom)
  let total = 0
  return newestFirst
    .filter(({ agedFrom, bytes }, index) => {
      total += bytes
      const tooOld = now - agedFrom >= retention.age
      return tooOld || index >= retention.count || (index > 0 && total > retention.bytes)
    })
    .map(({ id }) => id)
}

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

/** One hour, at most 200 finished jobs and 4 GiB. */
export const DEFAULT_RETENTION: Retention = { age: 60 * 60_000, count: 200, bytes: 4 * 2 ** 30 }

/**
 * Ids of finished jobs that are too old, too many or too big. Jobs that wait or run are never among
 * them, and a clock that jumps back removes nothing.
 */
export const expiredJobs = (
  jobs: readonly Pick<Job, 'id' | 'finishedAt' | 'bytes'>[],
  now: number,
  retention: Retention,
): string[] => {
  const newestFirst = jobs
    .flatMap(({ id, finishedAt, bytes }) =>
      finishedAt === undefined ? [] : [{ id, finishedAt, bytes }],
    )
    .sort((a, b) => b.finishedAt - a.finishedAt)
  let total = 0
  return newestFirst
    .filter(({ finishedAt, bytes }, index) => {
      total += bytes
      const tooOld = now - finishedAt >= retention.age
      return tooOld || index >= retention.count || (index > 0 && total > retention.bytes)
    })
    .map(({ id }) => id)
}

/** The job an address names, for whoever may use it: the device it came from, and the owner. */
import { InlayError } from '@inlay/shared'
import type { Job } from '../../jobs/job.ts'
import type { Jobs } from '../../jobs/jobs.ts'
import type { Caller } from '../guard/authenticate.ts'

/** A device sees its own jobs only; whoever administers the companion sees all. */
export const maySee = ({ id, scopes }: Caller, { owner }: Pick<Job, 'owner'>): boolean =>
  owner === id || scopes.includes('admin')

/** @throws InlayError not_found, for another device's job as for none */
export const findJob = (jobs: Pick<Jobs, 'get'>, caller: Caller, id: string): Job => {
  const job = jobs.get(id)
  if (job === undefined || !maySee(caller, job)) {
    throw new InlayError('not_found', 'There is no such fill.')
  }
  return job
}

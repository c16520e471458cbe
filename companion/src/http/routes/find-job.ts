/** The job an address names. */
import type { FillStatus } from '@inlay/shared'
import { InlayError } from '@inlay/shared'
import type { Jobs } from '../../jobs/jobs.ts'

/** @throws InlayError not_found */
export const findStatus = (jobs: Pick<Jobs, 'status'>, id: string): FillStatus => {
  const status = jobs.status(id)
  if (status === undefined) throw new InlayError('not_found', 'There is no such fill.')
  return status
}

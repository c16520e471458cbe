/** A job as its owner reads it in the history. */
import type { FillRecord } from '@inlay/shared'
import type { Job } from './job.ts'

export const toRecord = (job: Job): FillRecord => ({
  id: job.id,
  device: job.owner,
  operation: job.request.operation,
  prompt: job.request.prompt,
  created: new Date(job.createdAt).toISOString(),
  ...(job.finishedAt === undefined ? {} : { finished: new Date(job.finishedAt).toISOString() }),
  bytes: job.bytes,
  revision: job.revision,
  status: job.status,
})

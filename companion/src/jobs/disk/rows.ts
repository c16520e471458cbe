/** Rows of `jobs.db` as jobs and back: what comes off the disk is checked like anything else. */
import { FILL_STATES, type FillEvent, FillRequest, FillStatus } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import type { Job } from '../job.ts'

const json = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .transform((text, context) => {
      try {
        const value: unknown = JSON.parse(text)
        return value
      } catch {
        context.addIssue('It is not JSON')
        return z.NEVER
      }
    })
    .pipe(schema)

const Times = z.object({
  queue: z.number().optional(),
  run: z.number().optional(),
  process: z.number().optional(),
})

export const JobRow = z.object({
  id: z.uuid(),
  owner: z.string().min(1),
  request: json(FillRequest),
  state: z.enum(FILL_STATES),
  status: json(FillStatus),
  created_at: z.number(),
  finished_at: z.number().nullable(),
  aged_from: z.number().nullable(),
  revision: z.int(),
  settled: z.int(),
  starts: z.int(),
  bytes: z.number(),
  times: json(Times),
  digest: z.string().nullable(),
})
export type JobRow = z.infer<typeof JobRow>

/** @param eventCount of its events on disk */
export const jobOfRow = (row: JobRow, eventCount: number): Job => ({
  id: row.id,
  owner: row.owner,
  request: row.request,
  status: row.status,
  createdAt: row.created_at,
  finishedAt: row.finished_at ?? undefined,
  agedFrom: row.aged_from ?? undefined,
  revision: row.revision,
  settled: row.settled === 1,
  starts: row.starts,
  bytes: row.bytes,
  times: row.times,
  digest: row.digest ?? undefined,
  eventCount,
})

export const IdRow = z.object({ id: z.string() })
export const CountRow = z.object({ job: z.string(), count: z.int() })
export const BodyRow = z.object({ body: z.string() })
export const FactRow = z.object({ name: z.string(), value: z.number() })

/** What an event says besides its job and its number, which the row has. */
export const bodyOf = (event: FillEvent): string => JSON.stringify(event)

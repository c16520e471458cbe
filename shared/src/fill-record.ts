/** The history of fills as it crosses the wire: what there is, and what changed since. */
import { FillStatus } from './fill-event.ts'
import { OPERATIONS } from './request-values.ts'
import * as z from './zod.ts'

/** The id of a fill: a UUID in small letters, the companion's or the client's own. */
export const FillId = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)

/** A fill in the history. */
export const FillRecord = z.object({
  id: z.string(),
  /** Id of the device it came from, or OWNER_ID. */
  device: z.string(),
  operation: z.enum(OPERATIONS),
  prompt: z.string(),
  /** ISO 8601, UTC. */
  created: z.iso.datetime(),
  /** ISO 8601, UTC; absent while it waits or runs. */
  finished: z.iso.datetime().optional(),
  /** On disk, inputs and results together. */
  bytes: z.number().min(0),
  /** Place among all changes of state: larger is later. */
  revision: z.int().min(0),
  status: FillStatus,
})
export type FillRecord = z.infer<typeof FillRecord>

/** Answer to `GET /v1/fills?since=N`. */
export const FillList = z.object({
  /** In the order of their last change. Those forgotten meanwhile are not told of. */
  fills: z.array(FillRecord),
  /** What to ask `since` next time. */
  cursor: z.int().min(0),
  /** True when there are more, from `cursor` on. */
  more: z.boolean(),
})
export type FillList = z.infer<typeof FillList>

/** Answer to `DELETE /v1/fills`. */
export const FillsDeleted = z.object({ deleted: z.int().min(0) })
export type FillsDeleted = z.infer<typeof FillsDeleted>

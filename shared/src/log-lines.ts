/** The companion's log as its owner reads it: `GET /v1/logs`. It holds no prompt, picture, path or token. */
import { LOG_LEVELS } from './settings.ts'
import * as z from './zod.ts'

export const LogLine = z.object({
  /** ISO 8601, UTC. */
  time: z.iso.datetime(),
  level: z.enum(LOG_LEVELS),
  /** Its name, as in the file: "job_done". */
  event: z.string(),
  /** A sentence or two, in English. */
  words: z.string(),
})
export type LogLine = z.infer<typeof LogLine>

/** Answer to `GET /v1/logs`. */
export const LogLines = z.object({
  /** Oldest first. */
  lines: z.array(LogLine),
  /** For `?after=`: only what was written since. */
  cursor: z.string(),
  /** True when the file was turned over since, so that some lines may be missing before these. */
  gap: z.boolean(),
})
export type LogLines = z.infer<typeof LogLines>

/** A place in the log: which file, and bytes into it. */
export const LOG_CURSOR = /^(\d{1,20})-(\d{1,15})$/

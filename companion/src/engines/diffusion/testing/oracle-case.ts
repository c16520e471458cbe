/** What every case of the reference tables (test/oracle) says of the run that made it. */
import * as z from '@inlay/shared/zod'

export const ORACLE_RUN = {
  seed: z.number(),
  width: z.number(),
  height: z.number(),
  steps: z.number(),
  strength: z.number(),
  guidance: z.number(),
  prompt: z.string(),
  negative: z.string(),
  /** Where its numbers begin in the table, and their shape. */
  offset: z.number(),
  shape: z.array(z.number()),
} as const

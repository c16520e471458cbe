/** What an engine says of itself to the companion's users: `GET /v1/engines`, `inlay engines`. */
import { OPERATIONS } from './request-values.ts'
import * as z from './zod.ts'

export const EngineInfo = z.object({
  id: z.string(),
  /** Name for people. */
  name: z.string(),
  /** One sentence: what it is good at. */
  description: z.string(),
  operations: z.array(z.enum(OPERATIONS)),
  takesPrompt: z.boolean(),
  /** True when it keeps to a sample mask; others fill without it, and the report says so. */
  takesSample: z.boolean().default(false),
  /**
   * True when it paints step by step: strength, steps, guidance, scheduler, the negative prompt and
   * the group `diffusion` mean something to it. Others fill without them, and the report says so.
   */
  takesSteps: z.boolean().optional(),
  available: z.boolean(),
  /** Why not, in words, when not available. */
  reason: z.string().optional(),
  /** Where it runs, in words: "CPU, 2 threads, SIMD". */
  device: z.string(),
})
export type EngineInfo = z.infer<typeof EngineInfo>

export const EngineList = z.object({ engines: z.array(EngineInfo) })
export type EngineList = z.infer<typeof EngineList>

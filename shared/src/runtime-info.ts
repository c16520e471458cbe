/** What nets run on here, and why not on more: `GET /v1/runtime`, `inlay gpu`, `inlay doctor`. */
import * as z from './zod.ts'

const bytes = z.number().min(0)

export const RuntimeProvider = z.object({
  /** "cuda", "webgpu", "cpu"; new ones may come. */
  id: z.string(),
  /** Name for people. */
  name: z.string(),
  usable: z.boolean(),
  /** Milliseconds its test took, first use included; when usable. */
  ms: z.number().optional(),
  /** One clause in words, when not usable: "there is no NVIDIA driver". */
  reason: z.string().optional(),
})
export type RuntimeProvider = z.infer<typeof RuntimeProvider>

export const GraphicsCard = z.object({
  name: z.string(),
  driver: z.string(),
  /** Bytes of its memory: all, and what nobody uses now. */
  total: bytes,
  free: bytes,
})
export type GraphicsCard = z.infer<typeof GraphicsCard>

export const RuntimeInfo = z.object({
  /** Which runtime the table of providers was read from, and when. */
  as_of: z.string(),
  /** Best first; the first usable one is where nets run. */
  providers: z.array(RuntimeProvider),
  /** Why the best one is not used, in sentences; empty when it is. */
  notes: z.array(z.string()),
  /** As their driver tells; empty where it tells nothing (only NVIDIA's is asked). */
  cards: z.array(GraphicsCard),
  memory: z.object({
    total: bytes,
    free: bytes,
    /** What the inference process holds, while one runs. */
    resident: bytes.optional(),
    /** Nets that are open in it. */
    nets: z.int().optional(),
  }),
})
export type RuntimeInfo = z.infer<typeof RuntimeInfo>

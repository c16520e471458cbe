/** What a graphics card needs beside the companion: `GET /v1/gpu`, and fetching it. */
import { WireError } from './fill-event.ts'
import * as z from './zod.ts'

const bytes = z.int().min(0)

/** Answer to `GET /v1/gpu`. */
export const GpuLibraries = z.object({
  /** False where nothing needs to be fetched: DirectML and Core ML are built in. */
  possible: z.boolean(),
  /** In words, where it is not possible. */
  reason: z.string().optional(),
  installed: z.boolean(),
  /** What is fetched, and what it comes to once unpacked. */
  bytes,
  unpacked: bytes,
  /** Each part in words, with its bytes. */
  parts: z.array(z.object({ what: z.string(), bytes })),
  /** Bytes of earlier tries that are here: it goes on from there. */
  have: bytes,
  /** Free in the folder they come to, where the system tells. */
  free: bytes.optional(),
  /** Whose terms apply, and where they are. */
  licence: z.object({ name: z.string(), url: z.string(), use: z.string() }),
  /** True while they are being fetched. */
  busy: z.boolean(),
})
export type GpuLibraries = z.infer<typeof GpuLibraries>

/** Body of `POST /v1/gpu/install`: the person has read whose terms apply. */
export const GpuInstallRequest = z.strictObject({ acceptLicence: z.literal(true) })
export type GpuInstallRequest = z.infer<typeof GpuInstallRequest>

const head = { sequence: z.int().min(0) }

/** What happens while they are fetched: `GET /v1/gpu/events`. */
export const GpuEvent = z.discriminatedUnion('type', [
  z.object({
    ...head,
    type: z.literal('progress'),
    /** Words for people: "Fetching cuBLAS". */
    stage: z.string(),
    /** 0..1, fetching and unpacking. */
    fraction: z.number().min(0).max(1),
  }),
  z.object({ ...head, type: z.literal('done') }),
  z.object({ ...head, type: z.literal('failed'), error: WireError }),
  z.object({ ...head, type: z.literal('cancelled') }),
])
export type GpuEvent = z.infer<typeof GpuEvent>

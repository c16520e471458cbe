/** Models as they cross the wire: what there is, what is on this machine, and how a download goes. */
import { WireError } from './fill-event.ts'
import * as z from './zod.ts'

/** What a model is for. */
export const MODEL_TASKS = ['inpaint', 'upscale', 'segment', 'diffusion'] as const
export const ModelTask = z.enum(MODEL_TASKS)
export type ModelTask = z.infer<typeof ModelTask>

/**
 * Lower-case letters, digits and hyphens: it is typed by people and names a file, so it is none of
 * the names that Windows keeps for devices.
 */
export const ModelId = z
  .string()
  .regex(/^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9][a-z0-9-]{0,47}$/)

const bytes = z.int().min(0)

export const ModelLicence = z.object({
  /** SPDX where there is one, e.g. "Apache-2.0". */
  name: z.string(),
  /** Its text. */
  url: z.string().optional(),
  /** One sentence: what the model may be used for. */
  use: z.string(),
  /** True once the owner of this machine has accepted it. */
  accepted: z.boolean(),
})
export type ModelLicence = z.infer<typeof ModelLicence>

export const ModelInfo = z.object({
  id: z.string(),
  name: z.string(),
  task: ModelTask,
  /** One sentence. */
  bestFor: z.string(),
  licence: ModelLicence,
  /** Page that describes it. */
  page: z.string().optional(),
  /** `catalogue`: known to Inlay; `own`: added by the owner of this machine. */
  source: z.enum(['catalogue', 'own']),
  /** `partial`: some of its bytes are here, and fetching goes on from there. */
  state: z.enum(['absent', 'partial', 'installed']),
  /** Of all its files; absent where that is not known. */
  bytes: bytes.optional(),
  /** Bytes of it that are here. */
  have: bytes,
  /** Rough need of memory while it runs, in bytes. */
  memory: bytes.optional(),
  /** False: its files must be given, because nobody could say what they should be. */
  pullable: z.boolean(),
  /** True while this companion fetches it. */
  fetching: z.boolean().optional(),
  /** What else there is to know. */
  note: z.string().optional(),
})
export type ModelInfo = z.infer<typeof ModelInfo>

/** Answer to `GET /v1/models`. */
export const ModelList = z.object({
  models: z.array(ModelInfo),
  /** Bytes free where models lie, where the system tells. */
  free: bytes.optional(),
})
export type ModelList = z.infer<typeof ModelList>

/** Body of `POST /v1/models/:id/pull`. */
export const ModelPullRequest = z.strictObject({
  /** True when the person has read the licence that the list shows and takes it. */
  acceptLicence: z.boolean().default(false),
})
export type ModelPullRequest = z.infer<typeof ModelPullRequest>

/** Answer to `POST /v1/models/:id/verify`. */
export const ModelVerified = z.object({
  id: z.string(),
  ok: z.boolean(),
  /** What is wrong, in words; absent when nothing is. */
  problem: z.string().optional(),
})
export type ModelVerified = z.infer<typeof ModelVerified>

/** Body of `POST /v1/models/folders`: a diffusion model that stays in its own folder. */
export const ModelFolderRequest = z.strictObject({
  /** Absolute. */
  folder: z.string().min(1).max(4096),
  /** Made from the folder's name when absent. */
  id: ModelId.optional(),
  name: z.string().min(1).max(80).optional(),
  licence: z.string().min(1).max(80).optional(),
})
export type ModelFolderRequest = z.infer<typeof ModelFolderRequest>

const eventHead = { id: z.string(), sequence: z.int().min(0) }

/**
 * What happens while a model is fetched. A follower who comes late, or reads slowly, gets the
 * newest progress and not every step before it.
 */
export const ModelEvent = z.discriminatedUnion('type', [
  z.object({
    ...eventHead,
    type: z.literal('progress'),
    /** Words for people, e.g. "12 of 208 MB, 5.0 MB/s, 40 s left". */
    stage: z.string(),
    /** Bytes here, of all files, and how many there will be. */
    received: bytes,
    total: bytes,
  }),
  z.object({ ...eventHead, type: z.literal('done') }),
  z.object({ ...eventHead, type: z.literal('failed'), error: WireError }),
  z.object({ ...eventHead, type: z.literal('cancelled') }),
])
export type ModelEvent = z.infer<typeof ModelEvent>

/** Where a result belongs, as it comes back from the host's storage. */
import { BoundsSchema, Expansion } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import type { Target } from './host/host.ts'
import { NOTE_KEYS } from './host/notes.ts'

const StoredNote = z.union([
  z.object({
    key: z.enum(NOTE_KEYS),
    values: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
  }),
  z.object({ heard: z.string() }),
  // As older versions of the plugin kept them: in English, as they were said.
  z.string().transform((heard) => ({ heard })),
])

const StoredTarget = z.object({
  life: z.string().default(''),
  documentId: z.int(),
  documentTitle: z.string(),
  path: z.string().default(''),
  width: z.int().min(1),
  height: z.int().min(1),
  layerId: z.int().nullable(),
  groupIds: z.array(z.int()),
  area: BoundsSchema,
  expand: Expansion.nullable(),
  bitDepth: z.union([z.literal(8), z.literal(16)]),
  profile: z.string(),
  notes: z.array(StoredNote),
})

/** Null for what is none, or of another version of the plugin. */
export const readTarget = (stored: unknown): Target | null =>
  StoredTarget.safeParse(stored).data ?? null

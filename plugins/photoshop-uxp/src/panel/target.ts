/** A result's place as it was kept while the panel was closed: checked like anything from a storage. */
import * as z from '@inlay/shared/zod'
import type { Target } from '../host/host.ts'

const whole = z.int()
const Bounds = z.object({ left: whole, top: whole, width: whole.min(0), height: whole.min(0) })
const Expansion = z.object({ left: whole, top: whole, right: whole, bottom: whole })

export const StoredTarget = z.object({
  documentId: whole,
  documentTitle: z.string(),
  width: whole.min(1),
  height: whole.min(1),
  layerId: whole.nullable(),
  groupIds: z.array(whole),
  area: Bounds,
  expand: Expansion.nullable(),
  bitDepth: z.union([z.literal(8), z.literal(16)]),
  profile: z.string(),
  colourNote: z.string().nullable(),
}) satisfies z.ZodType<Target>

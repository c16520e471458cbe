/** What `inlay fill --json` prints: the report of a fill with the names of its files, or of a batch. */
import { FillReport, FORMS, VariationReport, WireError } from '@inlay/shared'
import * as z from '@inlay/shared/zod'

/** One file written. For a patch, `bounds` says where it belongs. */
const Output = VariationReport.extend({
  path: z.string(),
  form: z.enum(FORMS),
  format: z.enum(['png', 'jpeg', 'webp', 'tiff', 'avif']),
  bytes: z.int().min(1),
})

/** `inlay fill IMAGE --out FILE --json` */
export const FillOutput = FillReport.extend({
  input: z.string(),
  mask: z.string().optional(),
  sample: z.string().optional(),
  outputs: z.array(Output),
})
export type FillOutput = z.infer<typeof FillOutput>

/** `inlay fill IMAGE... --out-dir FOLDER --json` */
export const BatchOutput = z.strictObject({
  done: z.int(),
  skipped: z.int(),
  failed: z.int(),
  /** Milliseconds. */
  total: z.number(),
  results: z.array(
    z.discriminatedUnion('state', [
      z.strictObject({ state: z.literal('done'), input: z.string(), fill: FillOutput }),
      z.strictObject({ state: z.literal('skipped'), input: z.string() }),
      z.strictObject({ state: z.literal('failed'), input: z.string(), error: WireError }),
    ]),
  ),
})
export type BatchOutput = z.infer<typeof BatchOutput>

/** Tasks and answers of the translating process. */
import * as z from '@inlay/shared/zod'

export const TranslateTask = z.strictObject({
  places: z.strictObject({
    library: z.string(),
    models: z.string(),
    model: z.string(),
    kind: z.enum(['marian', 'm2m_100', 'nllb']),
    precision: z.enum(['fp32', 'q8']),
  }),
  /** ISO 639-1. */
  from: z.string().max(8),
  texts: z.array(z.string().max(10_000)).max(64),
})
export type TranslateTask = z.infer<typeof TranslateTask>

export const TranslateAnswer = z.strictObject({ texts: z.array(z.string()) })

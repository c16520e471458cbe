/** What helps somebody else to help: `GET /v1/diagnostics`, to be read before it is passed on. */
import * as z from './zod.ts'

/** Answer to `GET /v1/diagnostics`. */
export const Diagnostics = z.object({
  /** ISO 8601, UTC. */
  created: z.iso.datetime(),
  /** The whole report as plain text, in English: no prompt, picture, path, name or token. */
  text: z.string(),
})
export type Diagnostics = z.infer<typeof Diagnostics>

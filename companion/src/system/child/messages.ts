/**
 * What a parent and a forked child of ours say to each other, as JSON lines over pipes.
 *
 * The child first says `ready` with its version. Then the parent makes calls, each with a number;
 * the child answers each once, with `answer` or `refused`, and may send `event`s before that.
 * `cancel` names a call; a cancelled call is refused with `cancelled`. While it works, the child says
 * `alive` now and then. When its stdin closes, the child leaves. Tasks, events and answers are checked by the two who know them.
 */
import { WireError } from '@inlay/shared'
import * as z from '@inlay/shared/zod'

export const ToChild = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('call'), call: z.int(), task: z.unknown() }),
  z.strictObject({ type: z.literal('cancel'), call: z.int() }),
])
export type ToChild = z.infer<typeof ToChild>

export const ToParent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready'), version: z.string() }),
  z.strictObject({ type: z.literal('alive') }),
  z.strictObject({ type: z.literal('event'), call: z.int(), event: z.unknown() }),
  z.strictObject({ type: z.literal('answer'), call: z.int(), answer: z.unknown() }),
  z.strictObject({
    type: z.literal('refused'),
    call: z.int(),
    error: WireError,
    /** Where it arose, for the log; see `framesOf`. */
    frames: z.array(z.string()).optional(),
    /** What the error itself says, for whoever can read it; it may hold paths and is never logged. */
    words: z.string().optional(),
  }),
])
export type ToParent = z.infer<typeof ToParent>

/**
 * What a plugin and the companion's window `/bridge` say to each other, where the browser keeps the
 * plugin's own frame from the companion (facts/daemon.md 1.2): the plugin opens the window, the
 * window asks the person, and from then on carries the plugin's requests.
 */
import * as z from './zod.ts'

export const BRIDGE_PATH = '/bridge'

/** Changes when an older window and a newer plugin could not talk any more. */
const version = z.literal(1)

/** The window to whoever opened it: I am here. */
export const BridgeHere = z.object({ inlay: z.literal('bridge'), version })
export type BridgeHere = z.infer<typeof BridgeHere>

/** The plugin to the window, with the port that everything after goes through: let me in. */
export const BridgeAsk = z.object({
  inlay: z.literal('bridge-ask'),
  version,
  /** What the person knows it by, as in `PairRequest`. */
  name: z.string().min(1).max(64),
})
export type BridgeAsk = z.infer<typeof BridgeAsk>

const id = z.int().min(0)
const bytes = z.instanceof(Uint8Array)

/** The plugin through the port. */
export const BridgeOrder = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('request'),
    id,
    method: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
    path: z.string().max(2048),
    headers: z.object({
      Authorization: z.string().max(256).optional(),
      'Content-Type': z.string().max(256).optional(),
    }),
    body: bytes.optional(),
  }),
  /** The next piece of the body, please: pieces do not pile up in a plugin that is slow. */
  z.object({ type: z.literal('pull'), id }),
  z.object({ type: z.literal('abort'), id }),
])
export type BridgeOrder = z.infer<typeof BridgeOrder>

/** The window through the port. */
export const BridgeNews = z.discriminatedUnion('type', [
  /** The person let the plugin in, or sent it away. */
  z.object({ type: z.literal('allowed') }),
  z.object({ type: z.literal('refused') }),
  z.object({ type: z.literal('head'), id, status: z.int().min(100).max(599) }),
  z.object({ type: z.literal('piece'), id, bytes }),
  z.object({ type: z.literal('end'), id }),
  /** No answer, or one that broke off. */
  z.object({ type: z.literal('failed'), id }),
  /** The window closes, or the person ended it. */
  z.object({ type: z.literal('bye') }),
])
export type BridgeNews = z.infer<typeof BridgeNews>

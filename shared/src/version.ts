/** The version handshake: what `GET /v1/health` says and how a client judges it. */
import * as z from './zod.ts'

export const COMPANION_NAME = 'inlay-companion'
export const COMPANION_VERSION = '0.1.0'

/** Raised when a change breaks older clients; the path prefix `/v1` goes with it. */
export const PROTOCOL_VERSION = 1

/** The only thing anyone may know without a token. */
export const Health = z.strictObject({ name: z.string(), version: z.string() })
export type Health = z.infer<typeof Health>

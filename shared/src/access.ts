/** Who may do what: scopes and paired devices, as the companion and its owner's programs tell them. */
import * as z from './zod.ts'

/**
 * What a token can be good for.
 * - `jobs`: hand fills in, follow, fetch, cancel and forget them
 * - `models:read`: see the engines and models
 * - `models:manage`: fetch and remove models; never given by pairing
 * - `admin`: see and revoke devices; never given by pairing
 */
export const SCOPES = ['jobs', 'models:read', 'models:manage', 'admin'] as const

export const Scope = z.enum(SCOPES)
export type Scope = z.infer<typeof Scope>

/** What a plugin gets when it is paired. */
export const PAIRED_SCOPES = ['jobs', 'models:read'] as const satisfies readonly Scope[]

/** A paired device as its owner sees it; nothing in it opens anything. */
export const DeviceInfo = z.object({
  id: z.string(),
  /** What it called itself, e.g. "Figma on Ada's laptop". */
  name: z.string(),
  /** The program it lives in, e.g. "figma". */
  app: z.string(),
  scopes: z.array(Scope),
  /** ISO 8601, UTC. */
  created: z.iso.datetime(),
  /** ISO 8601, UTC; unused for 90 days it is let go. */
  lastSeen: z.iso.datetime(),
})
export type DeviceInfo = z.infer<typeof DeviceInfo>

/** Answer to `GET /v1/devices`. */
export const DeviceList = z.object({ devices: z.array(DeviceInfo) })
export type DeviceList = z.infer<typeof DeviceList>

/** Answer to `DELETE /v1/devices`: how many were let go. */
export const DevicesRevoked = z.object({ revoked: z.int().min(0) })
export type DevicesRevoked = z.infer<typeof DevicesRevoked>

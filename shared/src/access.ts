/** Who may do what: scopes, pairing, proof and paired devices, as they cross the wire. */
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

/** Id under which the owner's own token proves the companion to the owner's programs. */
export const OWNER_ID = 'owner'

/** 256 random bits as hexadecimal digits. */
export const Nonce = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * A name to be shown to a person: no control, format (bidirectional) or line characters, which
 * could make a terminal show something else than what it says.
 */
const shownName = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u)

/** Body of `POST /v1/pair/requests`: a plugin asks to be let in. */
export const PairRequest = z.strictObject({
  /** What the person knows it by, e.g. "Figma". */
  name: shownName(64),
  /** The program it lives in, e.g. "figma". */
  app: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  /** Fresh for each pairing; asking twice with the same one is asking once. */
  nonce: Nonce,
})
export type PairRequest = z.infer<typeof PairRequest>

/** Answer to `POST /v1/pair/requests`. The code is shown by the companion, never told here. */
export const PairRequested = z.object({
  id: z.string(),
  /** Seconds the code lives. */
  expiresIn: z.number(),
})
export type PairRequested = z.infer<typeof PairRequested>

/** 32 bytes as hexadecimal digits. */
const Hex32 = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * Body and answer of `POST /v1/pair/requests/:id/exchange`: one side's share of a key exchange over
 * the code the person read at the companion, see `makeShare`. The code itself is never sent.
 */
export const PairExchange = z.strictObject({ share: Hex32 })
export type PairExchange = z.infer<typeof PairExchange>

/** Body of `POST /v1/pair/requests/:id/claim`: shows that the plugin knows the code. */
export const PairClaim = z.strictObject({ proof: Hex32 })
export type PairClaim = z.infer<typeof PairClaim>

/** Answer to a claim: shows that the companion knows the code. Both have the token by then. */
export const Paired = z.object({ deviceId: z.string(), proof: Hex32 })
export type Paired = z.infer<typeof Paired>

/** A release as a program tells its own: "0.1.0", "1.4.2-beta.1". */
const Release = z
  .string()
  .max(64)
  .regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}(?:[-+][0-9A-Za-z.+-]+)?$/)

/** Body of `POST /v1/hello`: prove that you are the companion that this device was paired with. */
export const HelloRequest = z.strictObject({
  /** As pairing gave it, or OWNER_ID. */
  deviceId: z.string().min(1).max(64),
  nonce: Nonce,
  /** The asking program's own release: for its owner to see what is old, believed by nobody else. */
  client: Release.optional(),
})
export type HelloRequest = z.infer<typeof HelloRequest>

/** Answer to `POST /v1/hello`; see `helloProof`. */
export const HelloAnswer = z.object({ proof: z.string().regex(/^[0-9a-f]{64}$/) })
export type HelloAnswer = z.infer<typeof HelloAnswer>

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
  /** The release of it that said hello last; absent when none told. */
  client: Release.optional(),
})
export type DeviceInfo = z.infer<typeof DeviceInfo>

/** Answer to `GET /v1/devices`. */
export const DeviceList = z.object({ devices: z.array(DeviceInfo) })
export type DeviceList = z.infer<typeof DeviceList>

/** Answer to `DELETE /v1/devices`: how many were let go. */
export const DevicesRevoked = z.object({ revoked: z.int().min(0) })
export type DevicesRevoked = z.infer<typeof DevicesRevoked>

/** Answer to `POST /v1/page/codes`: opens the companion's own page once, within a minute. */
export const PageCode = z.object({
  code: z.string(),
  /** Seconds the code lives. */
  expiresIn: z.number(),
  /** Milliseconds since a page that is signed in was last here; absent when none was. */
  pageSeenAgo: z.number().optional(),
})
export type PageCode = z.infer<typeof PageCode>

/** Body of `POST /v1/page/login`: the code out of the page's address, from behind the `#`. */
export const PageLogin = z.strictObject({ code: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
export type PageLogin = z.infer<typeof PageLogin>

/**
 * Answer to `POST /v1/page/login`, beside a cookie that scripts cannot read. Both are needed with
 * each request: cookies of `localhost` go to programs on every port of it, this word to none.
 */
export const PageSession = z.object({
  /** Goes into the header PAGE_HEADER. */
  word: z.string(),
})
export type PageSession = z.infer<typeof PageSession>

/** Answer to `GET /v1/page/pairings`, for the companion's own page alone. */
export const PairingList = z.object({
  /** Those that wait for their code, oldest first. */
  pairings: z.array(
    z.object({
      id: z.string(),
      /** What the program calls itself, e.g. "Figma". */
      name: z.string(),
      /** The program it lives in, e.g. "figma". */
      app: z.string(),
      /** Six digits, to be typed into that program. */
      code: z.string().regex(/^\d{6}$/),
      /** ISO 8601, UTC. */
      expires: z.iso.datetime(),
    }),
  ),
})
export type PairingList = z.infer<typeof PairingList>

/** Header that the page sends its word in. */
export const PAGE_HEADER = 'X-Inlay-Page'

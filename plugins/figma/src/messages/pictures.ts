/** Pictures as they cross between sandbox and window: of the selection, taken, and where they belong. */
import { BoundsSchema } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { Note, Refusal } from './refusals.ts'

export const nodeId = z.string().min(1).max(200)
export const side = z.int().min(1)

/** By its name, since a Uint8Array may come from another realm. */
export const bytes = z.custom<Uint8Array>(
  (value) => Object.prototype.toString.call(value) === '[object Uint8Array]',
  'a Uint8Array',
)

/** [a, b, c, d, e, f] of `Affine`: x' = a x + c y + e, y' = b x + d y + f. */
const Matrix = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()])
export type Matrix = z.infer<typeof Matrix>

/** One picture to fill in, as the selection shows it. */
export const Source = z.object({
  id: nodeId,
  name: z.string(),
  /** `image`: the original bytes will come; `layer`: exported as seen. */
  kind: z.enum(['image', 'layer']),
  /** Pixels it will be captured with. */
  width: side,
  height: side,
  /** Shapes, selected with it, that touch it. */
  shapes: z.int().min(0),
  /** It is masked: its mask can be the hole. */
  maskGroup: z.boolean(),
  notes: z.array(Note),
})
export type Source = z.infer<typeof Source>

/** The whole selection. */
export const Selection = z.object({
  /** In the order in which they are to be filled. */
  sources: z.array(Source),
  /** Why there is no source. */
  problem: Refusal.optional(),
})
export type Selection = z.infer<typeof Selection>

/** Most pictures of one selection that are taken in turn. */
export const MAX_SOURCES = 50

/** One part of a mask; together they cover what any of them covers. */
export const MaskPiece = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('paths'),
    /** SVG path data of M, L, Q, C, Z in absolute coordinates. NONE is an open line: nothing inside. */
    paths: z.array(
      z.object({ data: z.string(), windingRule: z.enum(['NONZERO', 'EVENODD', 'NONE']) }),
    ),
    /** From the paths' coordinates to pixels. */
    toImage: Matrix,
    opacity: z.number().min(0).max(1),
  }),
  z.object({
    kind: z.literal('png'),
    png: bytes,
    /** From the PNG's pixels to the picture's. */
    toImage: Matrix,
    /** Luminance is multiplied with alpha, as masks are. */
    channel: z.enum(['alpha', 'luminance']),
  }),
])
export type MaskPiece = z.infer<typeof MaskPiece>

/** Where a result belongs: the sandbox's own, kept by the panel with the job and given back. */
export const Target = z.object({
  version: z.literal(1),
  documentId: z.string(),
  pageId: nodeId,
  nodeId,
  /** What the node was called, for people. */
  name: z.string(),
  width: side,
  height: side,
  /** Pixels to the node's own coordinates. */
  toNode: Matrix,
  /** The node's coordinates to the page's, then. */
  nodeToPage: Matrix,
  /** Where in the picture anything is seen, in fractions of pixels: nothing is painted outside. */
  seen: z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }),
  /** Whatever, if it changes, moves pixels within the node. */
  fingerprint: z.string(),
  /** What was the mask. */
  shapes: z.array(nodeId).default([]),
  /** The panel's own: what of the picture the companion got, and counts from; absent for all of it. */
  sent: BoundsSchema.optional(),
})
export type Target = z.infer<typeof Target>

/** A result that lies over a picture, as pixels of it. */
export const Patch = z.object({
  png: bytes,
  /** Of the whole PNG, one of its pixels on one of the picture's; may reach beyond the picture. */
  bounds: BoundsSchema,
  /** Only within these is it shown. */
  shown: BoundsSchema,
})
export type Patch = z.infer<typeof Patch>

/** A picture and its mask, ready for the companion. */
export const Capture = z.object({
  /** PNG or JPEG. */
  image: bytes,
  /** `original`: the stored file, whose size after decoding must be the one below: ask for an export otherwise. */
  kind: z.enum(['original', 'export']),
  width: side,
  height: side,
  /** Results that lie over an `original`, bottom first: part of what is seen. An export holds them. */
  over: z.array(Patch).default([]),
  /** What the values mean to Figma, and in what the result is to be encoded. */
  profile: z.enum(['srgb', 'display-p3']),
  /** Empty when none was asked for. */
  mask: z.array(MaskPiece),
  /** Absent: all of `target.seen` is shown. Else mask and result count only inside these (all of them). */
  clip: z.array(MaskPiece),
  target: Target,
  notes: z.array(Note),
})
export type Capture = z.infer<typeof Capture>

/**
 * What the sandbox (host) and the plugin's window (panel) say to each other: checked on both
 * sides, plain values and Uint8Array only, since Figma promises no more (facts/hosts.md 1.6).
 *
 * Pixels, everywhere below, are pixels of the captured picture, from its top left corner.
 */
import { BoundsSchema, parseWith } from '@inlay/shared'
import * as z from '@inlay/shared/zod'

const call = z.int().min(0)
const nodeId = z.string().min(1).max(200)
const side = z.int().min(1)

/** By its name, since a Uint8Array may come from another realm. */
const bytes = z.custom<Uint8Array>(
  (value) => Object.prototype.toString.call(value) === '[object Uint8Array]',
  'a Uint8Array',
)

/** [a, b, c, d, e, f] of `Affine`: x' = a x + c y + e, y' = b x + d y + f. */
const Matrix = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()])
export type Matrix = z.infer<typeof Matrix>

/** Why the sandbox does not do what was asked; a closed list, one sentence each (shared/src/panel). */
export const REFUSALS = [
  'nothing_selected',
  /** What is selected holds no pixels: text alone, an empty frame, a video, a slice... */
  'not_a_picture',
  /** Shapes are selected, but no picture lies under them. */
  'nothing_beneath',
  /** The shapes do not touch the picture. */
  'mask_outside',
  /** More than MAX_SOURCES pictures. */
  'too_many',
  /** Hidden, or without anything to see. */
  'nothing_visible',
  'too_small',
  /** To be expanded along its own sides it would have to be copied, which it cannot be. */
  'turned',
  /** The node is no longer there: the result can be put on the page (`apply` with `onPage`). */
  'deleted',
  /** Its picture, crop or size is another one now: as for `deleted`. */
  'changed',
  'read_only',
  /** The result belongs to another document. */
  'other_document',
  /** The page it belongs to is gone. */
  'page_gone',
  /** Figma cannot read the picture; `detail` has its words. */
  'unreadable',
  /** Figma cannot place the result; `detail` has its words. */
  'not_placed',
  /** The list of variations is not on this node any more. */
  'no_variations',
  /** Figma did not keep what was to be remembered. */
  'not_stored',
  /** FigJam, Slides, Buzz and Dev Mode. */
  'wrong_editor',
] as const
export const Refusal = z.enum(REFUSALS)
export type Refusal = z.infer<typeof Refusal>

/** What the person should know beforehand or afterwards; nothing is wrong. */
export const NOTES = [
  /** Larger than 4096 pixels: taken at less than its full size. */
  'reduced',
  /** Its result may be larger than 4096 pixels and comes as several images in one group. */
  'tiled',
  /** The layer is see-through or blends: what lies under it shines through the original, not through the fill. */
  'translucent',
  /** Soft edges of a shape are left out, because nothing may be made in this document (read-only). */
  'hard_edges',
  /** In an instance, which takes no new layers: placed on the page, exactly over it. */
  'in_instance',
  /** In a locked layer: placed on the page, exactly over it. */
  'in_locked',
  /** Its parent takes no new layers: placed on the page, exactly over it. */
  'in_closed',
  /** The node it belonged to is gone or has changed: placed on the page, where it was. */
  'where_it_was',
  /** The node was moved meanwhile: the result has followed. */
  'moved',
  /** The shapes that were the mask are hidden, since they would lie over the result. */
  'shapes_hidden',
  /** The document's colours are Display P3: taken and placed so. */
  'wide_gamut',
] as const
export const Note = z.enum(NOTES)
export type Note = z.infer<typeof Note>

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

/** How a result gets into the document. */
export const RESULT_FORMS = ['rectangle', 'frame'] as const

/** Kept in Figma's clientStorage. */
export const STORES = ['credentials', 'settings', 'jobs'] as const
export type Store = (typeof STORES)[number]

/** A rectangle of the result, at most 4096 on each side. */
export const Tile = z.object({
  /** May begin left of or above the picture (expand). */
  bounds: BoundsSchema,
  /** PNG of each variation, all of this size. */
  images: z.array(bytes).min(1).max(8),
})
export type Tile = z.infer<typeof Tile>

/** A quick action of the menu, or the plugin's window. */
export const COMMANDS = ['open', 'remove', 'fill', 'expand', 'variations'] as const
export const Command = z.enum(COMMANDS)
export type Command = z.infer<typeof Command>

/** A result placed earlier, whose relaunch button was pressed or which is selected. */
export const Placed = z.object({
  nodeId,
  name: z.string(),
  count: z.int().min(1),
  chosen: z.int().min(0),
  /** As given to `apply`. */
  record: z.json(),
  target: Target,
})
export type Placed = z.infer<typeof Placed>

/** Panel to host. */
export const ToHost = z.discriminatedUnion('type', [
  /** Answer: `start`. */
  z.object({ type: z.literal('ready') }),
  /** Answer: `captured`. */
  z.object({
    type: z.literal('capture'),
    call,
    sourceId: nodeId,
    mask: z.enum(['shapes', 'mask-group', 'none']),
    /** For when the original could not be decoded, or not to the size it should have. */
    asExport: z.boolean().default(false),
    /** It is to be expanded: an export then has the layer's own sides, however that is turned. */
    grows: z.boolean().default(false),
    /** Results that are not to be in the picture: what is to be done again. */
    without: z.array(nodeId).max(50).default([]),
  }),
  /** Answer: `applied`. */
  z.object({
    type: z.literal('apply'),
    call,
    target: Target,
    tiles: z.array(Tile).min(1),
    /** Which of the variations is shown. */
    chosen: z.int().min(0).max(7),
    /** Of the layer: the prompt, or what was done. */
    name: z.string().min(1).max(200),
    /** For later: prompt, engine, seeds, settings. At most 60 kB as JSON. */
    record: z.json(),
    as: z.enum(RESULT_FORMS),
    /** An expansion: it is meant to reach beyond what is seen of its picture. */
    beyond: z.boolean().default(false),
    /** The shapes that were the mask lie over the result: hides them in the same step of undo. */
    hideShapes: z.boolean().default(true),
    /** The person has said: on the page, where it was (after `deleted` or `changed`). */
    onPage: z.boolean().default(false),
  }),
  /** Answer: `applied`. */
  z.object({
    type: z.literal('switch'),
    call,
    nodeId,
    chosen: z.int().min(0).max(7),
  }),
  /** Answer: `stored`. */
  z.object({ type: z.literal('store'), call, key: z.enum(STORES), value: z.json() }),
  z.object({ type: z.literal('resize'), width: side, height: side }),
  /** Shows the window of a quick action after all. */
  z.object({ type: z.literal('show') }),
  z.object({
    type: z.literal('notify'),
    text: z.string().max(500),
    error: z.boolean(),
    /** It stays, with a button of this name by which a person shows the window. */
    show: z.string().min(1).max(40).optional(),
  }),
  /** Selects the node and brings it into view. */
  z.object({ type: z.literal('reveal'), nodeId }),
  z.object({ type: z.literal('openUrl'), url: z.string().max(2048) }),
  z.object({ type: z.literal('close'), text: z.string().max(500).optional() }),
])
export type ToHost = z.infer<typeof ToHost>
/** As it is written, with defaults left out. */
export type ToHostInput = z.input<typeof ToHost>

/** Host to panel. */
export const ToPanel = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    command: Command,
    /** True when the window is hidden: do it, notify, close; `show` when a person is needed. */
    quick: z.boolean(),
    /** What was typed in the quick actions: `prompt` or `shape`. */
    parameters: z.record(z.string(), z.string()),
    stored: z.partialRecord(z.enum(STORES), z.json()),
    documentId: z.string(),
    canEdit: z.boolean(),
    profile: z.enum(['srgb', 'display-p3']),
    selection: Selection,
    placed: Placed.optional(),
  }),
  /** Whenever it changes, and a moment after. */
  z.object({ type: z.literal('selection'), selection: Selection, placed: Placed.optional() }),
  /** A person asked for the window of a quick action. */
  z.object({ type: z.literal('shown') }),
  z.object({ type: z.literal('captured'), call, capture: Capture }),
  z.object({
    type: z.literal('applied'),
    call,
    nodeId,
    where: z.enum(['in place', 'page']),
    notes: z.array(Note),
  }),
  z.object({ type: z.literal('stored'), call }),
  z.object({
    type: z.literal('refused'),
    call,
    code: Refusal,
    detail: z.string().optional(),
  }),
])
export type ToPanel = z.infer<typeof ToPanel>

/** @throws InlayError invalid_request ("Expected X for Y but received Z") */
export const parseToHost = (value: unknown): ToHost =>
  parseWith(ToHost, value, 'invalid_request', 'the message to the host')

/** @throws InlayError invalid_request ("Expected X for Y but received Z") */
export const parseToPanel = (value: unknown): ToPanel =>
  parseWith(ToPanel, value, 'invalid_request', 'the message to the panel')

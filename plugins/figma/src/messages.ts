/**
 * What the sandbox (host) and the plugin's window (panel) say to each other: checked on both
 * sides, plain values and Uint8Array only, since Figma promises no more (facts/hosts.md 1.6).
 *
 * Pixels, everywhere below, are pixels of the captured picture, from its top left corner.
 */
import { BoundsSchema, parseWith } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { bytes, Capture, nodeId, Selection, side, Target } from './messages/pictures.ts'
import { Note, Refusal } from './messages/refusals.ts'

export * from './messages/pictures.ts'
export * from './messages/refusals.ts'

const call = z.int().min(0)

/** How a result gets into the document. */
export const RESULT_FORMS = ['rectangle', 'frame'] as const

/** Kept in Figma's clientStorage. */
export const STORES = ['credentials', 'settings', 'jobs', 'language'] as const
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

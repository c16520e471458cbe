/** What the sandbox says no to, and what a person should know; closed lists, a sentence each (shared/src/panel). */
import * as z from '@inlay/shared/zod'

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

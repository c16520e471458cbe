/** What the user should know of a reading or a placing: said in the language of whoever reads it. */
import type { Values } from '@inlay/shared/panel'

export const NOTE_KEYS = [
  'ps.note.converted',
  'ps.note.adjustment',
  'ps.note.layer_gone',
  'ps.note.group_locked',
  'ps.note.group_hidden',
  'ps.note.levels.mask',
  'ps.note.levels.selection',
] as const
export type NoteKey = (typeof NOTE_KEYS)[number]

/** Plain data, fit for JSON; `heard` is how older versions of the plugin kept them. */
export type Note = { readonly key: NoteKey; readonly values?: Values } | { readonly heard: string }

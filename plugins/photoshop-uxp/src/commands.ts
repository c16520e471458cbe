/** What the plugin's menu offers; the manifest lists them, the entry hands them on. */

export const COMMANDS = [
  { id: 'remove', label: 'Inlay: Remove' },
  { id: 'fill', label: 'Inlay: Fill…' },
  { id: 'expand', label: 'Inlay: Expand…' },
] as const

export type CommandId = (typeof COMMANDS)[number]['id']

/** Of the plugin. */
export const NAME = 'Inlay'

/** The one panel. */
export const PANEL = 'inlay'

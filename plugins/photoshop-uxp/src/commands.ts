/** What the plugin's menu offers; the manifest lists them, the entry hands them on. */

export const COMMANDS = ['remove', 'fill', 'expand'] as const

export type CommandId = (typeof COMMANDS)[number]

/** Of the plugin. */
export const NAME = 'Inlay'

/** The one panel. */
export const PANEL = 'inlay'

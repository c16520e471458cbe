/** What was chosen last in this panel: the settings both plugins share, and Photoshop's own. */
import { type Extent, LANGUAGES, type Margins, marginsToRatio, ratioOf } from '@inlay/shared'
import { type PanelSettings, readSettings } from '@inlay/shared/panel'
import * as z from '@inlay/shared/zod'

/** What the panel can do: fills, and enlarging what is selected. */
export const TASKS = ['remove', 'fill', 'expand', 'upscale'] as const
export type Task = (typeof TASKS)[number]

export const ASPECTS = ['1:1', '4:3', '3:2', '16:9', '4:5', '9:16'] as const

const side = z.int().min(0).max(8192)

/** Values that are missing or spoilt give way to their defaults; the rest is kept. */
const Own = z.object({
  task: z.enum(TASKS).catch('remove'),
  from: z.enum(['all visible', 'active layer']).catch('all visible'),
  place: z.enum(['layer', 'smart object', 'raster']).catch('layer'),
  /** Pixels added by side; all 0 fills the empty area inside the canvas. */
  left: side.catch(0),
  top: side.catch(0),
  right: side.catch(0),
  bottom: side.catch(0),
  /** A shape that the sides follow; empty when they are typed. */
  aspect: z.enum(['', ...ASPECTS]).catch(''),
  scale: z.union([z.literal(2), z.literal(4)]).catch(2),
  /** Empty: as Photoshop. */
  language: z.enum(['', ...LANGUAGES]).catch(''),
})

export type Settings = Omit<PanelSettings, 'place'> & z.infer<typeof Own>

/** @param stored anything: what the host's storage holds */
export const readAll = (stored: unknown): Settings => ({
  ...readSettings(stored),
  ...Own.parse(typeof stored === 'object' && stored !== null ? stored : {}),
})

/** Canvas to add; null for the empty area inside. */
export const marginsOf = (settings: Settings, canvas: Extent): Margins | null => {
  const { aspect, left, top, right, bottom } = settings
  const margins =
    aspect === '' ? { left, top, right, bottom } : marginsToRatio(canvas, ratioOf(aspect), 'centre')
  return Object.values(margins).some((added) => added > 0) ? margins : null
}

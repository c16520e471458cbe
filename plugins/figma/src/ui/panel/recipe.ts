/** What is kept of each fill, beside its job and later on its layer: enough to do it again. */
import { Expansion, type Margins } from '@inlay/shared'
import type { JobRecord, PanelSettings } from '@inlay/shared/panel'
import type { MaskGrid } from '@inlay/shared/studio'
import * as z from '@inlay/shared/zod'
import { KeptMask, keepMask } from '../pixels/keepsake.ts'

export const Recipe = z.object({
  /** PanelSettings of then. */
  settings: z.unknown(),
  /** The first that was used; known once it is done. */
  seed: z.number().optional(),
  /** Absent for what expands, and before the picture has been read. */
  mask: KeptMask.optional(),
  margins: Expansion.optional(),
})
export type Recipe = z.infer<typeof Recipe>

/** Undefined for what an earlier version has kept. */
export const recipeOf = ({ settings }: Pick<JobRecord, 'settings'>): Recipe | undefined =>
  Recipe.safeParse(settings).data

/** Whether it says all that a fill needs. */
export const isWhole = ({ mask, margins }: Recipe): boolean =>
  mask !== undefined || margins !== undefined

export const recipeWithMask = async (settings: PanelSettings, mask: MaskGrid): Promise<Recipe> => {
  const kept = await keepMask(mask)
  return kept === undefined ? { settings } : { settings, mask: kept }
}

export const recipeWithMargins = (settings: PanelSettings, margins: Margins): Recipe => ({
  settings,
  margins: { ...margins },
})

/** Letters of masks that are kept with jobs: Figma gives a plugin 5 MB in all (facts/hosts.md 1.6). */
const MOST = 2_500_000

/** The records as they are stored: without the masks of the oldest when they are too much together. */
export const storable = (records: readonly JobRecord[]): readonly JobRecord[] => {
  let left = MOST
  return [...records]
    .reverse()
    .map((record) => {
      const recipe = recipeOf(record)
      left -= recipe?.mask?.png.length ?? 0
      if (recipe?.mask === undefined || left >= 0) return record
      const { mask: _, ...rest } = recipe
      return { ...record, settings: rest }
    })
    .reverse()
}

/** Gathers each case's pictures for the contact sheet while the quality section runs. */
import type { SheetFill, SheetRow } from './report/sheet.ts'
import { OURS } from './report/summary.ts'
import { type Tile, tileWriter } from './report/tiles.ts'
import type { QualityRun } from './run-quality.ts'

export interface RowCollector {
  readonly onFill: NonNullable<QualityRun['onFill']>
  rows(): SheetRow[]
}

interface Draft {
  readonly job: SheetRow['job']
  readonly input: Tile
  readonly mask: Tile
  readonly original: Tile
  readonly fills: SheetFill[]
  difference: Tile | undefined
}

/** @param folder where the sheet goes */
export const collectRows = async (folder: string): Promise<RowCollector> => {
  const tiles = await tileWriter(folder)
  const drafts = new Map<string, Draft>()
  return {
    async onFill(job, engine, fill, outcome) {
      let draft = drafts.get(job.id)
      if (draft === undefined) {
        draft = {
          job: outcome.job,
          input: await tiles.input(job),
          mask: await tiles.mask(job),
          original: await tiles.original(job),
          fills: [],
          difference: undefined,
        }
        drafts.set(job.id, draft)
      }
      if (engine.id === 'original') return
      const tile = await tiles.fill(job, engine.id, fill.image)
      draft.fills.push({ outcome, label: engine.label, tile })
      if (engine.id === OURS && job.truth)
        draft.difference = await tiles.difference(job, fill.image)
    },
    rows: () => [...drafts.values()],
  }
}

/** One variation: every crop filled in order, those that do not depend on each other together. */
import { type Bounds, boundsOverlap } from '@inlay/shared'
import { breathe } from './cancel.ts'
import { type CropTask, cropWith } from './crop-task.ts'
import { type FillCropContext, fillCrop, fillCrops } from './fill-crop.ts'
import { countIn } from './placed-mask.ts'
import { createPreviewer } from './previews.ts'
import type { SourceImage } from './source-image.ts'
import type { PatchRegion } from './stitch.ts'

export interface VariationContext extends Omit<FillCropContext, 'onPreview'> {
  readonly wantPreviews?: boolean
  /** Gets a look and the part of the canvas that it shows. */
  readonly onPreviewPng: (png: Uint8Array, bounds: Bounds) => void
}

/** Windows up to this many pixels are filled many at a time, each by one thread. */
const SMALL_AREA = 0.3e6

/** Pixels of the windows filled at a time: bounds the memory, about 20 bytes for each. */
const BATCH_AREA = 6e6

/**
 * @param canvas not changed
 * @throws InlayError mask_covers_everything | engine_failed | cancelled
 */
export const fillVariation = async (
  tasks: readonly CropTask[],
  canvas: SourceImage,
  context: VariationContext,
): Promise<PatchRegion[]> => {
  const { engine, onPreviewPng, progress, signal } = context
  const largest = context.wantPreviews === true ? largestOf(tasks) : undefined
  const previewer = createPreviewer((png) => {
    if (largest !== undefined) onPreviewPng(png, largest.window)
  })
  const sum = tasks.reduce((total, task) => total + weightOf(task), 0)
  const regions: PatchRegion[] = []
  let done = 0
  for (const batch of engine.fillAll === undefined ? tasks.map((t) => [t]) : batchesOf(tasks)) {
    const before = done
    done += batch.reduce((total, task) => total + weightOf(task), 0)
    const span = { ...context, progress: progress.span(before / sum, done / sum) }
    const originals = batch.map((task) => cropWith(canvas.pixels, task, regions))
    const [task, ...others] = batch
    if (task === undefined) continue
    if (others.length === 0) {
      const preview = task === largest && { onPreview: previewer.show }
      regions.push(await fillCrop(task, originals[0]!, { ...span, ...preview }))
    } else {
      regions.push(...(await fillCrops(batch, originals, span)))
    }
    await breathe(signal)
  }
  await previewer.settle()
  return regions
}

const weightOf = ({ kept }: CropTask): number => countIn(kept, kept.bounds)

const areaOf = ({ window }: CropTask): number => window.width * window.height

/**
 * Runs of tasks none of which sees what another of the run keeps, in the order of the tasks: they
 * come out the same together as one after the other. Thin pieces never depend on each other.
 */
export const batchesOf = (tasks: readonly CropTask[]): (readonly CropTask[])[] => {
  const batches: Batch[] = []
  for (const task of tasks) {
    const last = batches.at(-1)
    if (last !== undefined && joins(task, last)) {
      last.tasks.push(task)
      last.area += areaOf(task)
      if (!task.isThin) last.compact.push(task)
    } else {
      batches.push({ tasks: [task], area: areaOf(task), compact: task.isThin ? [] : [task] })
    }
  }
  return batches.map((batch) => batch.tasks)
}

interface Batch {
  readonly tasks: CropTask[]
  area: number
  /** Those of the tasks that a later one may depend on. */
  readonly compact: CropTask[]
}

const joins = (task: CropTask, { tasks, area, compact }: Batch): boolean =>
  areaOf(task) <= SMALL_AREA &&
  areaOf(tasks[0] ?? task) <= SMALL_AREA &&
  area + areaOf(task) <= BATCH_AREA &&
  !compact.some(({ kept }) => boundsOverlap(kept.bounds, task.window))

/** Previews show one place: the one with the largest window. */
const largestOf = (tasks: readonly CropTask[]): CropTask | undefined =>
  tasks.reduce<CropTask | undefined>(
    (best, task) =>
      best === undefined || best.hole.data.length < task.hole.data.length ? task : best,
    undefined,
  )

/** Which calls of the engine a hole takes: one for each compact part, small pieces for thin ones. */
import { type FillRequest, type PixelImage, splitThin } from '@inlay/shared'
import { type ContextOptions, contextCrops } from './context.ts'
import { type CropTask, clearBox, planTasks, type TaskOptions } from './crop-task.ts'
import type { PlacedMask } from './placed-mask.ts'
import type { SampleArea } from './sample-area.ts'
import { planThin, THIN_HALF } from './thin-pieces.ts'

export interface PlanOptions extends TaskOptions {
  /** The engine fills many small crops at once. */
  readonly takesThin: boolean
  /** Least sides of a window: see `Engine.leastCrop`. */
  readonly least?: number
}

/**
 * Compact parts come first, in order; the thin pieces after them depend on those only. Whoever asks
 * for a width of context or names what may be sampled gets just that, so nothing is thin then, and
 * neither is the rim of an `expand`.
 *
 * @throws InlayError sample_unusable when the sample area is out of reach
 */
export const planCrops = (
  request: FillRequest,
  paste: PlacedMask,
  canvas: PixelImage,
  { takesThin, ...options }: PlanOptions,
): CropTask[] => {
  const { sample, rim = [], least } = options
  const looksForThin =
    takesThin &&
    request.operation !== 'expand' &&
    request.padding === undefined &&
    sample === undefined &&
    rim.length === 0
  const { thin, compact } = looksForThin
    ? splitThin(paste.mask, THIN_HALF)
    : { thin: null, compact: paste.mask }
  const { bounds } = paste
  const crops =
    compact === null
      ? []
      : contextCrops({ bounds, mask: compact }, canvas, contextOptions(request, sample, least))
  const tasks = planTasks(crops, paste, canvas, options)
  if (thin === null) return tasks
  const filled = crops.map(({ own }) => own)
  for (const own of filled) clearBox(thin, own, bounds)
  return [...tasks, ...planThin({ bounds, mask: thin }, paste, canvas, filled)]
}

const contextOptions = (
  { padding }: FillRequest,
  sample: SampleArea | undefined,
  least: number | undefined,
): ContextOptions => ({
  ...(least !== undefined && { least }),
  ...(padding !== undefined && { padding }),
  ...(sample !== undefined && { sample }),
})

/** One crop of one variation: the engine, then colour, seam and grain. */
import type { FillRequest, PixelImage } from '@inlay/shared'
import type { Engine, EngineInput } from '../engines/engine.ts'
import { breathe, orCancelled } from './cancel.ts'
import { type CropTask, keepRegion } from './crop-task.ts'
import { asEngineError, checkResult } from './fill-checks.ts'
import type { ProgressSpan, Stopwatch } from './progress.ts'
import type { PatchRegion } from './stitch.ts'

export interface FillCropContext {
  readonly engine: Engine
  readonly request: FillRequest
  readonly seed: number
  readonly signal: AbortSignal
  readonly progress: ProgressSpan
  readonly watch: Stopwatch
  readonly onPreview?: (image: PixelImage) => void
}

/** Share of a crop's progress that belongs to the engine. */
const ENGINE_SHARE = 0.92

/**
 * @param original the window's colours, 1 or 3 channels, with earlier fills in it
 * @throws InlayError mask_covers_everything | engine_failed | cancelled
 */
export const fillCrop = async (
  task: CropTask,
  original: PixelImage,
  context: FillCropContext,
): Promise<PatchRegion> => {
  const { signal, watch } = context
  const filled = await watch.measure('engine', () => callEngine(task, original, context))
  await breathe(signal)
  return keepRegion(task, filled)
}

const callEngine = async (
  task: CropTask,
  original: PixelImage,
  context: FillCropContext,
): Promise<PixelImage> => {
  const { engine, signal, onPreview } = context
  const progress = context.progress.span(0, ENGINE_SHARE)
  try {
    const filling = engine.fill(engineInput(task, original, context), {
      signal,
      onProgress: (fraction, stage) => progress.report(fraction, stage),
      ...(onPreview !== undefined && { onPreview }),
    })
    return checkResult(await orCancelled(signal, filling), original)
  } catch (cause) {
    throw asEngineError(cause)
  }
}

const engineInput = (
  task: CropTask,
  image: PixelImage,
  { request, seed }: FillCropContext,
): EngineInput => ({
  operation: request.operation,
  image,
  hole: task.hole,
  ...(task.source !== undefined && { source: task.source }),
  seed,
  prompt: request.prompt,
  negativePrompt: request.negativePrompt,
  strength: request.strength,
  ...(request.guidanceScale !== undefined && { guidanceScale: request.guidanceScale }),
  ...(request.steps !== undefined && { steps: request.steps }),
  ...(request.scheduler !== undefined && { scheduler: request.scheduler }),
})

/** One crop of one variation: the engine, then colour, seam and grain. */
import {
  boundsOf,
  expected,
  type FillRequest,
  hasAlpha,
  InlayError,
  type PixelImage,
} from '@inlay/shared'
import type { Engine, EngineInput } from '../engines/engine.ts'
import { breathe, orCancelled } from './cancel.ts'
import { colourShifts, matchColours } from './colour-match.ts'
import { cutColours, cutPixels } from './crop.ts'
import { type CropTask, keepRegion } from './crop-task.ts'
import { asEngineError, checkResult } from './fill-checks.ts'
import { carryGrain } from './grain.ts'
import type { Steers } from './open-steers.ts'
import type { ProgressSpan, Stopwatch } from './progress.ts'
import { measureJumps } from './seam/jumps.ts'
import { type Scene, sceneOf } from './seam/scene.ts'
import { closeSeam } from './seam.ts'
import type { PatchRegion } from './stitch.ts'

export interface FillCropContext {
  readonly engine: Engine
  readonly request: FillRequest
  /** Pictures that steer the engine. */
  readonly steers?: Steers
  readonly seed: number
  /** Seeds of the variations after this one. */
  readonly upcoming: readonly number[]
  readonly signal: AbortSignal
  readonly progress: ProgressSpan
  readonly watch: Stopwatch
  readonly onPreview?: (image: PixelImage) => void
  readonly onNote: (note: string) => void
  /** See `EngineHooks.onScale`. */
  readonly onScale?: (task: CropTask, scale: number) => void
}

/** Share of a crop's progress that belongs to the engine. */
const ENGINE_SHARE = 0.92

/**
 * @param original the window with earlier fills in it, alpha included where the picture has one
 * @throws InlayError mask_covers_everything | engine_failed | cancelled
 */
export const fillCrop = async (
  task: CropTask,
  original: PixelImage,
  context: FillCropContext,
): Promise<PatchRegion> => {
  const { signal, watch } = context
  const answer = await watch.measure('engine', () => callEngine(task, original, context))
  await breathe(signal)
  return finished(task, answer, context)
}

/**
 * The same for tasks that do not depend on each other, in one call of an engine that has `fillAll`.
 * @throws InlayError mask_covers_everything | engine_failed | cancelled
 */
export const fillCrops = async (
  tasks: readonly CropTask[],
  originals: readonly PixelImage[],
  context: FillCropContext,
): Promise<PatchRegion[]> => {
  const { signal, watch } = context
  const answers = await watch.measure('engine', () => callEngineForAll(tasks, originals, context))
  await breathe(signal)
  const regions: PatchRegion[] = []
  for (const [i, task] of tasks.entries()) {
    regions.push(await finished(task, answers[i]!, context))
  }
  return regions
}

const finished = async (
  task: CropTask,
  answer: PixelImage,
  context: FillCropContext,
): Promise<PatchRegion> => {
  const filled = hasAlpha(answer.channels) ? cutColours(answer, boundsOf(answer)) : answer
  // A few pixels of fill are too few to measure tone and grain by: left as the engine made them,
  // scratches came out 9% nearer to the original (SqueezeNet distance), text 2%.
  if (!task.isThin) await finish(sceneOf(filled, task.hole, task.source), context)
  return keepRegion(task, filled)
}

/** Pixels over which a seam fades when the fill's colours are to stay as the engine made them. */
const SEAM_ONLY = 24

/** Colour, seam and grain, in place. Times go under `colour` and `seam`. */
const finish = async (scene: Scene, context: FillCropContext): Promise<void> => {
  const { request, seed, signal, watch } = context
  const progress = context.progress.span(ENGINE_SHARE, 1)
  progress.report(0, 'Matching colours')
  const jumps = watch.measure('colour', () => {
    const measured = measureJumps(scene)
    if (request.colourMatch) matchColours(scene, measured, colourShifts(measured))
    return measured
  })
  await breathe(signal)
  progress.report(0.4, 'Closing the seam')
  watch.measure('seam', () =>
    closeSeam(scene, jumps, request.colourMatch ? {} : { fade: SEAM_ONLY }),
  )
  await breathe(signal)
  if (!request.grain) return
  progress.report(0.8, 'Matching grain')
  watch.measure('seam', () => carryGrain(scene, seed))
}

const callEngine = async (
  task: CropTask,
  original: PixelImage,
  context: FillCropContext,
): Promise<PixelImage> => {
  const { engine, signal, onPreview, onNote, onScale } = context
  const progress = context.progress.span(0, ENGINE_SHARE)
  try {
    const filling = engine.fill(engineInput(task, original, context), {
      signal,
      onProgress: (fraction, stage) => progress.report(fraction, stage),
      ...(onPreview !== undefined && { onPreview }),
      ...(onScale !== undefined && { onScale: (scale: number) => onScale(task, scale) }),
      onNote,
    })
    return checkResult(await orCancelled(signal, filling), original)
  } catch (cause) {
    throw asEngineError(cause)
  }
}

const callEngineForAll = async (
  tasks: readonly CropTask[],
  originals: readonly PixelImage[],
  context: FillCropContext,
): Promise<PixelImage[]> => {
  const { engine, signal } = context
  const progress = context.progress.span(0, ENGINE_SHARE)
  if (engine.fillAll === undefined) throw new Error('Expected an engine that fills many at once')
  try {
    const inputs = tasks.map((task, i) => engineInput(task, originals[i]!, context))
    const filling = engine.fillAll(inputs, {
      signal,
      onProgress: (fraction, stage) => progress.report(fraction, stage),
    })
    const answers = await orCancelled(signal, filling)
    if (answers.length !== originals.length) {
      throw new InlayError(
        'engine_failed',
        expected(`${originals.length} answers`, 'as many crops', answers.length),
      )
    }
    return answers.map((answer, i) => checkResult(answer, originals[i]!))
  } catch (cause) {
    throw asEngineError(cause)
  }
}

const engineInput = (
  task: CropTask,
  image: PixelImage,
  { request, seed, upcoming, steers = {}, engine }: FillCropContext,
): EngineInput => ({
  operation: request.operation,
  image,
  hole: task.hole,
  ...sourceOf(task),
  ...(task.known !== undefined && { known: task.known }),
  ...(task.isThin && { thin: true }),
  seed,
  ...(upcoming.length > 0 && { upcoming }),
  prompt: request.prompt,
  negativePrompt: request.negativePrompt,
  strength: request.strength,
  ...(request.guidanceScale !== undefined && { guidanceScale: request.guidanceScale }),
  ...(request.steps !== undefined && { steps: request.steps }),
  ...(request.scheduler !== undefined && { scheduler: request.scheduler }),
  ...(request.diffusion !== undefined && { diffusion: request.diffusion }),
  ...(engine.info.takesSteps === true && softOf(task, request)),
  ...(!request.colourMatch && { keepColours: true }),
  ...(steers.guide !== undefined && { guidePicture: cutPixels(steers.guide, task.window) }),
  ...(steers.reference !== undefined && { reference: steers.reference }),
})

/** The paste mask, where it has values between nothing and all. */
const softOf = ({ paste }: CropTask, { diffusion }: FillRequest): Pick<EngineInput, 'soft'> =>
  diffusion?.softMask !== false && paste.data.some((value) => value > 0 && value < 255)
    ? { soft: paste }
    : {}

/** Colours and seams are measured on all that is known; only the engine is held to the sample area. */
const sourceOf = ({ sample, source }: CropTask): Pick<EngineInput, 'source'> => {
  const allowed = sample ?? source
  return allowed === undefined ? {} : { source: allowed }
}

/** One fill from bytes to patches: decode, mask, context, engine, colour, seam, grain. */
import { randomInt } from 'node:crypto'
import {
  type Bounds,
  type FillReport,
  type FillRequest,
  seedOfVariation,
  type VariationReport,
  variationsOf,
} from '@inlay/shared'
import type { Engine } from '../engines/engine.ts'
import { firstSeedOf, SEED_ROUNDS } from '../engines/seed-rounds.ts'
import { breathe } from './cancel.ts'
import type { CropTask } from './crop-task.ts'
import type { ByteSource } from './decode.ts'
import { checkRequest, requestNotes } from './fill-checks.ts'
import { fillVariation } from './fill-variation.ts'
import { openCanvas } from './open-canvas.ts'
import { openSample } from './open-sample.ts'
import { openSteers } from './open-steers.ts'
import type { Patch } from './patch.ts'
import { countIn } from './placed-mask.ts'
import { planCrops } from './plan-crops.ts'
import { createProgress, createStopwatch, type ProgressSpan } from './progress.ts'
import type { SourceImage } from './source-image.ts'

export type { ByteSource } from './decode.ts'

/** The bytes that the request's parts name. */
export interface FillInputs {
  readonly image: ByteSource
  readonly mask?: ByteSource
  readonly sample?: ByteSource
  readonly guide?: ByteSource
  readonly reference?: ByteSource
}

export interface FillLimits {
  /** Most pixels of the picture, and of the expanded canvas. */
  readonly maxPixels: number
}

/** The owner's own command line. */
export const CLI_MAX_PIXELS = 268e6

export type PipelineEvent =
  | { readonly type: 'started'; readonly seed: number; readonly engine: string }
  /** `fraction` 0..1 never falls; `stage` is words for people. */
  | { readonly type: 'progress'; readonly fraction: number; readonly stage: string }
  /** A coarse look at variation `index`: a PNG of at most 256 pixels on a side. */
  | {
      readonly type: 'preview'
      readonly index: number
      readonly png: Uint8Array
      /** What it shows of the canvas. */
      readonly bounds: Bounds
    }
  | { readonly type: 'variation'; readonly variation: VariationReport }

export interface FillContext {
  readonly engine: Engine
  readonly limits: FillLimits
  /** Aborting rejects with `cancelled`: at once while bytes are read, else as fast as the engine. */
  readonly signal: AbortSignal
  readonly onEvent: (event: PipelineEvent) => void
  /** Default false: previews cost time. */
  readonly wantPreviews?: boolean
}

export interface FillResult {
  readonly report: FillReport
  /** The canvas the patches belong to: the picture, enlarged for `expand`. */
  readonly source: SourceImage
  /** One for each variation, in order. */
  readonly patches: readonly Patch[]
}

/**
 * Runs a checked request. Nothing outside the paste mask is in any patch's reach: compositing a
 * patch changes no byte where the mask is 0.
 *
 * @throws InlayError mask_missing | engine_unavailable | file_unreadable | image_unreadable |
 *   image_too_large | colour_mode_unsupported | invalid_request | mask_unreadable |
 *   mask_size_mismatch | mask_empty | mask_covers_everything | sample_unusable | engine_failed |
 *   cancelled
 */
export const runFill = async (
  request: FillRequest,
  inputs: FillInputs,
  context: FillContext,
): Promise<FillResult> => {
  const { engine, signal, onEvent, limits } = context
  const watch = createStopwatch()
  const progress = createProgress((fraction, stage) =>
    onEvent({ type: 'progress', fraction, stage }),
  )
  checkRequest(request, inputs, engine.info)
  const seed = request.seed ?? firstSeedOf(randomInt(SEED_ROUNDS))
  onEvent({ type: 'started', seed, engine: engine.info.id })

  const opened = await openCanvas(request, inputs, {
    maxPixels: limits.maxPixels,
    signal,
    progress: progress.span(0, 0.06),
    watch,
  })
  const { canvas, paste, image, margins } = opened
  const sample = await watch.measure('mask', () =>
    openSample(request, engine.info.takesSample ? inputs.sample : undefined, opened, signal),
  )
  const steers = await watch.measure('decode', () =>
    openSteers(request, engine.info.takesSteps === true ? inputs : {}, opened, {
      signal,
      maxPixels: limits.maxPixels,
    }),
  )
  const tasks = watch.measure('context', () =>
    planCrops(request, paste, canvas.pixels, {
      sample,
      rim: opened.rim,
      takesThin: engine.fillAll !== undefined,
      ...(engine.leastCrop !== undefined && { least: engine.leastCrop }),
    }),
  )
  await breathe(signal)

  const engineNotes = new Set<string>()
  const scales = new Map<CropTask, number>()
  const patches: Patch[] = []
  const variations: VariationReport[] = []
  const count = variationsOf(request)
  for (let index = 0; index < count; index++) {
    const span = progress.span(0.06, 1).span(index / count, (index + 1) / count)
    const regions = await fillVariation(tasks, canvas, {
      ...context,
      request,
      steers,
      seed: seedOfVariation(seed, index),
      upcoming: Array.from({ length: count - index - 1 }, (_, next) =>
        seedOfVariation(seed, index + 1 + next),
      ),
      watch,
      onNote: (note) => engineNotes.add(note),
      onScale: (task, scale) => scales.set(task, scale),
      progress: count === 1 ? span : named(span, `Variation ${index + 1} of ${count}`),
      onPreviewPng: (png, bounds) => onEvent({ type: 'preview', index, png, bounds }),
    })
    const variation = { index, seed: seedOfVariation(seed, index), bounds: paste.bounds }
    const alphaRule = request.operation === 'expand' ? 'fill' : 'keep'
    patches.push({ ...variation, regions, alphaRule })
    variations.push(variation)
    onEvent({ type: 'variation', variation })
  }
  progress.report(1, 'Done')

  const { width, height } = canvas.pixels
  const changedFraction = countIn(paste, paste.bounds) / (width * height)
  const report: FillReport = {
    engine: engine.info.id,
    seed,
    image,
    canvas: { width, height },
    ...(margins !== undefined && { expansion: margins }),
    changed_fraction: changedFraction,
    ...(sample !== undefined && { sample_fraction: sample.fraction }),
    crops: tasks.map((task) => ({ bounds: task.window, scale: scales.get(task) ?? 1 })),
    variations,
    times: watch.times,
    total: watch.total(),
    peak_memory: process.resourceUsage().maxRSS * 1024,
    notes: [
      ...canvas.notes,
      ...opened.notes,
      ...requestNotes(request, engine.info, changedFraction),
      ...engineNotes,
    ],
  }
  return { report, source: canvas, patches }
}

/** Puts words before every stage's name. */
const named = (span: ProgressSpan, prefix: string): ProgressSpan => ({
  report: (fraction, stage) => span.report(fraction, `${prefix}: ${stage}`),
  span: (from, to) => named(span.span(from, to), prefix),
})

/** Ours, in this process and warm: the whole pipeline around the embedded engine, pixels to pixels. */
import type { Engine } from '@inlay/companion/engines/engine.ts'
import { createEngines, type EngineOptions } from '@inlay/companion/engines/registry.ts'
import { withPatch } from '@inlay/companion/pipeline/patch.ts'
import { type FillResult, runFill } from '@inlay/companion/pipeline/run-fill.ts'
import { FillRequest, type FillRequestInput } from '@inlay/shared'
import { cropRgb } from '../pixels.ts'
import { OURS } from '../report/summary.ts'
import type { BenchEngine, Case, Fill, Rgb } from '../types.ts'

/** What may be turned for an experiment: the engine's own options, and fields of the request. */
export interface Tuning {
  readonly engine: NonNullable<EngineOptions['patchmatch']>
  readonly request: Partial<FillRequestInput>
}

const DEFAULT_TUNING: Tuning = { engine: {}, request: {} }

const rawSource = (part: string, width: number, height: number, channels: 1 | 3) => ({
  kind: 'raw' as const,
  part,
  width,
  height,
  channels,
})

/** A border is what `expand` is for: the known part goes in, the canvas grows back to full size. */
const inputsOf = (job: Case): { request: FillRequestInput; image: Rgb; mask?: Uint8Array } => {
  const { width, height } = job.input
  if (job.expand === undefined) {
    return {
      request: {
        image: rawSource('image', width, height, 3),
        mask: rawSource('mask', width, height, 1),
      },
      image: job.input,
      mask: job.hole.data,
    }
  }
  const { left, top, right, bottom } = job.expand
  const box = { left, top, width: width - left - right, height: height - top - bottom }
  return {
    request: {
      operation: 'expand',
      expand: job.expand,
      image: rawSource('image', box.width, box.height, 3),
    },
    image: cropRgb(job.input, box),
  }
}

/** The canvas with the first variation in it, alpha (which `expand` adds) dropped. */
const compositeOf = ({ source, patches }: FillResult): Promise<Rgb> =>
  withPatch(source, patches[0]!, async ({ width, height, channels, data }) => {
    const rgb = new Uint8Array(width * height * 3)
    for (let i = 0; i < width * height; i++) {
      for (let c = 0; c < 3; c++) rgb[i * 3 + c] = data[i * channels + (channels < 3 ? 0 : c)]!
    }
    return { width, height, channels: 3, data: rgb }
  })

/** @throws Error when a byte outside the hole is not what it was: that is never a matter of quality */
export const checkOutside = (job: Case, image: Rgb): void => {
  const { hole, input } = job
  if (image.width !== input.width || image.height !== input.height) {
    throw new Error(`${job.id}: the result is ${image.width}x${image.height}`)
  }
  for (let i = 0; i < hole.data.length; i++) {
    if (hole.data[i]! > 0) continue
    for (let c = i * 3; c < i * 3 + 3; c++) {
      if (image.data[c] !== input.data[c]) throw new Error(`${job.id}: pixel ${i} outside changed`)
    }
  }
}

const NEVER = new AbortController().signal

/** A case filled by any engine, with all that the pipeline does around it. */
export const throughPipeline = async (
  engine: Engine,
  job: Case,
  seed: number,
  fields: Tuning['request'],
): Promise<Fill> => {
  const { request, image, mask } = inputsOf(job)
  const result = await runFill(
    FillRequest.parse({ ...request, ...fields, seed, variations: 1 }),
    { image: image.data, ...(mask === undefined ? {} : { mask }) },
    { engine, limits: { maxPixels: 268e6 }, signal: NEVER, onEvent: () => {} },
  )
  const filled = await compositeOf(result)
  checkOutside(job, filled)
  const { times, total } = result.report
  return { image: filled, ms: times.engine ?? total, total, stages: times }
}

/**
 * @param threads of the engine
 * @param tuning for ablations; a row of the table gets an id of its own
 */
export const inlayEngine = (threads: number, tuning = DEFAULT_TUNING, id = OURS): BenchEngine => {
  const engines = createEngines({ patchmatch: { threads, ...tuning.engine } })
  return {
    id,
    label: id === OURS ? `Inlay (${threads} threads)` : id,
    version: '',
    peer: false,
    fill: async (job, seed) =>
      throughPipeline(await engines.open('patchmatch'), job, seed, tuning.request),
    dispose: () => engines.dispose(),
  }
}

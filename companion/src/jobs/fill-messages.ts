/**
 * Tasks, events and answers of the fill process, over the channel of `system/child`. Pixels never
 * travel here: they lie in the job's spool folder.
 */
import {
  BoundsSchema,
  EngineInfo,
  FILE_FORMATS,
  FillReport,
  FillRequest,
  RuntimeInfo,
  SegmentReport,
  SegmentRequest,
  UpscaleReport,
  UpscaleRequest,
  VariationReport,
} from '@inlay/shared'
import * as z from '@inlay/shared/zod'

export const ResultForm = z.enum(['patch', 'composite'])
export type ResultForm = z.infer<typeof ResultForm>
/** Files, and `raw`: bare pixels in an envelope. */
export const ResultFormat = z.enum([...FILE_FORMATS, 'raw'])
export type ResultFormat = z.infer<typeof ResultFormat>
/** 1..100, for the kinds that may lose something; absent, as little is lost as the kind allows. */
export const ResultQuality = z.int().min(1).max(100)
/** Pixels of the longer side, for lists of pictures; absent, the whole picture's own size. */
export const ResultSide = z.int().min(16).max(2048)

const path = z.string().min(1)

const Inputs = z.strictObject({
  image: path,
  mask: path.optional(),
  sample: path.optional(),
  guide: path.optional(),
  reference: path.optional(),
})

/** The pictures a request may come with. */
export const InputName = Inputs.keyof()
export type InputName = z.infer<typeof InputName>

const task = {
  request: FillRequest,
  inputs: Inputs,
  /** Where results are written. */
  folder: path,
  maxPixels: z.number().positive(),
}

export const RunTask = z.strictObject({ type: z.literal('run'), ...task })
export type RunTask = z.infer<typeof RunTask>

/** Which variation, and as what. */
export const ResultAsked = z.strictObject({
  index: VariationReport.shape.index,
  form: ResultForm,
  format: ResultFormat,
  quality: ResultQuality.optional(),
  side: ResultSide.optional(),
})
export type ResultAsked = z.infer<typeof ResultAsked>

export const EncodeTask = z.strictObject({
  type: z.literal('encode'),
  ...task,
  ...ResultAsked.shape,
})
export type EncodeTask = z.infer<typeof EncodeTask>

const EnginesTask = z.strictObject({ type: z.literal('engines') })
export type EnginesTask = z.infer<typeof EnginesTask>

const RuntimeTask = z.strictObject({ type: z.literal('runtime') })

/** A selection; pictures selected in are held by the child for a while. */
export const SegmentTask = z.strictObject({
  type: z.literal('segment'),
  request: SegmentRequest,
  /** Absent when the request says `held`. */
  input: path.optional(),
  folder: path,
  maxPixels: z.number().positive(),
  /** The mask alone, or the envelope of report and mask. */
  answer: z.enum(['mask', 'envelope']),
})
export type SegmentTask = z.infer<typeof SegmentTask>

/** A picture for the eye. */
export const PreviewTask = z.strictObject({
  type: z.literal('preview'),
  input: path,
  folder: path,
  maxPixels: z.number().positive(),
})
export type PreviewTask = z.infer<typeof PreviewTask>

export const UpscaleTask = z.strictObject({
  type: z.literal('upscale'),
  request: UpscaleRequest,
  input: path,
  folder: path,
  maxPixels: z.number().positive(),
})
export type UpscaleTask = z.infer<typeof UpscaleTask>

export const FillTask = z.discriminatedUnion('type', [
  RunTask,
  EncodeTask,
  EnginesTask,
  RuntimeTask,
  SegmentTask,
  PreviewTask,
  UpscaleTask,
])
export type FillTask = z.infer<typeof FillTask>

/** What happens during a run; previews are base64 because the channel is JSON. */
export const RunEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('started'), seed: z.int().min(0), engine: z.string() }),
  z.strictObject({
    type: z.literal('progress'),
    fraction: z.number().min(0).max(1),
    stage: z.string(),
  }),
  z.strictObject({
    type: z.literal('preview'),
    index: z.int().min(0),
    png: z.string(),
    bounds: BoundsSchema,
  }),
  z.strictObject({ type: z.literal('variation'), variation: VariationReport }),
])
export type RunEvent = z.infer<typeof RunEvent>

export const RunAnswer = z.strictObject({
  report: FillReport,
  /** Milliseconds the child spent on it, from message to last file. */
  busy: z.number().min(0),
  /** Bytes of the results it wrote. */
  bytes: z.number().min(0),
})
export type RunAnswer = z.infer<typeof RunAnswer>

/** The encoded file's absolute path in the job's folder. */
export const EncodeAnswer = z.strictObject({ path })
export type EncodeAnswer = z.infer<typeof EncodeAnswer>
export const EnginesAnswer = z.strictObject({ engines: z.array(EngineInfo) })
export type EnginesAnswer = z.infer<typeof EnginesAnswer>
export const RuntimeAnswer = RuntimeInfo

/** The answer's absolute path in the task's folder. */
export const SegmentDone = z.strictObject({ path, report: SegmentReport })
export type SegmentDone = z.infer<typeof SegmentDone>

/** The picture's absolute path in the task's folder. */
export const PreviewDone = z.strictObject({ path, format: z.enum(['jpeg', 'png']) })
export type PreviewDone = z.infer<typeof PreviewDone>

/** How far an enlarging is. */
export const UpscaleProgress = z.strictObject({
  fraction: z.number().min(0).max(1),
  stage: z.string(),
})
export type UpscaleProgress = z.infer<typeof UpscaleProgress>

/** The result's absolute path in the task's folder. */
export const UpscaleDone = z.strictObject({ path, report: UpscaleReport })
export type UpscaleDone = z.infer<typeof UpscaleDone>

/** Click to select: what a selection asks for, and what comes back beside its mask. */
import { expected, InlayError } from './errors.ts'
import { BoundsSchema } from './fill-report.ts'
import { ImageSource } from './fill-request.ts'
import { parseWith } from './issues.ts'
import { ModelId } from './models.ts'
import { MAX_POINTS, MAX_SIDE, POINT_LABELS } from './request-values.ts'
import * as z from './zod.ts'

const coordinate = z.number().min(0).max(MAX_SIDE)

/** In pixels of the upright image, from its top left corner; (0.5, 0.5) is the first pixel's middle. */
export const SegmentPoint = z.strictObject({
  x: coordinate,
  y: coordinate,
  /** `in`: belongs to what is selected; `out`: does not. */
  label: z.enum(POINT_LABELS).default('in'),
})
export type SegmentPoint = z.infer<typeof SegmentPoint>

/** Around what is selected, in pixels of the upright image. */
export const SegmentBox = z.strictObject({
  left: coordinate,
  top: coordinate,
  width: z.number().positive().max(MAX_SIDE),
  height: z.number().positive().max(MAX_SIDE),
})
export type SegmentBox = z.infer<typeof SegmentBox>

/** What a mask is asked with; the picture comes apart from it. */
const prompt = {
  points: z.array(SegmentPoint).max(MAX_POINTS).default([]),
  box: SegmentBox.optional(),
  /** True: whatever the picture is of, without a click. */
  subject: z.boolean().default(false),
  /** Id of an installed model for selecting, or `auto`: the best installed, else the embedded one. */
  model: ModelId.default('auto'),
  /** `raw`: one byte a pixel, row by row. */
  format: z.enum(['png', 'raw']).default('png'),
}

/** Points, box or subject, without a picture. */
export const SegmentPrompt = z.strictObject(prompt)
export type SegmentPrompt = z.infer<typeof SegmentPrompt>
export type SegmentPromptInput = z.input<typeof SegmentPrompt>

export const SegmentRequest = z.strictObject({
  /** The picture, the first time. */
  image: ImageSource.optional(),
  /** Afterwards: the id under which the companion holds it, as its first answer said. */
  held: z.uuid().optional(),
  /** Convert CMYK and Lab through their profile instead of refusing. */
  convert: z.boolean().default(false),
  ...prompt,
})

/** A checked request, defaults filled in. */
export type SegmentRequest = z.output<typeof SegmentRequest>
export type SegmentRequestInput = z.input<typeof SegmentRequest>

/**
 * A request with its defaults filled in, fit to be run as far as can be told without its picture.
 * @throws InlayError invalid_request ("Expected X for Y but received Z"); image_missing
 */
export const parseSegmentRequest = (value: unknown): SegmentRequest => {
  const request = parseWith(SegmentRequest, value, 'invalid_request', 'the request')
  const { image, held } = request
  if (image === undefined && held === undefined) {
    throw new InlayError('image_missing', expected('a source, or held,', 'image', undefined))
  }
  if (image !== undefined && held !== undefined) {
    throw new InlayError('invalid_request', 'Expected either image or held but received both')
  }
  checkPrompt(request)
  return request
}

/** @throws InlayError invalid_request when it does not say what to select */
export const checkPrompt = ({
  points,
  box,
  subject,
}: Pick<SegmentPrompt, 'points' | 'box' | 'subject'>): void => {
  const saysWhere = points.some(({ label }) => label === 'in') || box !== undefined
  if (subject && (points.length > 0 || box !== undefined)) {
    throw new InlayError(
      'invalid_request',
      'Expected either subject or points and box but received both',
    )
  }
  if (!subject && !saysWhere) {
    throw new InlayError(
      'invalid_request',
      expected('a point in, a box or subject', 'what to select', undefined),
    )
  }
}

const milliseconds = z.number().optional()

/** What the companion says of a mask. */
export const SegmentReport = z.object({
  /** Ask again with this as `held`, without sending the picture; it is forgotten after a while. */
  held: z.string(),
  /** Size of the upright image, and of the mask. */
  width: z.int().min(1),
  height: z.int().min(1),
  /** What selected: a model's id, or `graph-cut`, the embedded one. */
  model: z.string(),
  /** Tight box of all that is selected, however faintly. */
  bounds: BoundsSchema,
  /** Share of the picture that is selected, 0..1; half selected counts half. */
  selected_fraction: z.number().min(0).max(1),
  /** How sure the model is, 0..1, where it says so. */
  score: z.number().min(0).max(1).optional(),
  /** True when the picture was known already: nothing was decoded or looked at anew. */
  reused: z.boolean(),
  /** Milliseconds: reading the picture, looking at it, selecting, giving clean edges, writing. */
  times: z.object({
    decode: milliseconds,
    look: milliseconds,
    select: milliseconds,
    edges: milliseconds,
    encode: milliseconds,
  }),
  total: z.number(),
  /** Things the user should know, in plain sentences. */
  notes: z.array(z.string()),
})
export type SegmentReport = z.infer<typeof SegmentReport>

/** Header of the envelope that `POST /v1/segment` takes; its part, if any, is the picture. */
export const SegmentHeader = z.strictObject({ request: SegmentRequest })
export type SegmentHeaderInput = z.input<typeof SegmentHeader>

/** Header of the envelope that it answers with; its part `mask` holds the mask. */
export const SegmentAnswer = z.object({ report: SegmentReport })
export const SEGMENT_MASK_PART = 'mask'

/** Header of an answer that is a bare PNG: the report as JSON in ASCII. */
export const REPORT_HEADER = 'Inlay-Report'

/** Enlarging a picture with a net: what is asked for, what happens on the way, what comes back. */
import { expected, InlayError } from './errors.ts'
import { FILL_STATES, WireError } from './fill-event.ts'
import { ImageSource } from './fill-request.ts'
import { parseWith } from './issues.ts'
import { ModelId } from './models.ts'
import { MAX_UPSCALE } from './request-values.ts'
import * as z from './zod.ts'

export const UpscaleRequest = z.strictObject({
  image: ImageSource,
  /** Id of an installed model for enlarging, or `auto`: the first that is here. */
  model: ModelId.default('auto'),
  /** How many times as wide and as high; the model's own when absent. */
  scale: z.int().min(2).max(MAX_UPSCALE).optional(),
  /** Convert CMYK and Lab through their profile instead of refusing. */
  convert: z.boolean().default(false),
  /** `png` at the picture's depth, with its profile; `raw`: RGBA in an envelope. */
  format: z.enum(['png', 'raw']).default('png'),
})

/** A checked request, defaults filled in. */
export type UpscaleRequest = z.output<typeof UpscaleRequest>
export type UpscaleRequestInput = z.input<typeof UpscaleRequest>

/** @throws InlayError invalid_request ("Expected X for Y but received Z"); image_missing */
export const parseUpscaleRequest = (value: unknown): UpscaleRequest => {
  const isObject = typeof value === 'object' && value !== null
  if (isObject && !Object.hasOwn(value, 'image')) {
    throw new InlayError('image_missing', expected('a source', 'image', undefined))
  }
  return parseWith(UpscaleRequest, value, 'invalid_request', 'the request')
}

const milliseconds = z.number().optional()
const side = z.int().min(1)

export const UpscaleReport = z.object({
  /** Of the result. */
  width: side,
  height: side,
  scale: z.int().min(1),
  /** The model's id. */
  model: z.string(),
  /** What the net ran on: "cpu", "cuda", ... */
  device: z.string(),
  /** Milliseconds: reading, enlarging, writing. */
  times: z.object({ decode: milliseconds, upscale: milliseconds, encode: milliseconds }),
  total: z.number(),
  /** Things the user should know, in plain sentences. */
  notes: z.array(z.string()),
})
export type UpscaleReport = z.infer<typeof UpscaleReport>

const head = { id: z.string(), sequence: z.int().min(0) }

/**
 * What happens, in order, the final one last. Whoever comes late, or reads slowly, gets the newest
 * and not every step before it, so that sequences may have gaps.
 */
export const UpscaleEvent = z.discriminatedUnion('type', [
  /** `position` 0 is next. */
  z.object({ type: z.literal('queued'), ...head, position: z.int().min(0) }),
  /** `fraction` 0..1 never falls; `stage` is words for people. */
  z.object({
    type: z.literal('progress'),
    ...head,
    fraction: z.number().min(0).max(1),
    stage: z.string(),
  }),
  z.object({ type: z.literal('done'), ...head, report: UpscaleReport }),
  z.object({ type: z.literal('failed'), ...head, error: WireError }),
  z.object({ type: z.literal('cancelled'), ...head }),
])
export type UpscaleEvent = z.infer<typeof UpscaleEvent>

/** `GET /v1/upscale/:id`. */
export const UpscaleStatus = z.object({
  id: z.string(),
  state: z.enum(FILL_STATES),
  /** Place in the queue while queued: 0 is next. */
  position: z.int().min(0).optional(),
  fraction: z.number().min(0).max(1),
  stage: z.string(),
  report: UpscaleReport.optional(),
  error: WireError.optional(),
})
export type UpscaleStatus = z.infer<typeof UpscaleStatus>

/** Header of the envelope that hands a picture in; its part is the picture. */
export const UpscaleHeader = z.strictObject({ request: UpscaleRequest })
export type UpscaleHeaderInput = z.input<typeof UpscaleHeader>

/** Header of the envelope of a result of the format `raw`; its part `pixels` holds them. */
export const RawPicture = z.object({
  width: side,
  height: side,
  /** Straight alpha; opaque where the picture had none. */
  channels: z.literal(4),
  /** 16-bit samples are little-endian. */
  bitDepth: z.union([z.literal(8), z.literal(16)]),
})
export type RawPicture = z.infer<typeof RawPicture>

/** What a client hears of a job, in order: the same events over NDJSON and over the WebSocket. */
import { ERROR_CODES, InlayError } from './errors.ts'
import { BoundsSchema, FillReport, VariationReport } from './fill-report.ts'
import * as z from './zod.ts'

/** An error as it crosses a border. */
export const WireError = z.object({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  detail: z.string().optional(),
  next: z.string(),
})
export type WireError = z.infer<typeof WireError>

export const toWireError = (error: InlayError): WireError => ({
  code: error.code,
  message: error.message,
  ...(error.detail === undefined ? {} : { detail: error.detail }),
  next: error.next,
})

export const fromWireError = (wire: WireError): InlayError => new InlayError(wire.code, wire.detail)

const head = {
  /** The job. */
  id: z.string(),
  /** 0, 1, 2, ... within the job, without gaps. */
  sequence: z.int().min(0),
}

export const FillEvent = z.discriminatedUnion('type', [
  /** `position` 0 is next. */
  z.object({ type: z.literal('queued'), ...head, position: z.int().min(0) }),
  z.object({ type: z.literal('started'), ...head, seed: z.int().min(0), engine: z.string() }),
  /** `fraction` 0..1 never falls; `stage` is words for people. */
  z.object({
    type: z.literal('progress'),
    ...head,
    fraction: z.number().min(0).max(1),
    stage: z.string(),
  }),
  /** A coarse look at the patch: a small PNG in base64. */
  z.object({
    type: z.literal('preview'),
    ...head,
    index: z.int().min(0),
    png: z.string(),
    /** What the look shows, hole and surroundings, in pixels of the (possibly expanded) picture. */
    bounds: BoundsSchema.optional(),
  }),
  z.object({ type: z.literal('variation'), ...head, variation: VariationReport }),
  z.object({ type: z.literal('done'), ...head, report: FillReport }),
  z.object({ type: z.literal('failed'), ...head, error: WireError }),
  z.object({ type: z.literal('cancelled'), ...head }),
])
export type FillEvent = z.infer<typeof FillEvent>

/** True for the last event of any kind of job. */
export const isFinal = ({ type }: { readonly type: string }): boolean =>
  type === 'done' || type === 'failed' || type === 'cancelled'

export const FILL_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const

/** `GET /v1/fills/:id`. */
export const FillStatus = z.object({
  id: z.string(),
  state: z.enum(FILL_STATES),
  /** Place in the queue while queued: 0 is next. */
  position: z.int().min(0).optional(),
  fraction: z.number().min(0).max(1),
  stage: z.string(),
  variations: z.array(VariationReport),
  report: FillReport.optional(),
  error: WireError.optional(),
})
export type FillStatus = z.infer<typeof FillStatus>

/** What a finished fill says of itself: sizes, times, seeds, and how much it changed. */
import * as z from './zod.ts'

const pixels = z.int().min(0)

export const BoundsSchema = z.strictObject({
  left: z.int(),
  top: z.int(),
  width: pixels,
  height: pixels,
})

export const STAGES = [
  'decode',
  'mask',
  'context',
  'engine',
  'colour',
  'seam',
  'stitch',
  'encode',
] as const
export type Stage = (typeof STAGES)[number]

/** Size, place and seed of one variation. */
export const VariationReport = z.strictObject({
  index: z.int().min(0).max(7),
  seed: z.int().min(0),
  /** Where the patch belongs, in pixels of the (possibly expanded) image. */
  bounds: BoundsSchema,
})

export const FillReport = z.strictObject({
  engine: z.string(),
  seed: z.int().min(0),
  /** Size of the image as given, upright. */
  image: z.strictObject({ width: pixels, height: pixels, channels: z.int(), bitDepth: z.int() }),
  /** Size of the canvas after `expand`; equal to the image's otherwise. */
  canvas: z.strictObject({ width: pixels, height: pixels }),
  /** Share of the canvas, 0..1, whose mask is above 0. */
  changed_fraction: z.number().min(0).max(1),
  /** Context windows handed to the engine, 1:1 pixels unless `scale` says otherwise. */
  crops: z.array(z.strictObject({ bounds: BoundsSchema, scale: z.number() })),
  variations: z.array(VariationReport),
  /** Milliseconds per stage, all variations together. */
  times: z.partialRecord(z.enum(STAGES), z.number()),
  /** Milliseconds from request to last result. */
  total: z.number(),
  /** Largest resident memory of the working process so far, in bytes. */
  peak_memory: z.number(),
  /** Things the user should know, in plain sentences. */
  notes: z.array(z.string()),
})
export type FillReport = z.infer<typeof FillReport>
export type VariationReport = z.infer<typeof VariationReport>

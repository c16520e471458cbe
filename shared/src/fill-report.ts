/** What a finished fill says of itself: sizes, times, seeds, and how much it changed. */
import * as z from './zod.ts'

const pixels = z.int().min(0)

export const BoundsSchema = z.object({
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

const milliseconds = z.number().optional()

const StageTimes = z.object({
  decode: milliseconds,
  mask: milliseconds,
  context: milliseconds,
  engine: milliseconds,
  colour: milliseconds,
  seam: milliseconds,
  stitch: milliseconds,
  encode: milliseconds,
} satisfies Record<Stage, typeof milliseconds>)

/** Size, place and seed of one variation. */
export const VariationReport = z.object({
  index: z.int().min(0).max(7),
  seed: z.int().min(0),
  /** Where the patch belongs, in pixels of the (possibly expanded) image. */
  bounds: BoundsSchema,
})

export const FillReport = z.object({
  engine: z.string(),
  seed: z.int().min(0),
  /** Size of the image as given, upright. */
  image: z.object({ width: pixels, height: pixels, channels: z.int(), bitDepth: z.int() }),
  /** Size of the canvas after `expand`; equal to the image's otherwise. */
  canvas: z.object({ width: pixels, height: pixels }),
  /** Pixels of canvas that `expand` added: the image's top left corner is at (left, top). */
  expansion: z.object({ left: pixels, top: pixels, right: pixels, bottom: pixels }).optional(),
  /** Share of the canvas, 0..1, whose mask is above 0. */
  changed_fraction: z.number().min(0).max(1),
  /** Share of the canvas, 0..1, that a sample mask allows to be sampled; absent without one. */
  sample_fraction: z.number().min(0).max(1).optional(),
  /** Context windows handed to the engine, 1:1 pixels unless `scale` says otherwise. */
  crops: z.array(z.object({ bounds: BoundsSchema, scale: z.number() })),
  variations: z.array(VariationReport),
  /** Milliseconds per stage, all variations together. */
  times: StageTimes,
  /** Milliseconds from request to last result. */
  total: z.number(),
  /** Largest resident memory of the working process so far, in bytes. */
  peak_memory: z.number(),
  /** Things the user should know, in plain sentences. */
  notes: z.array(z.string()),
})
export type FillReport = z.infer<typeof FillReport>
export type VariationReport = z.infer<typeof VariationReport>

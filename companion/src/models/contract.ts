/**
 * What a graph expects and gives: enough to run a single-pass net without code written for it.
 * Types (float32, float16, uint8) are not here: the graph's own metadata says them.
 */
import * as z from '@inlay/shared/zod'

const name = z.string().min(1).max(200)
const side = z.int().min(8).max(16_384)

/** Values that black (0) and white (the depth's largest) become, e.g. [0, 1], [-1, 1], [0, 255]. */
const Range = z.tuple([z.number(), z.number()])

/** A picture as planes (nchw) or interleaved (nhwc), always one of a batch. */
const Layout = z.enum(['nchw', 'nhwc'])

export const PictureInput = z.strictObject({
  input: name,
  layout: Layout.default('nchw'),
  order: z.enum(['rgb', 'bgr']).default('rgb'),
  range: Range.default([0, 1]),
  /** Channel of the input that the first colour goes to; not 0 when mask and picture share an input. */
  channel: z.int().min(0).max(8).default(0),
  /** Per colour, after `range`: (value - mean) / deviation. */
  mean: z.tuple([z.number(), z.number(), z.number()]).default([0, 0, 0]),
  deviation: z
    .tuple([z.number().positive(), z.number().positive(), z.number().positive()])
    .default([1, 1, 1]),
  /** What lies under the hole: the picture as it is, or the number 0 (in the graph's own values). */
  hole: z.enum(['picture', 'zero']).default('picture'),
})
export type PictureInput = z.infer<typeof PictureInput>

export const MaskInput = z.strictObject({
  input: name,
  layout: Layout.default('nchw'),
  channel: z.int().min(0).max(8).default(0),
  /** Value of a pixel to be made. */
  hole: z.number().default(1),
  /** Value of a pixel to be kept. */
  keep: z.number().default(0),
})
export type MaskInput = z.infer<typeof MaskInput>

export const PictureOutput = z.strictObject({
  output: name,
  layout: Layout.default('nchw'),
  order: z.enum(['rgb', 'bgr']).default('rgb'),
  range: Range.default([0, 1]),
})
export type PictureOutput = z.infer<typeof PictureOutput>

/** Sizes the graph takes. */
export const GraphSize = z.union([
  z.strictObject({ width: side, height: side }),
  z.strictObject({
    /** Both sides are a multiple of it. */
    multiple: z.int().min(1).max(512),
    min: side.default(64),
    max: side.default(2048),
    /** Side the net was trained at: structure is best there. */
    best: side.default(512),
  }),
])
export type GraphSize = z.infer<typeof GraphSize>

/** An input that is no picture: filled with one value, or with normal noise from the fill's seed. */
export const PlainInput = z.strictObject({
  input: name,
  shape: z.array(z.int().min(1).max(65_536)).max(4),
  fill: z.union([z.number(), z.literal('noise')]),
})

export const InpaintContract = z.strictObject({
  task: z.literal('inpaint'),
  image: PictureInput,
  mask: MaskInput,
  others: z.array(PlainInput).max(8).default([]),
  output: PictureOutput,
  size: GraphSize,
})
export type InpaintContract = z.infer<typeof InpaintContract>

export const UpscaleContract = z.strictObject({
  task: z.literal('upscale'),
  image: PictureInput,
  output: PictureOutput,
  size: GraphSize,
  /** Output pixels for each input pixel, along a side. */
  scale: z.int().min(1).max(8),
})
export type UpscaleContract = z.infer<typeof UpscaleContract>

/** One graph; nets made of several (SAM, diffusion) have contracts of their own. */
export const Contract = z.discriminatedUnion('task', [InpaintContract, UpscaleContract])
export type Contract = z.infer<typeof Contract>
/** What a person writes: everything with a default may be left out. */
export type ContractInput = z.input<typeof Contract>

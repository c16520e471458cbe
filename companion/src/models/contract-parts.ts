/** What contracts are made of: how pictures, masks and plain values go into a graph and come out. */
import * as z from '@inlay/shared/zod'

export const TensorName = z.string().min(1).max(200)
const side = z.int().min(8).max(16_384)

/** Values that black (0) and white (the depth's largest) become, e.g. [0, 1], [-1, 1], [0, 255]. */
const Range = z.tuple([z.number(), z.number()])

/** A picture as planes (nchw) or interleaved (nhwc), always one of a batch. */
const Layout = z.enum(['nchw', 'nhwc'])

export const PictureInput = z.strictObject({
  input: TensorName,
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
  /**
   * What lies under the hole: the picture as it is, the number 0 (in the graph's own values), or
   * black or white as the range has them.
   */
  hole: z.enum(['picture', 'zero', 'black', 'white']).default('picture'),
})
export type PictureInput = z.infer<typeof PictureInput>

export const MaskInput = z.strictObject({
  input: TensorName,
  layout: Layout.default('nchw'),
  channel: z.int().min(0).max(8).default(0),
  /** Value of a pixel to be made. */
  hole: z.number().default(1),
  /** Value of a pixel to be kept. */
  keep: z.number().default(0),
})
export type MaskInput = z.infer<typeof MaskInput>

export const PictureOutput = z.strictObject({
  output: TensorName,
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
  input: TensorName,
  shape: z.array(z.int().min(1).max(65_536)).max(4),
  fill: z.union([z.number(), z.literal('noise')]),
})

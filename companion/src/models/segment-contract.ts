/**
 * Nets that select, as data: the SAM family (a picture is encoded once, clicks are decoded), nets that
 * know one subject, and nets that find every instance of what they were taught.
 */
import * as z from '@inlay/shared/zod'
import { GraphSize, PictureInput, PlainInput, TensorName } from './contract-parts.ts'

const task = z.literal('segment')

/**
 * How a picture comes into a square:
 * - `stretch`: its sides are made equal
 * - `pad`: its longer side fits, zeros after normalisation fill the right and the bottom
 * - `letterbox`: its longer side fits, grey (114 of 255) fills all round
 */
const Fit = z.enum(['stretch', 'pad', 'letterbox'])
export type Fit = z.infer<typeof Fit>

/** An encoder and a decoder (Kirillov et al. 2023; Ravi et al. 2024). */
export const SamContract = z.strictObject({
  task,
  kind: z.literal('sam'),
  image: PictureInput,
  fit: z.enum(['stretch', 'pad']),
  /** Side of the encoder's square, in which the decoder's coordinates are written. */
  side: z.int().min(64).max(4096),
  /** Encoder outputs that the decoder takes, under these inputs. */
  carried: z
    .array(z.strictObject({ output: TensorName, input: TensorName }))
    .min(1)
    .max(8),
  /** 1 in, 0 out. */
  points: TensorName,
  labels: TensorName,
  /**
   * `labels`: a box is two points with the labels 2 and 3, and a point labelled -1 stands where there
   * is none (SAM's own export). `input`: an input of its own takes corners, none where there is no
   * box. `none`: the graph knows no boxes; its middle is clicked and the best fit chosen.
   */
  box: z.discriminatedUnion('as', [
    z.strictObject({ as: z.literal('labels') }),
    z.strictObject({ as: z.literal('input'), input: TensorName }),
    z.strictObject({ as: z.literal('none') }),
  ]),
  others: z.array(PlainInput).max(8).default([]),
  /** Candidates as logits: [1, (1,) candidates, height, width] over the encoder's square. */
  masks: TensorName,
  /** How good each candidate thinks it is, 0..1. */
  scores: TensorName,
})
export type SamContract = z.infer<typeof SamContract>

/** One pass, one subject: U2-Net, IS-Net, BiRefNet, RMBG and their kind. */
export const SubjectContract = z.strictObject({
  task,
  kind: z.literal('subject'),
  image: PictureInput,
  fit: Fit.default('stretch'),
  size: GraphSize,
  output: TensorName,
  /** What the output must go through to become 0..1. */
  activation: z.enum(['none', 'sigmoid', 'min-max']).default('none'),
})
export type SubjectContract = z.infer<typeof SubjectContract>

/** YOLO with masks (YOLOv8-seg and after): boxes, scores and coefficients; prototypes beside them. */
export const InstancesContract = z.strictObject({
  task,
  kind: z.literal('instances'),
  image: PictureInput,
  fit: Fit.default('letterbox'),
  side: z.int().min(64).max(4096),
  /** [1, 4 + classes + prototypes, anchors]: middle, width and height in pixels of the square. */
  predictions: TensorName,
  /** [1, prototypes, height, width] over the square. */
  prototypes: TensorName,
  /** Least score of what counts as found. */
  confidence: z.number().min(0).max(1).default(0.25),
  /** Overlap of boxes above which two are one. */
  overlap: z.number().min(0).max(1).default(0.7),
})
export type InstancesContract = z.infer<typeof InstancesContract>

export const SegmentContract = z.discriminatedUnion('kind', [
  SamContract,
  SubjectContract,
  InstancesContract,
])
export type SegmentContract = z.infer<typeof SegmentContract>
export type SegmentContractInput = z.input<typeof SegmentContract>

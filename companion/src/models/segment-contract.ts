/**
 * Nets that select, as data: the SAM family (a picture is encoded once, clicks are decoded), nets that
 * know one subject, and nets that find every instance of what they were taught.
 */
import * as z from '@inlay/shared/zod'
import { GraphSize, PictureInput, PlainInput } from './contract.ts'

const name = z.string().min(1).max(200)

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
  kind: z.literal('sam'),
  image: PictureInput,
  fit: z.enum(['stretch', 'pad']),
  /** Side of the encoder's square, in which the decoder's coordinates are written. */
  side: z.int().min(64).max(4096),
  /** Encoder outputs that the decoder takes, under these inputs. */
  carried: z
    .array(z.strictObject({ output: name, input: name }))
    .min(1)
    .max(8),
  /** 1 in, 0 out. */
  points: name,
  labels: name,
  /**
   * `labels`: a box is two points with the labels 2 and 3, and a point labelled -1 stands where there
   * is none (SAM's own export). `input`: an input of its own takes corners, none where there is no
   * box. `none`: the graph knows no boxes; its middle is clicked and the best fit chosen.
   */
  box: z.discriminatedUnion('as', [
    z.strictObject({ as: z.literal('labels') }),
    z.strictObject({ as: z.literal('input'), input: name }),
    z.strictObject({ as: z.literal('none') }),
  ]),
  others: z.array(PlainInput).max(8).default([]),
  /** Candidates as logits: [1, (1,) candidates, height, width] over the encoder's square. */
  masks: name,
  /** How good each candidate thinks it is, 0..1. */
  scores: name,
})
export type SamContract = z.infer<typeof SamContract>

/** One pass, one subject: U2-Net, IS-Net, BiRefNet, RMBG and their kind. */
export const SubjectContract = z.strictObject({
  kind: z.literal('subject'),
  image: PictureInput,
  fit: Fit.default('stretch'),
  size: GraphSize,
  output: name,
  /** What the output must go through to become 0..1. */
  activation: z.enum(['none', 'sigmoid', 'min-max']).default('none'),
})
export type SubjectContract = z.infer<typeof SubjectContract>

/** YOLO with masks (YOLOv8-seg and after): boxes, scores and coefficients; prototypes beside them. */
export const InstancesContract = z.strictObject({
  kind: z.literal('instances'),
  image: PictureInput,
  fit: Fit.default('letterbox'),
  side: z.int().min(64).max(4096),
  /** [1, 4 + classes + prototypes, anchors]: middle, width and height in pixels of the square. */
  predictions: name,
  /** [1, prototypes, height, width] over the square. */
  prototypes: name,
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

/** ImageNet's, as SAM's and its followers' processors have them. */
const IMAGENET = {
  mean: [0.485, 0.456, 0.406],
  deviation: [0.229, 0.224, 0.225],
} satisfies Partial<z.input<typeof PictureInput>>

const plain = (input: string, shape: number[], fill: number) => ({ input, shape, fill })

/**
 * Names, sizes and conventions of the public exports, as read in code that runs them (November
 * 2026): transformers.js and its SamImageProcessor / Sam2ImageProcessor for Xenova/slimsam-77-uniform
 * and onnx-community/sam2.1-hiera-tiny-ONNX; dlimgedit for Acly/MobileSAM, whose decoder is SAM's own
 * export (segment-anything/scripts/export_onnx_model.py) and whose encoder normalises by itself.
 */
const SLIMSAM: SegmentContractInput = {
  kind: 'sam',
  image: { input: 'pixel_values', ...IMAGENET },
  fit: 'pad',
  side: 1024,
  carried: [
    { output: 'image_embeddings', input: 'image_embeddings' },
    { output: 'image_positional_embeddings', input: 'image_positional_embeddings' },
  ],
  points: 'input_points',
  labels: 'input_labels',
  box: { as: 'none' },
  masks: 'pred_masks',
  scores: 'iou_scores',
}

const MOBILESAM: SegmentContractInput = {
  kind: 'sam',
  image: { input: 'input_image', layout: 'nhwc', range: [0, 255] },
  fit: 'pad',
  side: 1024,
  carried: [{ output: 'image_embeddings', input: 'image_embeddings' }],
  points: 'point_coords',
  labels: 'point_labels',
  box: { as: 'labels' },
  others: [
    plain('mask_input', [1, 1, 256, 256], 0),
    plain('has_mask_input', [1], 0),
    // The graph enlarges its answer to this; the small one is what is read.
    plain('orig_im_size', [2], 256),
  ],
  masks: 'low_res_masks',
  scores: 'iou_predictions',
}

const SAM2: SegmentContractInput = {
  kind: 'sam',
  image: { input: 'pixel_values', ...IMAGENET },
  fit: 'stretch',
  side: 1024,
  carried: [0, 1, 2].map((i) => ({
    output: `image_embeddings.${i}`,
    input: `image_embeddings.${i}`,
  })),
  points: 'input_points',
  labels: 'input_labels',
  box: { as: 'input', input: 'input_boxes' },
  masks: 'pred_masks',
  scores: 'iou_scores',
}

/** By the catalogue's ids. */
const KNOWN: ReadonlyMap<string, SegmentContractInput> = new Map([
  ['slimsam', SLIMSAM],
  ['slimsam-fp32', SLIMSAM],
  ['mobilesam', MOBILESAM],
  ['sam2-tiny', SAM2],
])

/** Best first: what `auto` takes when several are installed. */
export const SEGMENT_MODELS = ['sam2-tiny', 'mobilesam', 'slimsam-fp32', 'slimsam'] as const

/** The contract of a model of the catalogue; undefined for others. */
export const segmentContractOf = (id: string): SegmentContract | undefined => {
  const known = KNOWN.get(id)
  return known === undefined ? undefined : SegmentContract.parse(known)
}

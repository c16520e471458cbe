/** What the public exports of the SAM family expect and give. */

import type * as z from '@inlay/shared/zod'
import type { PictureInput } from '../contract-parts.ts'
import type { SegmentContractInput } from '../segment-contract.ts'

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
export const SLIMSAM: SegmentContractInput = {
  task: 'segment',
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

export const MOBILESAM: SegmentContractInput = {
  task: 'segment',
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

export const SAM2: SegmentContractInput = {
  task: 'segment',
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

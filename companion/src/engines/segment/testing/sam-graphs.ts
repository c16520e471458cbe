/**
 * Real graphs with the exact inputs and outputs of published SAM exports, whose "net" selects what is
 * red within a circle around each point in (or in the box), less what is around points out. Any slip
 * in coordinates, labels, padding, range or in what is carried over changes the mask.
 */
import type {
  OnnxConstant,
  OnnxGraph,
  OnnxNode,
  OnnxValue,
} from '../../../inference/onnx-writer.ts'

export interface SamGraphs {
  readonly encoder: OnnxGraph
  readonly decoder: OnnxGraph
}

/** Pixels of the encoder's square around a point. */
const CIRCLE = 200
const FAR = 1e6

const floats = (name: string, shape: number[], values: readonly number[]): OnnxConstant => ({
  name,
  type: 'float32',
  shape,
  values,
})
const ints = (name: string, values: readonly number[]): OnnxConstant => ({
  name,
  type: 'int64',
  shape: [values.length],
  values,
})
const node = (
  op: string,
  inputs: readonly string[],
  output: string,
  attributes?: OnnxNode['attributes'],
): OnnxNode => ({ op, inputs, outputs: [output], ...(attributes !== undefined && { attributes }) })

const value = (
  name: string,
  shape: readonly (number | string)[],
  type: OnnxValue['type'] = 'float32',
): OnnxValue => ({ name, type, shape })

/** `colours` ([1, 3, 1024, 1024]) averaged over 16 x 16 pixels, spread over 256 channels. */
const embed = (output: string): OnnxNode[] => [
  node('AveragePool', ['colours'], `${output}.pooled`, {
    kernel_shape: { ints: [16, 16] },
    strides: { ints: [16, 16] },
  }),
  node('Conv', [`${output}.pooled`, 'spread'], output),
]

const spread = (): OnnxConstant =>
  floats(
    'spread',
    [256, 3, 1, 1],
    Array.from({ length: 768 }, (_, i) => (i % 3 === Math.floor(i / 3) % 3 ? 1 : 0)),
  )

/** The decoder from named pieces: how points, boxes and embeddings come in is each export's own. */
const decode = (names: {
  readonly points: string
  readonly labels: string
  readonly embedding: string
  readonly boxes?: string
  readonly masks: string
  readonly scores: string
  readonly maskShape: readonly number[]
  readonly scoreShape: readonly number[]
  readonly before?: readonly OnnxNode[]
  readonly positional?: string
}): Pick<OnnxGraph, 'nodes' | 'constants'> => {
  const grid = Array.from({ length: 256 }, (_, i) => i * 4 + 1.5)
  const column = (input: string, at: number, output: string): OnnxNode =>
    node('Slice', [input, `from${at}`, `to${at}`, 'axis1'], output)
  const most = (input: string, output: string): OnnxNode =>
    node('ReduceMax', [input], output, { axes: { ints: [0] }, keepdims: { int: 1 } })
  const least = (input: string, output: string): OnnxNode =>
    node('ReduceMin', [input], output, { axes: { ints: [0] }, keepdims: { int: 1 } })
  const corner = (label: string, coordinate: string, output: string, sign: 'least' | 'most') => [
    node('Where', [`is${label}`, coordinate, sign === 'most' ? 'low' : 'high'], `${output}.all`),
    sign === 'most' ? most(`${output}.all`, output) : least(`${output}.all`, output),
  ]
  const byLabels = [
    ...corner('2', 'px', 'left', 'most'),
    ...corner('2', 'py', 'top', 'most'),
    ...corner('3', 'px', 'right', 'least'),
    ...corner('3', 'py', 'bottom', 'least'),
  ]
  const byInput = [
    node('Reshape', [names.boxes ?? '', 'boxRows'], 'given'),
    node('Concat', ['given', 'noBox'], 'boxes', { axis: { int: 0 } }),
    ...['left', 'top', 'right', 'bottom'].flatMap((edge, i) => [
      column('boxes', i, `${edge}.all`),
      i < 2 ? most(`${edge}.all`, edge) : least(`${edge}.all`, edge),
    ]),
  ]
  return {
    constants: [
      floats('gx', [1, 1, 1, 256], grid),
      floats('gy', [1, 1, 256, 1], grid),
      floats('circle', [1], [CIRCLE * CIRCLE]),
      floats('low', [1], [-FAR]),
      floats('high', [1], [FAR]),
      floats('isBox', [1], [-FAR / 2]),
      floats('noBox', [1, 4, 1, 1], [-FAR, -FAR, FAR, FAR]),
      floats('steep', [1], [1e5]),
      floats('zero', [1], [0]),
      floats('one', [1], [1]),
      floats('two', [1], [2]),
      floats('three', [1], [3]),
      floats('all', [1, 1, 256, 256], Array(65_536).fill(1)),
      floats('none', [1, 1, 256, 256], Array(65_536).fill(-1)),
      floats('base', [3], [0.8, 0.75, 0.99]),
      floats('bonus', [3], [0.1, 0, 0]),
      floats('small', [1], [1e-4]),
      floats('scales', [4], [1, 1, 4, 4]),
      ints('rows', [-1, 2, 1, 1]),
      ints('labelRows', [-1, 1, 1, 1]),
      ints('boxRows', [-1, 4, 1, 1]),
      ints('maskShape', names.maskShape),
      ints('scoreShape', names.scoreShape),
      ints('cornerFrom', [0, 63, 63]),
      ints('cornerTo', [1, 64, 64]),
      ints('cornerAxes', [1, 2, 3]),
      ints('flat', [1]),
      ints('axis1', [1]),
      ...[0, 1, 2, 3].flatMap((i) => [ints(`from${i}`, [i]), ints(`to${i}`, [i + 1])]),
    ],
    nodes: [
      ...(names.before ?? []),
      node('Reshape', [names.points, 'rows'], 'places'),
      column('places', 0, 'px'),
      column('places', 1, 'py'),
      node('Cast', [names.labels], 'numbers', { to: { int: 1 } }),
      node('Reshape', ['numbers', 'labelRows'], 'kinds'),
      node('Equal', ['kinds', 'one'], 'isIn'),
      node('Equal', ['kinds', 'zero'], 'isOut'),
      node('Equal', ['kinds', 'two'], 'is2'),
      node('Equal', ['kinds', 'three'], 'is3'),
      node('Sub', ['gx', 'px'], 'dx'),
      node('Sub', ['gy', 'py'], 'dy'),
      node('Mul', ['dx', 'dx'], 'dx2'),
      node('Mul', ['dy', 'dy'], 'dy2'),
      node('Add', ['dx2', 'dy2'], 'd2'),
      node('Sub', ['circle', 'd2'], 'near'),
      node('Where', ['isIn', 'near', 'low'], 'nearIn'),
      most('nearIn', 'in'),
      node('Where', ['isOut', 'near', 'low'], 'nearOut'),
      most('nearOut', 'outMost'),
      node('Relu', ['outMost'], 'out'),
      ...(names.boxes === undefined ? byLabels : byInput),
      node('Sub', ['gx', 'left'], 'fromLeft'),
      node('Sub', ['right', 'gx'], 'fromRight'),
      node('Sub', ['gy', 'top'], 'fromTop'),
      node('Sub', ['bottom', 'gy'], 'fromBottom'),
      node('Min', ['fromLeft', 'fromRight', 'fromTop', 'fromBottom'], 'inBox'),
      node('Greater', ['left', 'isBox'], 'boxed'),
      node('Where', ['boxed', 'inBox', 'in'], 'where'),
      node('Mul', ['out', 'two'], 'twice'),
      node('Sub', ['where', 'twice'], 'place'),
      column(names.embedding, 0, 'red64'),
      node('Resize', ['red64', '', 'scales'], 'red', { mode: { text: 'linear' } }),
      node('Mul', ['red', 'steep'], 'redness'),
      node('Min', ['place', 'redness'], 'logits1'),
      ...(names.positional === undefined
        ? [node('Identity', ['logits1'], 'logits')]
        : [
            column(names.positional, 0, 'pos64'),
            node('Resize', ['pos64', '', 'scales'], 'pos', { mode: { text: 'linear' } }),
            node('Mul', ['logits1', 'pos'], 'logits'),
          ]),
      node('Concat', ['logits', 'all', 'none'], 'candidates', { axis: { int: 1 } }),
      node('Reshape', ['candidates', 'maskShape'], names.masks),
      // The first score is better by 0.1 where the lower right corner of the embedding is padding.
      node('Slice', [names.embedding, 'cornerFrom', 'cornerTo', 'cornerAxes'], 'corner'),
      node('Abs', ['corner'], 'cornerSize'),
      node('Less', ['cornerSize', 'small'], 'isPadded'),
      node('Cast', ['isPadded'], 'padded', { to: { int: 1 } }),
      node('Reshape', ['padded', 'flat'], 'padded1'),
      node('Mul', ['padded1', 'bonus'], 'better'),
      node('Add', ['base', 'better'], 'scores3'),
      node('Reshape', ['scores3', 'scoreShape'], names.scores),
    ],
  }
}

/** Xenova/slimsam-77-uniform. */
export const slimSamGraphs = (): SamGraphs => ({
  encoder: {
    inputs: [value('pixel_values', [1, 3, 1024, 1024])],
    outputs: [
      value('image_embeddings', [1, 256, 64, 64]),
      value('image_positional_embeddings', [1, 256, 64, 64]),
    ],
    constants: [spread(), floats('nought', [1], [0]), floats('unit', [1], [1])],
    nodes: [
      node('Identity', ['pixel_values'], 'colours'),
      ...embed('image_embeddings'),
      node('Mul', ['image_embeddings', 'nought'], 'noughts'),
      node('Add', ['noughts', 'unit'], 'image_positional_embeddings'),
    ],
  },
  decoder: {
    inputs: [
      value('image_embeddings', [1, 256, 64, 64]),
      value('image_positional_embeddings', [1, 256, 64, 64]),
      value('input_points', [1, 1, 'points', 2]),
      value('input_labels', [1, 1, 'points'], 'int64'),
    ],
    outputs: [value('iou_scores', [1, 1, 3]), value('pred_masks', [1, 1, 3, 256, 256])],
    ...decode({
      points: 'input_points',
      labels: 'input_labels',
      embedding: 'image_embeddings',
      positional: 'image_positional_embeddings',
      masks: 'pred_masks',
      scores: 'iou_scores',
      maskShape: [1, 1, 3, 256, 256],
      scoreShape: [1, 1, 3],
    }),
  },
})

/** Acly/MobileSAM: the encoder takes bytes as they are, without a batch; the decoder is SAM's own. */
export const mobileSamGraphs = (): SamGraphs => ({
  encoder: {
    inputs: [value('input_image', [1024, 1024, 3])],
    outputs: [value('image_embeddings', [1, 256, 64, 64])],
    constants: [
      spread(),
      floats('full', [1], [255]),
      floats('half', [1], [0.485]),
      ints('batch', [0]),
    ],
    nodes: [
      node('Transpose', ['input_image'], 'planes', { perm: { ints: [2, 0, 1] } }),
      node('Unsqueeze', ['planes', 'batch'], 'batched'),
      node('Div', ['batched', 'full'], 'unit'),
      // Padding is grey to this encoder, as zeros are to the others after normalisation.
      node('Sub', ['unit', 'half'], 'colours'),
      ...embed('image_embeddings'),
    ],
  },
  decoder: {
    inputs: [
      value('image_embeddings', [1, 256, 64, 64]),
      value('point_coords', [1, 'num_points', 2]),
      value('point_labels', [1, 'num_points']),
      value('mask_input', [1, 1, 256, 256]),
      value('has_mask_input', [1]),
      value('orig_im_size', [2]),
    ],
    outputs: [
      value('iou_predictions', [1, 3]),
      value('low_res_masks', [1, 3, 256, 256]),
      value('masks', [1, 1, 256, 256]),
    ],
    ...decode({
      points: 'point_coords',
      labels: 'point_labels',
      embedding: 'image_embeddings',
      masks: 'low_res_masks',
      scores: 'iou_predictions',
      maskShape: [1, 3, 256, 256],
      scoreShape: [1, 3],
      before: [node('Add', ['mask_input', 'has_mask_input'], 'masks')],
    }),
  },
})

/** onnx-community/sam2.1-hiera-tiny-ONNX. */
export const sam2Graphs = (): SamGraphs => ({
  encoder: {
    inputs: [value('pixel_values', [1, 3, 1024, 1024])],
    outputs: [
      value('image_embeddings.0', [1, 32, 256, 256]),
      value('image_embeddings.1', [1, 64, 128, 128]),
      value('image_embeddings.2', [1, 256, 64, 64]),
    ],
    constants: [
      spread(),
      floats('thirtyTwo', [32, 3, 1, 1], Array(96).fill(0.1)),
      floats('sixtyFour', [64, 3, 1, 1], Array(192).fill(0.1)),
    ],
    nodes: [
      node('Identity', ['pixel_values'], 'colours'),
      ...embed('image_embeddings.2'),
      node('AveragePool', ['colours'], 'p4', {
        kernel_shape: { ints: [4, 4] },
        strides: { ints: [4, 4] },
      }),
      node('Conv', ['p4', 'thirtyTwo'], 'image_embeddings.0'),
      node('AveragePool', ['colours'], 'p8', {
        kernel_shape: { ints: [8, 8] },
        strides: { ints: [8, 8] },
      }),
      node('Conv', ['p8', 'sixtyFour'], 'image_embeddings.1'),
    ],
  },
  decoder: {
    inputs: [
      value('image_embeddings.0', [1, 32, 256, 256]),
      value('image_embeddings.1', [1, 64, 128, 128]),
      value('image_embeddings.2', [1, 256, 64, 64]),
      value('input_points', [1, 1, 'points', 2]),
      value('input_labels', [1, 1, 'points'], 'int64'),
      value('input_boxes', [1, 'boxes', 4]),
    ],
    outputs: [
      value('iou_scores', [1, 1, 3]),
      value('pred_masks', [1, 1, 3, 256, 256]),
      value('object_score_logits', [1, 32, 256, 256]),
    ],
    ...decode({
      points: 'input_points',
      labels: 'input_labels',
      embedding: 'image_embeddings.2',
      boxes: 'input_boxes',
      masks: 'pred_masks',
      scores: 'iou_scores',
      maskShape: [1, 1, 3, 256, 256],
      scoreShape: [1, 1, 3],
      before: [
        node('Abs', ['image_embeddings.0'], 'object_score_logits'),
        node('Abs', ['image_embeddings.1'], 'unused'),
      ],
    }),
  },
})

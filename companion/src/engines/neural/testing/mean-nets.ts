/**
 * Real graphs with the exact inputs and outputs of published nets, whose "net" paints the mean colour
 * of what is known: any slip in layout, order, range or polarity changes that colour.
 */
import type { OnnxConstant, OnnxGraph, OnnxNode } from '../../../inference/onnx-writer.ts'
import type { ContractInput } from '../../../models/contract.ts'

export interface MeanNet {
  readonly graph: OnnxGraph
  readonly contract: ContractInput & { readonly task: 'inpaint' }
}

const scalar = (name: string, value: number): OnnxConstant => ({
  name,
  type: 'float32',
  shape: [1],
  values: [value],
})

/** From `colours` (0..1) and `keep` (1 = known): `filled`, the mean of the known in the hole. */
const fillWithMean: readonly OnnxNode[] = [
  { op: 'Mul', inputs: ['colours', 'keep'], outputs: ['known'] },
  { op: 'GlobalAveragePool', inputs: ['known'], outputs: ['knownMean'] },
  { op: 'GlobalAveragePool', inputs: ['keep'], outputs: ['keepMean'] },
  { op: 'Div', inputs: ['knownMean', 'keepMean'], outputs: ['mean'] },
  { op: 'Sub', inputs: ['one', 'keep'], outputs: ['hole'] },
  { op: 'Mul', inputs: ['mean', 'hole'], outputs: ['painted'] },
  { op: 'Add', inputs: ['known', 'painted'], outputs: ['filled'] },
]

/** Carve/LaMa-ONNX: image 0..1 and mask 1 = fill, both float, fixed size; answers 0..255. */
export const lamaLike = (side: number): MeanNet => ({
  graph: {
    inputs: [
      { name: 'image', type: 'float32', shape: [1, 3, side, side] },
      { name: 'mask', type: 'float32', shape: [1, 1, side, side] },
    ],
    outputs: [{ name: 'output', type: 'float32', shape: [1, 3, side, side] }],
    constants: [scalar('one', 1), scalar('full', 255)],
    nodes: [
      { op: 'Identity', inputs: ['image'], outputs: ['colours'] },
      { op: 'Sub', inputs: ['one', 'mask'], outputs: ['keep'] },
      ...fillWithMean,
      { op: 'Mul', inputs: ['filled', 'full'], outputs: ['output'] },
    ],
  },
  contract: {
    task: 'inpaint',
    image: { input: 'image' },
    mask: { input: 'mask' },
    output: { output: 'output', range: [0, 255] },
    size: { width: side, height: side },
  },
})

/** LaMa's contract again; paints one colour (0..1), whatever is around. */
export const paintsOneColour = (
  side: number,
  colour: readonly [number, number, number],
): MeanNet => {
  const { graph, contract } = lamaLike(side)
  return {
    contract,
    graph: {
      ...graph,
      constants: [
        scalar('one', 1),
        scalar('full', 255),
        { name: 'colour', type: 'float32', shape: [1, 3, 1, 1], values: colour },
      ],
      nodes: [
        { op: 'Sub', inputs: ['one', 'mask'], outputs: ['keep'] },
        { op: 'Mul', inputs: ['image', 'keep'], outputs: ['known'] },
        { op: 'Mul', inputs: ['colour', 'mask'], outputs: ['painted'] },
        { op: 'Add', inputs: ['known', 'painted'], outputs: ['filled'] },
        { op: 'Mul', inputs: ['filled', 'full'], outputs: ['output'] },
      ],
    },
  }
}

/** LaMa's dynamic contract, in whose middle every pixel takes half a KiB: 128 MiB at 512 x 512. */
export const hungryLike = (): MeanNet => {
  const { graph, contract } = lamaLike(512)
  const channels = 128
  const values = (count: number, value: number): number[] => Array<number>(count).fill(value)
  return {
    contract: { ...contract, size: { multiple: 8, min: 64, max: 1024, best: 512 } },
    graph: {
      ...graph,
      inputs: [
        { name: 'image', type: 'float32', shape: [1, 3, 'height', 'width'] },
        { name: 'mask', type: 'float32', shape: [1, 1, 'height', 'width'] },
      ],
      outputs: [{ name: 'output', type: 'float32', shape: [1, 3, 'height', 'width'] }],
      constants: [
        ...(graph.constants ?? []),
        {
          name: 'wide',
          type: 'float32',
          shape: [channels, 3, 1, 1],
          values: values(channels * 3, 1),
        },
        {
          name: 'narrow',
          type: 'float32',
          shape: [3, channels, 1, 1],
          values: values(channels * 3, -1 / channels),
        },
      ],
      // The mean of three channels, by way of 128.
      nodes: [
        { op: 'Conv', inputs: ['image', 'wide'], outputs: ['many'] },
        { op: 'Neg', inputs: ['many'], outputs: ['less'] },
        { op: 'Conv', inputs: ['less', 'narrow'], outputs: ['colours'] },
        ...graph.nodes.slice(1),
      ],
    },
  }
}

/** andraniksargsyan/migan pipeline: uint8 in and out, mask 255 = keep, any size. */
export const miganPipelineLike = (): MeanNet => ({
  graph: {
    inputs: [
      { name: 'image', type: 'uint8', shape: [1, 3, 'height', 'width'] },
      { name: 'mask', type: 'uint8', shape: [1, 1, 'height', 'width'] },
    ],
    outputs: [{ name: 'result', type: 'uint8', shape: [1, 3, 'height', 'width'] }],
    constants: [scalar('one', 1), scalar('full', 255)],
    nodes: [
      { op: 'Cast', inputs: ['image'], outputs: ['bytes'], attributes: { to: { int: 1 } } },
      { op: 'Div', inputs: ['bytes', 'full'], outputs: ['colours'] },
      { op: 'Cast', inputs: ['mask'], outputs: ['maskBytes'], attributes: { to: { int: 1 } } },
      { op: 'Div', inputs: ['maskBytes', 'full'], outputs: ['keep'] },
      ...fillWithMean,
      { op: 'Mul', inputs: ['filled', 'full'], outputs: ['large'] },
      { op: 'Round', inputs: ['large'], outputs: ['round'] },
      { op: 'Cast', inputs: ['round'], outputs: ['result'], attributes: { to: { int: 2 } } },
    ],
  },
  contract: {
    task: 'inpaint',
    image: { input: 'image', range: [0, 255] },
    mask: { input: 'mask', hole: 0, keep: 255 },
    output: { output: 'result', range: [0, 255] },
    size: { multiple: 8, min: 64, max: 1024, best: 128 },
  },
})

const ints = (name: string, values: readonly number[]): OnnxConstant => ({
  name,
  type: 'int64',
  shape: [values.length],
  values,
})

/** MI-GAN's bare generator: one input, mask - 0.5 before the masked picture in -1..1; answers -1..1. */
export const miganBareLike = (side: number): MeanNet => ({
  graph: {
    inputs: [{ name: 'input', type: 'float32', shape: [1, 4, side, side] }],
    outputs: [{ name: 'output', type: 'float32', shape: [1, 3, side, side] }],
    constants: [
      scalar('one', 1),
      scalar('half', 0.5),
      scalar('two', 2),
      ints('zero', [0]),
      ints('first', [1]),
      ints('end', [4]),
      ints('axis', [1]),
    ],
    nodes: [
      { op: 'Slice', inputs: ['input', 'zero', 'first', 'axis'], outputs: ['shifted'] },
      { op: 'Add', inputs: ['shifted', 'half'], outputs: ['keep'] },
      { op: 'Slice', inputs: ['input', 'first', 'end', 'axis'], outputs: ['signed'] },
      { op: 'Add', inputs: ['signed', 'one'], outputs: ['doubled'] },
      { op: 'Div', inputs: ['doubled', 'two'], outputs: ['colours'] },
      ...fillWithMean,
      { op: 'Mul', inputs: ['filled', 'two'], outputs: ['large'] },
      { op: 'Sub', inputs: ['large', 'one'], outputs: ['output'] },
    ],
  },
  contract: {
    task: 'inpaint',
    image: { input: 'input', channel: 1, range: [-1, 1], hole: 'zero' },
    mask: { input: 'input', hole: -0.5, keep: 0.5 },
    output: { output: 'output', range: [-1, 1] },
    size: { width: side, height: side },
  },
})

/** A MAT-like export: pixels last, blue first, and a latent of noise that tints nothing. */
export const matLike = (side: number): MeanNet => ({
  graph: {
    inputs: [
      { name: 'x', type: 'float32', shape: [1, side, side, 3] },
      { name: 'm', type: 'float32', shape: [1, side, side, 1] },
      { name: 'z', type: 'float32', shape: [1, 512] },
    ],
    outputs: [{ name: 'y', type: 'float32', shape: [1, side, side, 3] }],
    constants: [scalar('one', 1), scalar('none', 0)],
    nodes: [
      {
        op: 'Transpose',
        inputs: ['x'],
        outputs: ['colours'],
        attributes: { perm: { ints: [0, 3, 1, 2] } },
      },
      {
        op: 'Transpose',
        inputs: ['m'],
        outputs: ['keep'],
        attributes: { perm: { ints: [0, 3, 1, 2] } },
      },
      ...fillWithMean,
      { op: 'ReduceMean', inputs: ['z'], outputs: ['level'], attributes: { keepdims: { int: 0 } } },
      { op: 'Mul', inputs: ['level', 'none'], outputs: ['nothing'] },
      { op: 'Add', inputs: ['filled', 'nothing'], outputs: ['sum'] },
      {
        op: 'Transpose',
        inputs: ['sum'],
        outputs: ['y'],
        attributes: { perm: { ints: [0, 2, 3, 1] } },
      },
    ],
  },
  contract: {
    task: 'inpaint',
    image: { input: 'x', layout: 'nhwc', order: 'bgr' },
    mask: { input: 'm', layout: 'nhwc', hole: 0, keep: 1 },
    others: [{ input: 'z', shape: [1, 512], fill: 'noise' }],
    output: { output: 'y', layout: 'nhwc', order: 'bgr' },
    size: { width: side, height: side },
  },
})

/**
 * An export that trusts what lies under the hole to be black (LDM's masked picture in -1..1) or white
 * (EdgeConnect's and ZITS's), with its mask in -1..1.
 */
export const blankedLike = (side: number, under: 'black' | 'white'): MeanNet => ({
  graph: {
    inputs: [
      { name: 'masked_image', type: 'float32', shape: [1, 3, side, side] },
      { name: 'mask', type: 'float32', shape: [1, 1, side, side] },
    ],
    outputs: [{ name: 'output', type: 'float32', shape: [1, 3, side, side] }],
    constants: [scalar('one', 1), scalar('two', 2)],
    nodes: [
      { op: 'Sub', inputs: ['one', 'mask'], outputs: ['twice'] },
      { op: 'Div', inputs: ['twice', 'two'], outputs: ['keep'] },
      { op: 'Sub', inputs: ['one', 'keep'], outputs: ['hole'] },
      { op: 'Add', inputs: ['masked_image', 'one'], outputs: ['doubled'] },
      { op: 'Div', inputs: ['doubled', 'two'], outputs: ['colours'] },
      under === 'black'
        ? { op: 'Identity', inputs: ['colours'], outputs: ['known'] }
        : { op: 'Sub', inputs: ['colours', 'hole'], outputs: ['known'] },
      { op: 'GlobalAveragePool', inputs: ['known'], outputs: ['knownMean'] },
      { op: 'GlobalAveragePool', inputs: ['keep'], outputs: ['keepMean'] },
      { op: 'Div', inputs: ['knownMean', 'keepMean'], outputs: ['mean'] },
      { op: 'Mul', inputs: ['mean', 'hole'], outputs: ['painted'] },
      { op: 'Add', inputs: ['known', 'painted'], outputs: ['filled'] },
      { op: 'Mul', inputs: ['filled', 'two'], outputs: ['large'] },
      { op: 'Sub', inputs: ['large', 'one'], outputs: ['output'] },
    ],
  },
  contract: {
    task: 'inpaint',
    image: { input: 'masked_image', range: [-1, 1], hole: under },
    mask: { input: 'mask', hole: 1, keep: -1 },
    output: { output: 'output', range: [-1, 1] },
    size: { width: side, height: side },
  },
})

/** A net with U2-Net's inputs and outputs that finds one colour: how much of it there is, as logits. */
import type { OnnxGraph } from '../../../inference/onnx-writer.ts'
import type { SegmentContractInput } from '../../../models/segment-contract.ts'

export interface ColourNetOptions {
  /** 0 red, 1 green, 2 blue. */
  readonly channel: 0 | 1 | 2
  /** Pixels of the square it takes. */
  readonly side: number
  /** Value of the channel that is neither in nor out. */
  readonly middle: number
  readonly gain: number
}

export const colourNet = ({ channel, side, middle, gain }: ColourNetOptions): OnnxGraph => ({
  inputs: [{ name: 'input.1', type: 'float32', shape: [1, 3, side, side] }],
  outputs: [{ name: '1959', type: 'float32', shape: [1, 1, side, side] }],
  constants: [
    { name: 'from', type: 'int64', shape: [1], values: [channel] },
    { name: 'to', type: 'int64', shape: [1], values: [channel + 1] },
    { name: 'axis', type: 'int64', shape: [1], values: [1] },
    { name: 'middle', type: 'float32', shape: [1], values: [middle] },
    { name: 'gain', type: 'float32', shape: [1], values: [gain] },
  ],
  nodes: [
    { op: 'Slice', inputs: ['input.1', 'from', 'to', 'axis'], outputs: ['colour'] },
    { op: 'Sub', inputs: ['colour', 'middle'], outputs: ['above'] },
    { op: 'Mul', inputs: ['above', 'gain'], outputs: ['1959'] },
  ],
})

export const colourContract = (side: number) =>
  ({
    task: 'segment',
    kind: 'subject',
    image: { input: 'input.1' },
    size: { width: side, height: side },
    output: '1959',
    activation: 'sigmoid',
  }) satisfies SegmentContractInput

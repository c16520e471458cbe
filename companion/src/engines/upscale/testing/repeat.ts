/** A real graph with the inputs and outputs of Real-ESRGAN's exports that repeats each pixel. */
import type { OnnxGraph } from '../../../inference/onnx-writer.ts'

/** What comes out is known exactly, wherever tiles meet. @param side of the only size it takes */
export const repeat = (scale: number, side?: number): OnnxGraph => ({
  inputs: [{ name: 'input', type: 'float32', shape: [1, 3, side ?? 'height', side ?? 'width'] }],
  outputs: [{ name: 'output', type: 'float32', shape: [1, 3, 'h', 'w'] }],
  constants: [{ name: 'scales', type: 'float32', shape: [4], values: [1, 1, scale, scale] }],
  nodes: [
    {
      op: 'Resize',
      inputs: ['input', '', 'scales'],
      outputs: ['output'],
      attributes: {
        mode: { text: 'nearest' },
        coordinate_transformation_mode: { text: 'asymmetric' },
        nearest_mode: { text: 'floor' },
      },
    },
  ],
})

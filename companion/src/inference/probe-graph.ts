/** The tiny net that tells whether a provider truly computes: a convolution and an addition. */
import { writeOnnx } from './onnx-writer.ts'

const SIDE = 8

export const PROBE_INPUT = 'x'
export const PROBE_OUTPUT = 'y'
export const PROBE_SHAPE = [1, 1, SIDE, SIDE] as const

/** Every pixel becomes the sum of its 3x3 neighbours (nothing beyond the edge) plus a half. */
export const probeGraph = (): Uint8Array =>
  writeOnnx({
    inputs: [{ name: PROBE_INPUT, type: 'float32', shape: PROBE_SHAPE }],
    outputs: [{ name: PROBE_OUTPUT, type: 'float32', shape: PROBE_SHAPE }],
    constants: [
      { name: 'ones', type: 'float32', shape: [1, 1, 3, 3], values: Array(9).fill(1) },
      { name: 'half', type: 'float32', shape: [1], values: [0.5] },
    ],
    nodes: [
      {
        op: 'Conv',
        inputs: [PROBE_INPUT, 'ones'],
        outputs: ['sum'],
        attributes: { pads: { ints: [1, 1, 1, 1] }, kernel_shape: { ints: [3, 3] } },
      },
      { op: 'Add', inputs: ['sum', 'half'], outputs: [PROBE_OUTPUT] },
    ],
  })

export const probeInput = (): Float32Array =>
  Float32Array.from({ length: SIDE * SIDE }, (_, i) => (i * 7) % 11)

/** What every honest device answers; whole numbers and a half are exact even at half precision. */
export const probeAnswer = (): Float32Array => {
  const x = probeInput()
  return x.map((_, i) => {
    const column = i % SIDE
    const row = Math.floor(i / SIDE)
    let sum = 0.5
    for (let v = Math.max(row - 1, 0); v <= Math.min(row + 1, SIDE - 1); v++) {
      for (let u = Math.max(column - 1, 0); u <= Math.min(column + 1, SIDE - 1); u++) {
        sum += x[v * SIDE + u]!
      }
    }
    return sum
  })
}

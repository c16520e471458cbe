/** Small real graphs for tests, written to files. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type OnnxGraph, type OnnxType, writeOnnx } from '../onnx-writer.ts'

export const writeGraph = async (
  folder: string,
  name: string,
  graph: OnnxGraph,
): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, writeOnnx(graph))
  return path
}

/** y = x, of any shape. */
export const identity = (type: OnnxType, rank: number): OnnxGraph => {
  const shape = Array.from({ length: rank }, (_, i) => `side${i}`)
  return {
    inputs: [{ name: 'x', type, shape }],
    outputs: [{ name: 'y', type, shape }],
    nodes: [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }],
  }
}

/** y is the sum of two vectors. */
export const add = ([a, b]: readonly [string, string]): OnnxGraph => ({
  inputs: [a, b].map((name) => ({ name, type: 'float32', shape: ['side'] })),
  outputs: [{ name: 'y', type: 'float32', shape: ['side'] }],
  nodes: [{ op: 'Add', inputs: [a, b], outputs: ['y'] }],
})

/** y = x times itself, `times` over: seconds of honest work for a large x. */
export const slow = (side: number, times: number): OnnxGraph => ({
  inputs: [{ name: 'x', type: 'float32', shape: [side, side] }],
  outputs: [{ name: 'y', type: 'float32', shape: [side, side] }],
  nodes: Array.from({ length: times }, (_, i) => ({
    op: 'MatMul',
    inputs: [i === 0 ? 'x' : `x${i}`, 'x'],
    outputs: [i + 1 === times ? 'y' : `x${i + 1}`],
  })),
})

/** Six 3x3 convolutions and a ReLU after each: what a small net's layers are made of. */
export const layers = (channels: number): OnnxGraph => {
  const values = (count: number, from: number): number[] =>
    Array.from({ length: count }, (_, i) => Math.sin(from + i * 1.7) / (3 * channels))
  const names = Array.from({ length: 6 }, (_, i) => i)
  return {
    inputs: [{ name: 'x', type: 'float32', shape: [1, channels, 'height', 'width'] }],
    outputs: [{ name: 'y', type: 'float32', shape: [1, channels, 'height', 'width'] }],
    constants: names.map((i) => ({
      name: `w${i}`,
      type: 'float32',
      shape: [channels, channels, 3, 3],
      values: values(channels * channels * 9, i),
    })),
    nodes: names.flatMap((i) => [
      {
        op: 'Conv',
        inputs: [i === 0 ? 'x' : `y${i - 1}`, `w${i}`],
        outputs: [`c${i}`],
        attributes: { pads: { ints: [1, 1, 1, 1] } },
      },
      { op: 'Relu', inputs: [`c${i}`], outputs: [i === 5 ? 'y' : `y${i}`] },
    ]),
  }
}

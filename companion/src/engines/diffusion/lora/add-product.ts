/**
 * Weights plus a product of two thin matrices, a LoRA's whole arithmetic, on the inference runtime: a
 * LoRA of rank 128 for SDXL takes 640 GFLOP. Always on the CPU, whose float32 is float32.
 */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InlayError } from '@inlay/shared'
import type { Inference, Net } from '../../../inference/inference.ts'
import { writeOnnx } from '../../../inference/onnx-writer.ts'
import { tensor } from '../../../inference/tensors.ts'
import { PRIVATE_FILE } from '../../../system/private-files.ts'
import type { Change } from './plan.ts'

const PRODUCT_INPUTS = { base: 'base', left: 'left', right: 'right' } as const
const PRODUCT_OUTPUT = 'sum'

/**
 * base [m, n] + left [m, r] x right [r, n]. The sum is made in float32 and rounded once, to the
 * nearest, where the weights are halves.
 */
const productGraph = (type: 'float32' | 'float16'): Uint8Array => {
  const isHalf = type === 'float16'
  const { base, left, right } = PRODUCT_INPUTS
  return writeOnnx({
    inputs: [
      { name: base, type, shape: ['m', 'n'] },
      { name: left, type: 'float32', shape: ['m', 'r'] },
      { name: right, type: 'float32', shape: ['r', 'n'] },
    ],
    outputs: [{ name: PRODUCT_OUTPUT, type, shape: ['m', 'n'] }],
    nodes: [
      { op: 'MatMul', inputs: [left, right], outputs: ['product'] },
      ...(isHalf
        ? [
            { op: 'Cast', inputs: [base], outputs: ['wide'], attributes: { to: { int: 1 } } },
            { op: 'Add', inputs: ['wide', 'product'], outputs: ['wideSum'] },
            {
              op: 'Cast',
              inputs: ['wideSum'],
              outputs: [PRODUCT_OUTPUT],
              attributes: { to: { int: 10 } },
            },
          ]
        : [{ op: 'Add', inputs: [base, 'product'], outputs: [PRODUCT_OUTPUT] }]),
    ],
  })
}

export interface Adder {
  /** The bytes of a weight with all its shares added, from its bytes as the model has them. */
  add(change: Change, base: Uint8Array, signal: AbortSignal): Promise<Uint8Array>
  close(): Promise<void>
}

/** @param folder where its graphs are written; they are removed when it closes */
export const createAdder = (inference: Pick<Inference, 'open'>, folder: string): Adder => {
  const nets = new Map<string, { readonly net: Net; readonly path: string }>()
  const netFor = async (type: 'float32' | 'float16'): Promise<Net> => {
    const known = nets.get(type)
    if (known !== undefined) return known.net
    const path = join(folder, `sum-${type}.onnx`)
    await writeFile(path, productGraph(type), { mode: PRIVATE_FILE })
    const net = await inference.open({ path, external: [] })
    nets.set(type, { net, path })
    return net
  }
  return {
    add: async (change, base, signal) => {
      const type = change.weight.type === 10 ? 'float16' : 'float32'
      const { m, n, rank, left, right } = await factors(change)
      const values = valuesOf(type, base)
      const answer = await (await netFor(type)).run(
        {
          [PRODUCT_INPUTS.base]: tensor(type, [m, n], values),
          [PRODUCT_INPUTS.left]: tensor('float32', [m, rank], left),
          [PRODUCT_INPUTS.right]: tensor('float32', [rank, n], right),
        },
        [PRODUCT_OUTPUT],
        signal,
      )
      const data = answer[PRODUCT_OUTPUT]?.data
      if (data?.byteLength !== base.length) {
        throw new InlayError('engine_failed', 'The LoRA could not be merged.')
      }
      return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    },
    close: async () => {
      for (const { net, path } of nets.values()) {
        await net.close()
        await rm(path, { force: true })
      }
      nets.clear()
    },
  }
}

/** @param bytes at the beginning of their buffer */
const valuesOf = (type: 'float32' | 'float16', bytes: Uint8Array) =>
  type === 'float16'
    ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2)
    : new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)

/** All shares of a weight as one product: scaled ups side by side, downs one below another. */
const factors = async ({ shares, rows, columns, isTurned }: Change) => {
  const rank = shares.reduce((sum, { pair }) => sum + pair.rank, 0)
  const up = new Float32Array(rows * rank)
  const down = new Float32Array(rank * columns)
  let at = 0
  for (const { pair, from, scale } of shares) {
    const [ups, downs] = [await pair.up(), await pair.down()]
    for (let y = 0; y < rows; y++) {
      for (let r = 0; r < pair.rank; r++) {
        up[y * rank + at + r] = ups[(from + y) * pair.rank + r]! * scale
      }
    }
    down.set(downs, at * columns)
    at += pair.rank
  }
  if (!isTurned) return { m: rows, n: columns, rank, left: up, right: down }
  return {
    m: columns,
    n: rows,
    rank,
    left: turn(down, rank, columns),
    right: turn(up, rows, rank),
  }
}

const turn = (values: Float32Array, rows: number, columns: number): Float32Array => {
  const turned = new Float32Array(values.length)
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) turned[x * rows + y] = values[y * columns + x]!
  }
  return turned
}

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInference, type Inference } from '../../../inference/inference.ts'
import { walkBytes } from '../../../models/onnx/cursor.ts'
import { readModelLayers, type Weight } from '../../../models/onnx/read-layers.ts'
import { bytes, int, message, text } from '../../../models/testing/onnx.ts'
import { fromHalf, toHalf } from '../../neural/float16.ts'
import { findLayer, layersByPath } from './layers.ts'
import { writeMerged } from './merge-lora.ts'
import { planLora } from './plan.ts'
import type { LoraPair } from './read-lora.ts'

/** TensorProto with raw bytes. */
const weight = (name: string, type: number, shape: readonly number[], raw: Uint8Array): Buffer =>
  message(5, ...shape.map((side) => int(1, side)), int(2, type), text(8, name), bytes(9, raw))

const node = (op: string, name: string, inputs: readonly string[], turned = false): Buffer =>
  message(
    1,
    ...inputs.map((input) => text(1, input)),
    text(2, `${name}_out`),
    text(3, name),
    text(4, op),
    ...(turned ? [message(5, text(1, 'transB'), int(3, 1), int(20, 2))] : []),
  )

const modelOf = (...parts: readonly Buffer[]): Buffer =>
  Buffer.concat([int(1, 8), message(7, ...parts), message(8, text(1, ''), int(2, 17))])

const floats = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer)

const zeros = (count: number): Uint8Array => new Uint8Array(count * 4)

const layersOf = (model: Buffer) => layersByPath(walkBytes(model, readModelLayers))

describe('layers of a graph', () => {
  it('are found by their weights’ names, and by their nodes’ where an exporter turned them', () => {
    const found = layersOf(
      modelOf(
        weight('block.0.linear.weight', 1, [3, 2], zeros(6)),
        weight('onnx::MatMul_7', 1, [2, 3], zeros(6)),
        weight('conv_in.weight', 1, [4, 2, 3, 3], zeros(72)),
        weight('plain', 1, [2, 3], zeros(6)),
        node('Gemm', '/any/Gemm', ['x', 'block.0.linear.weight'], true),
        node('MatMul', '/down.0/attn1/to_out.0/MatMul', ['x', 'onnx::MatMul_7']),
        node('Conv', '', ['x', 'conv_in.weight']),
        node('MatMul', 'MatMul_3', ['x', 'plain']),
      ),
    )
    const seen = [...found].map(([path, { isTurned }]) => [path, isTurned])
    expect(seen).toEqual([
      ['block_0_linear', false],
      ['down_0_attn1_to_out_0', true],
      ['conv_in', false],
    ])
  })

  it('that share one weight are left out: neither can change alone', () => {
    const found = layersOf(
      modelOf(
        weight('w', 1, [2, 2], zeros(4)),
        weight('v', 1, [2, 2], zeros(4)),
        node('MatMul', '/a/to_q/MatMul', ['x', 'w']),
        node('MatMul', '/a/to_k/MatMul', ['x', 'w']),
        node('MatMul', '/a/to_v/MatMul', ['x', 'v']),
      ),
    )
    expect([...found.keys()]).toEqual(['a_to_v'])
  })

  it('are found inside a wrapper, but never as a ControlNet’s', () => {
    const layer = (name: string) => ({
      weight: { name, type: 1, shape: [1, 1], file: undefined, from: 0, length: 4 },
      isTurned: false,
    })
    const layers = new Map([
      ['unet_mid_to_q', layer('a')],
      ['controlnets_0_mid_to_q', layer('b')],
      ['model_layers_0_fc1', layer('c')],
    ])
    expect(findLayer(layers, 'mid_to_q')?.weight.name).toBe('a')
    expect(findLayer(layers, 'text_model_layers_0_fc1')?.weight.name).toBe('c')
    expect(findLayer(layers, 'layers_1_fc1')).toBeUndefined()
  })
})

let folder = ''
let inference: Inference
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-layers-'))
  inference = createInference({ providers: ['cpu'], threads: 1 })
})
afterAll(async () => {
  await inference.dispose()
  await rm(folder, { recursive: true, force: true })
})

const pairFor = (layer: string, up: number[], down: number[], rank: number): LoraPair => ({
  target: 'denoiser',
  layer,
  rank,
  scale: 1,
  rows: up.length / rank,
  columns: down.length / rank,
  up: async () => Float32Array.from(up),
  down: async () => Float32Array.from(down),
})

const merge = async (path: string, pairs: readonly LoraPair[], strength: number) => {
  const layers = layersByPath(walkBytes(await readFile(path), readModelLayers))
  const plan = planLora(layers, 'denoiser', [{ pairs, strength }])
  const { open } = await import('node:fs/promises')
  const into = await open(`${path}.patch`, 'w')
  const graph = { path, external: [{ name: 'data.bin', path: join(folder, 'data.bin') }] }
  const signal = new AbortController().signal
  try {
    const merged = await writeMerged(graph, plan, into, { inference, scratch: folder }, signal)
    return { merged, bytes: await readFile(`${path}.patch`) }
  } finally {
    await into.close()
  }
}

describe('merged weights', () => {
  // W + 0.5 (up x down), W of 2 rows and 3 columns: up [1, 2], down [10, 20, 30].
  const gains = [5, 10, 15, 10, 20, 30]

  it('of half precision in the graph, kept as the network had them', async () => {
    const path = join(folder, 'half.onnx')
    const base = [1, 2, 3, 4, 5, 6]
    const raw = new Uint8Array(Uint16Array.from(base, toHalf).buffer)
    await writeFile(
      path,
      modelOf(
        weight('a.to_q.weight', 10, [2, 3], raw),
        node('Gemm', '/a/to_q/Gemm', ['x', 'a.to_q.weight'], true),
      ),
    )
    const { merged, bytes: patch } = await merge(
      path,
      [pairFor('a_to_q', [1, 2], [10, 20, 30], 1)],
      0.5,
    )
    const halves = new Uint16Array(patch.buffer.slice(patch.byteOffset, patch.byteOffset + 12))
    expect([...halves].map(fromHalf)).toEqual(base.map((value, i) => value + gains[i]!))
    const [piece] = merged.pieces.get('') ?? []
    const file = await readFile(path)
    expect(file.subarray(piece?.at, (piece?.at ?? 0) + 12)).toEqual(Buffer.from(raw))
  })

  it('of a turned matrix in a data file, at its offset', async () => {
    const path = join(folder, 'turned.onnx')
    // Rows and columns changed places: [3, 2].
    const base = [1, 4, 2, 5, 3, 6]
    await writeFile(join(folder, 'data.bin'), Buffer.concat([Buffer.alloc(8), floats(...base)]))
    const place = (key: string, value: string) => message(13, text(1, key), text(2, value))
    await writeFile(
      path,
      modelOf(
        message(
          5,
          int(1, 3),
          int(1, 2),
          int(2, 1),
          text(8, 'onnx::MatMul_1'),
          place('location', 'data.bin'),
          place('offset', '8'),
          place('length', '24'),
          int(14, 1),
        ),
        node('MatMul', '/a/to_q/MatMul', ['x', 'onnx::MatMul_1']),
      ),
    )
    const { merged, bytes: patch } = await merge(
      path,
      [pairFor('a_to_q', [1, 2], [10, 20, 30], 1)],
      0.5,
    )
    const got = new Float32Array(patch.buffer.slice(patch.byteOffset, patch.byteOffset + 24))
    expect([...got]).toEqual([6, 14, 12, 25, 18, 36])
    expect(merged.pieces.get('data.bin')).toEqual([{ at: 8, from: 0, length: 24 }])
  })

  it('are missed where shapes or types do not fit, by name', () => {
    const layer = (
      type: number,
      shape: number[],
      length: number,
    ): { weight: Weight; isTurned: boolean } => ({
      weight: { name: 'w', type, shape, file: undefined, from: 0, length },
      isTurned: false,
    })
    const pairs = [pairFor('a', [1, 2], [1, 2, 3], 1)]
    for (const [type, shape, length] of [
      [1, [2, 4], 32],
      [1, [3, 3], 36],
      [3, [2, 3], 6],
      [1, [2, 3], 20],
    ] as const) {
      const plan = planLora(new Map([['a', layer(type, [...shape], length)]]), 'denoiser', [
        { pairs, strength: 1 },
      ])
      expect(plan).toEqual({ changes: [], missed: ['a'] })
    }
  })
})

/** What is run: graphs of known work, the small real nets of ../shared/data, and the nets installed here. */
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { graphFiles } from '@inlay/companion/engines/neural/graph-files.ts'
import { bestSize } from '@inlay/companion/engines/neural/window.ts'
import type { GraphFiles } from '@inlay/companion/inference/messages.ts'
import { type OnnxGraph, writeOnnx } from '@inlay/companion/inference/onnx-writer.ts'
import { layers } from '@inlay/companion/inference/testing/graphs.ts'
import { createModels } from '@inlay/companion/models/models.ts'
import { DATA } from '../quality/sets.ts'

export interface BenchNet {
  readonly name: string
  readonly graph: GraphFiles
  /** What a size that may change is set to: the batch is 1, channels are the graph's. */
  readonly side: number
  /** 1e9 multiplications and additions of one run, where they are known. */
  readonly gflop?: number
}

const gflopOf = (flop: number): number => flop / 1e9

/** Self-attention over an image's places, as a diffusion UNet's costliest layer has it. */
const attention = (heads: number, tokens: number, width: number): OnnxGraph => ({
  inputs: [{ name: 'x', type: 'float32', shape: [1, heads, tokens, width] }],
  outputs: [{ name: 'y', type: 'float32', shape: [1, heads, tokens, width] }],
  nodes: [
    {
      op: 'Transpose',
      inputs: ['x'],
      outputs: ['k'],
      attributes: { perm: { ints: [0, 1, 3, 2] } },
    },
    { op: 'MatMul', inputs: ['x', 'k'], outputs: ['scores'] },
    { op: 'Softmax', inputs: ['scores'], outputs: ['weights'], attributes: { axis: { int: -1 } } },
    { op: 'MatMul', inputs: ['weights', 'x'], outputs: ['y'] },
  ],
})

const [CHANNELS, SIDE] = [32, 256]
const [HEADS, TOKENS, WIDTH] = [8, 2304, 40]

/** The same on every machine. */
const made = async (folder: string): Promise<BenchNet[]> => {
  const write = async (name: string, graph: OnnxGraph): Promise<GraphFiles> => {
    const path = join(folder, `${name}.onnx`)
    await writeFile(path, writeOnnx(graph))
    return { path, external: [] }
  }
  return [
    {
      name: `six 3x3 layers, ${CHANNELS} channels, ${SIDE} x ${SIDE}`,
      graph: await write('layers', layers(CHANNELS)),
      side: SIDE,
      gflop: gflopOf(2 * 6 * CHANNELS * CHANNELS * 9 * SIDE * SIDE),
    },
    {
      name: `attention, ${HEADS} heads, ${TOKENS} places`,
      graph: await write('attention', attention(HEADS, TOKENS, WIDTH)),
      side: TOKENS,
      gflop: gflopOf(4 * HEADS * TOKENS * TOKENS * WIDTH),
    },
  ]
}

/** Not shipped; skipped aloud where they are not. */
const real = (): BenchNet[] => {
  const nets = [
    { name: 'compact upscaler x4, 128 x 128', file: '4xLSDIRCompactN3_fp32.onnx', side: 128 },
    { name: 'SPAN upscaler x2, 128 x 128', file: '2xNomosUni_span_multijpg_ldl.onnx', side: 128 },
    { name: 'YOLOv8n-seg int8, 320 x 320', file: 'yolov8n-seg_int8.onnx', side: 320 },
  ]
  return nets.flatMap(({ name, file, side }) => {
    const path = join(DATA, 'nets', file)
    if (existsSync(path)) return [{ name, side, graph: { path, external: [] } }]
    console.error(`SKIPPED ${name}: there is no ${path}`)
    return []
  })
}

/** Every net of one graph, and SAM's encoders, at the size a fill would take. */
const installed = async (): Promise<BenchNet[]> => {
  const models = createModels()
  try {
    const here = (await models.list()).filter(({ state }) => state === 'installed')
    const nets = await Promise.all(
      here.map(async ({ id }): Promise<BenchNet[]> => {
        const opened = await models.open(id)
        const { contract } = opened
        if (contract === undefined) return []
        if (contract.task === 'segment' && contract.kind !== 'subject') {
          const part = contract.kind === 'sam' ? 'encoder' : 'main'
          const { side } = contract
          return [{ name: `${id}, ${side} x ${side}`, side, graph: graphFiles(opened, part) }]
        }
        const { width, height } = bestSize(contract.size)
        const name = `${id}, ${width} x ${height}`
        return [{ name, side: Math.max(width, height), graph: graphFiles(opened) }]
      }),
    )
    return nets.flat()
  } finally {
    await models.close()
  }
}

/** @param folder for the graphs that are written */
export const findNets = async (folder: string): Promise<BenchNet[]> => [
  ...(await made(folder)),
  ...real(),
  ...(await installed()),
]

/** The graphs that a tiled autoencoder runs instead of one. */
import type { OnnxValue } from '../../../inference/onnx-writer.ts'
import type { FileRange, Structure } from '../../../models/onnx/read-structure.ts'
import { cutAttention } from './attention.ts'
import { openNorms, TILE } from './norms.ts'
import { type Stretch, splitAutoencoder } from './split.ts'
import type { PartGraph } from './write-part.ts'

/** One graph, with one tensor in and one out, NCHW both. */
export interface Part {
  readonly input: string
  readonly output: string
  readonly graph: PartGraph
}

export interface TiledPart extends Part {
  /** How many normalisations it has, and groups in all of them together. */
  readonly norms: number
  readonly groups: number
}

export interface Parts {
  /** Runs once, on all latents; before the tiles of a decoder, after those of an encoder. */
  readonly whole: Part
  /** Each runs on every tile before the next does. */
  readonly tiled: readonly TiledPart[]
}

const TYPES = new Map<number, 'float32' | 'float16'>([
  [1, 'float32'],
  [10, 'float16'],
])

/** Null where the graph is not of the usual kind: it then cannot be tiled without seams. */
export const partsOf = (structure: Structure, kind: 'decoder' | 'encoder'): Parts | null => {
  const split = splitAutoencoder(structure, kind)
  const type = TYPES.get(structure.inputs[0]?.type ?? 0)
  if (!split || !type) return null
  const ends = new Map([...structure.inputs, ...structure.outputs].map((end) => [end.name, end]))
  /** The graph's own description of its ends, one of ours for tensors between. */
  const endOf = (name: string): FileRange | OnnxValue =>
    ends.get(name)?.range ?? { name, type, shape: ['n', name, `${name}_rows`, `${name}_columns`] }
  const tiled: TiledPart[] = []
  for (const stretch of split.tiled) {
    const part = tiledPart(structure, stretch, endOf)
    if (part === null) return null
    tiled.push(part)
  }
  const { input, output, nodes } = split.whole
  const { replaced, constants } = cutAttention(nodes)
  const graph = {
    nodes: nodes.flatMap((node) => replaced.get(node) ?? [node]),
    constants,
    inputs: [endOf(input)],
    outputs: [endOf(output)],
  }
  return { whole: { input, output, graph }, tiled }
}

const tiledPart = (
  structure: Structure,
  { input, output, nodes }: Stretch,
  endOf: (name: string) => FileRange | OnnxValue,
): TiledPart | null => {
  const norms = openNorms(structure, nodes, structure.inputs[0]?.type ?? 1)
  if (norms === null) return null
  const { groups, replaced } = norms
  const graph = { nodes, constants: [], inputs: [endOf(input)], outputs: [endOf(output)] }
  if (groups === 0) return { input, output, norms: 0, groups, graph }
  const statistics = (name: string): OnnxValue => ({
    name,
    type: 'float32',
    shape: [1, groups, 1],
  })
  const sides = (name: string): OnnxValue => ({ name, type: 'int64', shape: [2] })
  return {
    input,
    output,
    norms: replaced.size,
    groups,
    graph: {
      nodes: [...nodes.flatMap((node) => replaced.get(node) ?? [node]), ...norms.collected],
      constants: norms.constants,
      inputs: [
        ...graph.inputs,
        sides(TILE.size),
        sides(TILE.from),
        sides(TILE.to),
        statistics(TILE.shift),
        statistics(TILE.stretch),
      ],
      outputs: [...graph.outputs, statistics(TILE.mean), statistics(TILE.variance)],
    },
  }
}

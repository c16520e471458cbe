/**
 * Group normalisation that can be told its statistics. A tile by itself would be normalised by its
 * own brightness and contrast, which is why tiled decoders show tiles; here every tile reports what
 * it holds and is told by how much the whole picture holds more.
 */
import type { OnnxConstant, OnnxNode } from '../../../inference/onnx-writer.ts'
import type { Structure, StructureNode } from '../../../models/onnx/read-structure.ts'

/** Names of the inputs and outputs that a graph of tiles has besides its own. */
export const TILE = {
  /** int64 [2]: rows and columns of latents that the tile covers. */
  size: 'inlay_tile',
  /** int64 [2] each: the part of those that only this tile answers for. */
  from: 'inlay_core_from',
  to: 'inlay_core_to',
  /** float32 [1, groups of all normalisations, 1] each: what makes the tile's statistics the picture's. */
  shift: 'inlay_shift',
  stretch: 'inlay_stretch',
  /** What the tile's core holds, of the same shape. */
  mean: 'inlay_mean',
  variance: 'inlay_variance',
} as const

export interface Norms {
  /** Groups of all normalisations together. */
  readonly groups: number
  /** What takes the place of each normalising node. */
  readonly replaced: ReadonlyMap<StructureNode, readonly OnnxNode[]>
  /** At the end: all statistics in one tensor each. */
  readonly collected: readonly OnnxNode[]
  readonly constants: readonly OnnxConstant[]
}

const FLOAT = 1

/** From this version on the axes of a mean are an input. */
const AXES_AS_INPUT = 18

/**
 * @param half the nodes that are to run on tiles
 * @param type TensorProto.DataType of what flows through the graph
 * @returns null where something in it is normalised in a way that is not known here
 */
export const openNorms = (
  { opset, constants }: Structure,
  half: readonly StructureNode[],
  type: number,
): Norms | null => {
  const producers = new Map(half.flatMap((node) => node.outputs.map((name) => [name, node])))
  const sizeOf = (name: string): number | undefined =>
    constants.get(name)?.shape[0] ?? producers.get(name)?.shape?.[0]
  const replaced = new Map<StructureNode, readonly OnnxNode[]>()
  const own: OnnxConstant[] = []
  const names: string[] = []
  let groups = 0
  for (const node of half) {
    if (/Norm/.test(node.op) && node.op !== 'InstanceNormalization') return null
    if (node.op !== 'InstanceNormalization') continue
    const [rows = '', scale = '', bias = ''] = node.inputs
    const reshape = producers.get(rows)
    const count = sizeOf(scale)
    if (reshape?.op !== 'Reshape' || count === undefined) return null
    const name = `inlay_norm_${replaced.size}`
    const parts = { name, rows, scale, bias, output: node.outputs[0]!, from: groups, count }
    const made = normNodes(parts, reshape, opset, type)
    own.push(...made.constants, floats(`${name}_eps`, [node.epsilon ?? 1e-5]))
    replaced.set(node, made.nodes)
    names.push(name)
    groups += count
  }
  const joined = (part: string, output: string): OnnxNode => ({
    op: 'Concat',
    inputs: names.map((name) => `${name}_${part}`),
    outputs: [output],
    attributes: { axis: { int: 1 } },
  })
  return {
    groups,
    replaced,
    collected: [joined('mean', TILE.mean), joined('variance', TILE.variance)],
    constants: [...own, ...SHARED],
  }
}

const ints = (name: string, values: readonly number[]): OnnxConstant => ({
  name,
  type: 'int64',
  shape: [values.length],
  values,
})

const floats = (name: string, values: readonly number[]): OnnxConstant => ({
  name,
  type: 'float32',
  shape: [values.length],
  values,
})

const SHARED = [
  ints('inlay_1', [1]),
  ints('inlay_2', [2]),
  ints('inlay_4', [4]),
  ints('inlay_0', [0]),
  ints('inlay_sides', [2, 3]),
]

interface NormParts {
  readonly name: string
  /** The picture's channels in groups: [1, groups, everything in one]. */
  readonly rows: string
  readonly scale: string
  readonly bias: string
  readonly output: string
  /** Where its groups stand among all. */
  readonly from: number
  readonly count: number
}

const normNodes = (
  parts: NormParts,
  { inputs: [picture = '', grouping = ''] }: StructureNode,
  opset: number,
  type: number,
): { readonly nodes: readonly OnnxNode[]; readonly constants: readonly OnnxConstant[] } => {
  const { name, rows, scale, bias, output, from, count } = parts
  const nodes: OnnxNode[] = []
  const add = (
    part: string,
    op: string,
    inputs: readonly string[],
    attributes: OnnxNode['attributes'] = {},
  ): string => {
    const made = part === '' ? output : `${name}_${part}`
    nodes.push({ op, inputs, outputs: [made], attributes })
    return made
  }
  const toFloat = { to: { int: FLOAT } }
  const meanOf = (part: string, of: string): string =>
    opset >= AXES_AS_INPUT
      ? add(part, 'ReduceMean', [of, 'inlay_2'], { keepdims: { int: 1 } })
      : add(part, 'ReduceMean', [of], { axes: { ints: [2] }, keepdims: { int: 1 } })

  // The core of the tile at this depth of the net: so many pixels for each latent.
  const shape = add('shape', 'Shape', [picture])
  const sides = add('sides', 'Slice', [shape, 'inlay_2', 'inlay_4', 'inlay_0'])
  const place = (part: string, latents: string): string =>
    add(`${part}_at`, 'Div', [add(`${part}_all`, 'Mul', [latents, sides]), TILE.size])
  const core = add('core', 'Slice', [
    picture,
    place('from', TILE.from),
    place('to', TILE.to),
    'inlay_sides',
  ])
  const values = add('core_float', 'Cast', [add('core_rows', 'Reshape', [core, grouping])], toFloat)
  const mean = meanOf('mean', values)
  const away = add('away', 'Sub', [values, mean])
  const variance = meanOf('variance', add('squared', 'Mul', [away, away]))

  const part = (name: string, of: string): string => {
    const place = [`${parts.name}_start`, `${parts.name}_end`, 'inlay_1']
    return add(name, 'Slice', [of, ...place])
  }
  const usedMean = add('mean_used', 'Add', [mean, part('shift', TILE.shift)])
  const usedVariance = add('variance_used', 'Mul', [variance, part('stretch', TILE.stretch)])
  const centred = add('centred', 'Sub', [add('rows', 'Cast', [rows], toFloat), usedMean])
  const safe = add('safe', 'Add', [usedVariance, `${name}_eps`])
  const plain = add('plain', 'Div', [centred, add('deviation', 'Sqrt', [safe])])
  const perGroup = (part: string, of: string): string =>
    add(`${part}_rows`, 'Reshape', [add(part, 'Cast', [of], toFloat), `${name}_groups`])
  const scaled = add('scaled', 'Mul', [plain, perGroup('scale', scale)])
  const shifted = add('shifted', 'Add', [scaled, perGroup('bias', bias)])
  add('', 'Cast', [shifted], { to: { int: type } })
  return {
    nodes,
    constants: [
      ints(`${name}_start`, [from]),
      ints(`${name}_end`, [from + count]),
      ints(`${name}_groups`, [1, count, 1]),
    ],
  }
}

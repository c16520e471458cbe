/** Cuts an autoencoder's graph: what works at the latents' size, and what works on many pixels. */
import type { Structure, StructureNode } from '../../../models/onnx/read-structure.ts'

/** A stretch of the graph that hangs by one tensor at each end. */
export interface Stretch {
  readonly input: string
  readonly output: string
  readonly nodes: readonly StructureNode[]
}

export interface Split {
  /** Runs on all latents at once. */
  readonly whole: Stretch
  /** Run on tiles, one after the other. */
  readonly tiled: readonly Stretch[]
}

/** Operators that make pictures larger. */
const ENLARGING = ['Resize', 'Upsample', 'ConvTranspose']

/** Normalisations that a stretch may have before it ends: those of one residual block. */
const FEW_NORMS = 2

/**
 * A decoder is cut as late as possible before it first enlarges, an encoder as soon as possible
 * after it last shrinks: attention, which sees the whole picture, then lies in the small part. The
 * other is cut again after every residual block.
 * Null where the graph never hangs by one tensor there.
 */
export const splitAutoencoder = (
  structure: Structure,
  kind: 'decoder' | 'encoder',
): Split | null => {
  const { nodes } = structure
  const [input, output] = [structure.inputs[0], structure.outputs[0]]
  const fixed = constantNodes(structure)
  const cuts = cutsOf(structure, fixed)
  const enlarging = nodes.findIndex(({ op }) => ENLARGING.includes(op))
  const shrinking = nodes.map(({ strides }) => strides.some((by) => by > 1)).lastIndexOf(true)
  const middle =
    kind === 'decoder'
      ? cuts.filter(({ at }) => at < enlarging).at(-1)
      : cuts.find(({ at }) => shrinking >= 0 && at >= shrinking)
  if (!middle || !input || !output) return null
  const end: Cut = { at: nodes.length - 1, name: output.name }
  const start: Cut = { at: -1, name: input.name }
  const stretch = (from: Cut, to: Cut): Stretch => ({
    input: from.name,
    output: to.name,
    nodes: needed(nodes.slice(from.at + 1, to.at + 1), nodes.slice(0, from.at + 1), fixed),
  })
  const decodes = kind === 'decoder'
  const [first, last] = decodes ? [middle, end] : [start, middle]
  const stops = [first, ...blockEnds(nodes, cuts, first.at, last.at), last]
  return {
    whole: decodes ? stretch(start, middle) : stretch(middle, end),
    tiled: stops.slice(1).map((stop, i) => stretch(stops[i]!, stop)),
  }
}

interface Cut {
  /** The node after which exactly one tensor is still needed. */
  readonly at: number
  readonly name: string
}

/** The first cut after every few normalisations, between two places. */
const blockEnds = (
  nodes: readonly StructureNode[],
  cuts: readonly Cut[],
  from: number,
  to: number,
): Cut[] => {
  const ends: Cut[] = []
  let begun = from
  for (const cut of cuts) {
    if (cut.at <= begun || cut.at >= to) continue
    const norms = nodes.slice(begun + 1, cut.at + 1).filter(({ op }) => /Norm/.test(op))
    if (norms.length < FEW_NORMS) continue
    ends.push(cut)
    begun = cut.at
  }
  return ends
}

/** Nodes whose results are the same for every picture. */
const constantNodes = ({ nodes, constants }: Structure): ReadonlySet<StructureNode> => {
  const known = new Set(constants.keys())
  const found = new Set<StructureNode>()
  for (const node of nodes) {
    if (!node.inputs.every((name) => name === '' || known.has(name))) continue
    found.add(node)
    for (const name of node.outputs) known.add(name)
  }
  return found
}

/** `own`, and before them the constant ones among `earlier` that they take something from. */
const needed = (
  own: readonly StructureNode[],
  earlier: readonly StructureNode[],
  fixed: ReadonlySet<StructureNode>,
): StructureNode[] => {
  const wanted = new Set(own.flatMap(({ inputs }) => inputs))
  const found: StructureNode[] = []
  for (const node of [...earlier].reverse()) {
    if (!fixed.has(node) || !node.outputs.some((name) => wanted.has(name))) continue
    found.unshift(node)
    for (const name of node.inputs) wanted.add(name)
  }
  return [...found, ...own]
}

const cutsOf = (structure: Structure, fixed: ReadonlySet<StructureNode>): Cut[] => {
  const lastUse = new Map<string, number>()
  structure.nodes.forEach(({ inputs }, i) => {
    for (const name of inputs) lastUse.set(name, i)
  })
  for (const { name } of structure.outputs) lastUse.set(name, Number.POSITIVE_INFINITY)
  const live = new Set(structure.inputs.map(({ name }) => name))
  for (const name of structure.constants.keys()) live.delete(name)
  const cuts: Cut[] = []
  structure.nodes.forEach((node, at) => {
    if (!fixed.has(node)) {
      for (const name of node.outputs) if ((lastUse.get(name) ?? -1) > at) live.add(name)
    }
    for (const name of node.inputs) if (lastUse.get(name) === at) live.delete(name)
    const [name, ...more] = live
    if (name !== undefined && more.length === 0) cuts.push({ at, name })
  })
  return cuts
}

/**
 * Which weight of a graph is which layer of the network it was exported from. Exporters keep a layer's
 * path in the name of its weight where they keep the weight as it was; where they turned it, only the
 * node that takes it still has the path ("/down_blocks.0/attentions.0/.../to_q/MatMul").
 */
import type { Layers, Weight, WeightedNode } from '../../../models/onnx/read-layers.ts'

export interface Layer {
  readonly weight: Weight
  /** The graph holds [in, out] where the network had [out, in]. */
  readonly isTurned: boolean
}

/** Every layer by its path with underscores. */
export const layersByPath = ({ weights, nodes }: Layers): Map<string, Layer> => {
  const found = new Map<string, Layer>()
  const owners = new Map<string, Set<string>>()
  for (const node of nodes) {
    const weight = weightOf(node, weights)
    if (weight === undefined) continue
    const path = pathOf(node, weight)
    if (path === undefined) continue
    found.set(path, { weight, isTurned: isTurned(node) })
    owners.set(weight.name, (owners.get(weight.name) ?? new Set()).add(path))
  }
  // An exporter that found two layers with the same numbers keeps one: neither can change alone.
  for (const paths of owners.values()) {
    if (paths.size > 1) for (const path of paths) found.delete(path)
  }
  return found
}

const weightOf = (
  { op, inputs }: WeightedNode,
  weights: ReadonlyMap<string, Weight>,
): Weight | undefined => {
  const weight = weights.get(inputs[op === 'Transpose' ? 0 : 1] ?? '')
  return weight !== undefined && weight.shape.length >= 2 ? weight : undefined
}

const isTurned = ({ op, isTurned: turned }: WeightedNode): boolean =>
  op === 'MatMul' || (op === 'Gemm' && !turned)

/** Undefined where neither the weight nor the node says whose they are. */
const pathOf = (node: WeightedNode, weight: Weight): string | undefined => {
  if (weight.name.endsWith('.weight')) return flatten(weight.name.slice(0, -'.weight'.length))
  const scope = node.name.split('/').slice(0, -1).join('.').replace(/^\.+/, '')
  return scope === '' ? undefined : flatten(scope)
}

const flatten = (path: string): string => path.replaceAll(/[./]/g, '_')

/**
 * The layer of that path, also where the exporter wrapped the network in another ("unet."), or left
 * the outermost name out.
 */
export const findLayer = (layers: ReadonlyMap<string, Layer>, path: string): Layer | undefined => {
  const exact = layers.get(path) ?? layers.get(`unet_${path}`)
  if (exact !== undefined) return exact
  const bare = path.replace(/^text_model_/, '')
  const ending = [...layers].filter(
    ([known]) => known === bare || (known.endsWith(`_${bare}`) && !known.startsWith('controlnet')),
  )
  return ending.length === 1 ? ending[0]?.[1] : undefined
}

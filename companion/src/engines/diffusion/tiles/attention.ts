/**
 * Attention a stretch of rows at a time. All at once it weighs every latent against every other,
 * which at 1536 pixels is a table of 5 GB; each row of it can be made, used and forgotten alone.
 */
import type { OnnxConstant, OnnxNode } from '../../../inference/onnx-writer.ts'
import type { StructureNode } from '../../../models/onnx/read-structure.ts'

/** Stretches that the rows are cut into. */
const STRETCHES = 16

export interface Attention {
  /** What takes the place of some of the nodes; of those that are gone, nothing. */
  readonly replaced: ReadonlyMap<StructureNode, readonly OnnxNode[]>
  readonly constants: readonly OnnxConstant[]
}

/**
 * Finds MatMul, Softmax, MatMul with nothing between that anyone else wants. The answer is the same
 * number for number: a row's softmax looks at its own row alone.
 */
export const cutAttention = (nodes: readonly StructureNode[]): Attention => {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node])))
  const users = (name: string): StructureNode[] =>
    nodes.filter(({ inputs }) => inputs.includes(name))
  const replaced = new Map<StructureNode, readonly OnnxNode[]>()
  let found = 0
  for (const softmax of nodes) {
    if (softmax.op !== 'Softmax') continue
    const weigh = makers.get(softmax.inputs[0] ?? '')
    const [gather, ...others] = users(softmax.outputs[0] ?? '')
    if (weigh?.op !== 'MatMul' || gather?.op !== 'MatMul' || others.length > 0) continue
    if (users(weigh.outputs[0] ?? '').length > 1) continue
    if (gather.inputs[0] !== softmax.outputs[0]) continue
    replaced.set(weigh, [])
    replaced.set(softmax, [])
    replaced.set(gather, stretches(`inlay_attention_${found++}`, weigh, gather))
  }
  return { replaced, constants: found === 0 ? [] : CONSTANTS }
}

const whole = (name: string, value: number): OnnxConstant => ({
  name,
  type: 'int64',
  shape: [1],
  values: [value],
})

const CONSTANTS = [
  whole('inlay_rows', -2),
  whole('inlay_rows_end', -1),
  whole('inlay_first', 0),
  whole('inlay_count', STRETCHES),
  ...Array.from({ length: STRETCHES + 1 }, (_, i) => whole(`inlay_part_${i}`, i)),
]

const stretches = (name: string, weigh: StructureNode, gather: StructureNode): OnnxNode[] => {
  const [queries = '', keys = ''] = weigh.inputs
  const values = gather.inputs[1] ?? ''
  const node = (op: string, inputs: string[], output: string, axis?: number): OnnxNode => ({
    op,
    inputs,
    outputs: [output],
    ...(axis === undefined ? {} : { attributes: { axis: { int: axis } } }),
  })
  /** Row `i` sixteenths down. */
  const edge = (i: number): OnnxNode[] => [
    node('Mul', [`${name}_length`, `inlay_part_${i}`], `${name}_times_${i}`),
    node('Div', [`${name}_times_${i}`, 'inlay_count'], `${name}_edge_${i}`),
  ]
  const parts = Array.from({ length: STRETCHES }, (_, i) => i)
  return [
    node('Shape', [queries], `${name}_shape`),
    node(
      'Slice',
      [`${name}_shape`, 'inlay_rows', 'inlay_rows_end', 'inlay_first'],
      `${name}_length`,
    ),
    ...[...parts, STRETCHES].flatMap(edge),
    ...parts.flatMap((i) => [
      node(
        'Slice',
        [queries, `${name}_edge_${i}`, `${name}_edge_${i + 1}`, 'inlay_rows'],
        `${name}_rows_${i}`,
      ),
      node('MatMul', [`${name}_rows_${i}`, keys], `${name}_weights_${i}`),
      node('Softmax', [`${name}_weights_${i}`], `${name}_shares_${i}`, -1),
      node('MatMul', [`${name}_shares_${i}`, values], `${name}_sum_${i}`),
    ]),
    node(
      'Concat',
      parts.map((i) => `${name}_sum_${i}`),
      gather.outputs[0] ?? '',
      -2,
    ),
  ]
}

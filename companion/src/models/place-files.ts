/** Which of the owner's files is which part of their model, and what we call it. */
import { expected, InlayError } from '@inlay/shared'
import { partsOf } from './check-contract.ts'
import { describeGraph, type Metadata } from './check-tensors.ts'
import type { Contract } from './contract.ts'
import type { GivenFile } from './given-files.ts'
import type { Part } from './manifest.ts'
import { isDataName } from './names.ts'
import { readGraphFile } from './onnx/read-graph.ts'
import { refuseForeign } from './sniff.ts'

export interface PlacedFile extends GivenFile {
  readonly part: Part
  readonly role: 'graph' | 'data'
  /** Its name in the model: ours for graphs, their own for the data that graphs ask for by name. */
  readonly stored: string
}

export const isGraph = ({ name }: Pick<GivenFile, 'name'>): boolean => /\.onnx$/i.test(name)

/**
 * Graphs are told apart by the inputs the contract names; data goes to the graph that asks for it.
 * @throws InlayError invalid_request | model_refused | contract_mismatch
 */
export const placeFiles = async (
  given: readonly GivenFile[],
  contract: Contract,
): Promise<PlacedFile[]> => {
  for (const { path } of given) await refuseForeign(path)
  const parts = partsOf(contract)
  const files = given.filter(isGraph)
  if (files.length !== parts.length) throw wrongCount(parts, files.length)
  const graphs = await Promise.all(
    files.map(async (file) => ({ file, info: await readGraphFile(file.path) })),
  )
  const placed = assign(
    graphs.map(({ file, info }) => ({ file, info, name: file.name })),
    contract,
  )
  return given.map((file): PlacedFile => {
    const graph = placed.find((one) => one.file === file)
    if (graph !== undefined) {
      const { part } = graph
      return { ...file, part, role: 'graph', stored: graphName(part) }
    }
    if (!isDataName(file.name)) {
      throw new InlayError('model_refused', expected('a plain name', 'the file', file.name))
    }
    const asking = placed.find(({ info }) => info.externalFiles.includes(file.name)) ?? placed[0]
    return { ...file, part: asking?.part ?? 'main', role: 'data', stored: file.name }
  })
}

/** Safe everywhere, whatever its owner calls it. */
const graphName = (part: Part): string => (part === 'main' ? 'model.onnx' : `${part}.onnx`)

const wrongCount = (parts: readonly Part[], count: number): InlayError => {
  const [, ...more] = parts
  const wanted =
    more.length === 0 ? 'one .onnx file' : `${parts.length} .onnx files (${parts.join(' and ')})`
  return new InlayError('invalid_request', expected(wanted, 'the model', `${count} of them`))
}

interface Graph {
  readonly name: string
  readonly info: Metadata
}

/** Each graph's part; one that cannot be told is what the others are not. */
const assign = <G extends Graph>(
  graphs: readonly G[],
  contract: Contract,
): (G & { readonly part: Part })[] => {
  if (contract.task !== 'segment' || contract.kind !== 'sam') {
    return graphs.map((graph) => ({ ...graph, part: 'main' }))
  }
  const takes = ({ info }: G, input: string): boolean =>
    info.inputs.some(({ name }) => name === input)
  const [picture, points] = [contract.image.input, contract.points]
  const looksLike = (graph: G): Part | undefined =>
    takes(graph, points) ? 'decoder' : takes(graph, picture) ? 'encoder' : undefined
  const [first, second] = graphs
  if (first === undefined || second === undefined) return []
  const [a, b] = [looksLike(first), looksLike(second)]
  if (a === b) {
    const have = graphs.map(({ name, info }) => `${name} has ${describeGraph(info)}`).join('. ')
    throw new InlayError(
      'contract_mismatch',
      `${expected(`an encoder with the input "${picture}" and a decoder with the input "${points}"`, 'the graphs', a === undefined ? 'neither' : `two of the kind ${a}`)}. ${have}.`,
    )
  }
  const isEncoder = a === 'encoder' || b === 'decoder'
  return [
    { ...first, part: isEncoder ? 'encoder' : 'decoder' },
    { ...second, part: isEncoder ? 'decoder' : 'encoder' },
  ]
}

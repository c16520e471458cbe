/** Writes a part of a graph as a graph of its own, its weights copied from file to file. */
import { open } from 'node:fs/promises'
import {
  constant,
  header,
  integer,
  node,
  type OnnxConstant,
  type OnnxNode,
  type OnnxValue,
  value,
} from '../../../inference/onnx-writer.ts'
import type { FileRange, Structure, StructureNode } from '../../../models/onnx/read-structure.ts'

/** Bytes to be written: made here, or copied from the graph's file. */
type Piece = Uint8Array | FileRange

export interface PartGraph {
  /** Kept as they stand, or what stands in their place. */
  readonly nodes: readonly (StructureNode | OnnxNode)[]
  /** Besides the graph's own, of which those that are needed are kept. */
  readonly constants: readonly OnnxConstant[]
  /** Names of the graph's own, kept as they stand, or new ones. */
  readonly inputs: readonly (FileRange | OnnxValue)[]
  readonly outputs: readonly (FileRange | OnnxValue)[]
}

/** Fields of GraphProto. */
const FIELD = { node: 1, constant: 5, input: 11, output: 12 } as const

/** All pieces of a .onnx file in order; lengths are known before a byte is read. */
const piecesOf = (structure: Structure, part: PartGraph): Piece[] => {
  const used = new Set(part.nodes.flatMap(({ inputs }) => inputs))
  const kept = [...structure.constants].filter(([name]) => used.has(name))
  const graph: Piece[] = [
    ...part.nodes.flatMap((each) =>
      'range' in each ? copied(FIELD.node, each.range) : [node(each)],
    ),
    ...kept.flatMap(([, { range }]) => copied(FIELD.constant, range)),
    ...part.constants.map(constant),
    ...part.inputs.flatMap((each) => valuePieces(FIELD.input, each)),
    ...part.outputs.flatMap((each) => valuePieces(FIELD.output, each)),
    // A graph has to have a name.
    ...[header(2, 4), new TextEncoder().encode('part')],
  ]
  const length = graph.reduce((sum, piece) => sum + piece.length, 0)
  return [
    integer(1, structure.irVersion),
    ...structure.opsets.flatMap((range) => copied(8, range)),
    header(7, length),
    ...graph,
  ]
}

const copied = (field: number, range: FileRange): Piece[] => [header(field, range.length), range]

const valuePieces = (field: 11 | 12, each: FileRange | OnnxValue): Piece[] =>
  'from' in each ? copied(field, each) : [value(field, each)]

/** How much is read at once. */
const CHUNK = 1 << 20

/** @param path of the whole graph */
export async function* writePart(
  path: string,
  structure: Structure,
  part: PartGraph,
): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r')
  try {
    for (const piece of piecesOf(structure, part)) {
      if (piece instanceof Uint8Array) {
        yield piece
        continue
      }
      for (let done = 0; done < piece.length; ) {
        const chunk = new Uint8Array(Math.min(CHUNK, piece.length - done))
        const { bytesRead } = await file.read(chunk, 0, chunk.length, piece.from + done)
        if (bytesRead === 0) throw new Error('The graph has become shorter.')
        done += bytesRead
        yield chunk.subarray(0, bytesRead)
      }
    }
  } finally {
    await file.close()
  }
}

/** Whether a model's files are what they are said to be, before they are taken in. */
import { open } from 'node:fs/promises'
import { expected, InlayError } from '@inlay/shared'
import { assertContract, assertTogether } from './check-contract.ts'
import type { Metadata } from './check-tensors.ts'
import type { Contract } from './contract.ts'
import type { Part } from './manifest.ts'
import { type GraphInfo, readGraphFile } from './onnx/read-graph.ts'
import { refuseForeign } from './sniff.ts'

export interface Candidate {
  /** Its name in the model; where it lies now may be called otherwise. */
  readonly name: string
  readonly part: Part
  readonly role: 'graph' | 'data' | 'text'
  readonly path: string
}

/**
 * Graphs are whole ONNX graphs that keep weights only in the model's own data files, every data
 * file is asked for by one, and the contract, when there is one, fits the graph.
 * @throws InlayError model_refused | contract_mismatch | file_unreadable
 */
export const inspectFiles = async (
  files: readonly Candidate[],
  contract: Contract | undefined,
): Promise<void> => {
  for (const { path } of files) await refuseForeign(path)
  const graphs = new Map<Part, Metadata>()
  for (const graph of files.filter(({ role }) => role === 'graph')) {
    const info = await readGraphFile(graph.path)
    const data = files.filter(({ role, part }) => role === 'data' && part === graph.part)
    assertData(
      info,
      data.map(({ name }) => name),
    )
    graphs.set(graph.part, info)
    if (contract !== undefined) assertContract(info, contract, graph.part)
  }
  if (contract !== undefined) assertTogether(graphs, contract)
  for (const { path, name } of files) {
    if (name.endsWith('.safetensors')) await assertSafetensors(path)
  }
}

/** @throws InlayError model_refused */
const assertData = ({ externalFiles }: GraphInfo, data: readonly string[]): void => {
  const foreign = externalFiles.find((name) => !data.includes(name))
  if (foreign !== undefined) {
    throw new InlayError(
      'model_refused',
      `The graph keeps weights in "${foreign}": expected ${
        data.length === 0 ? 'no other file' : data.join(', ')
      } beside it. Give that file along with the graph, under that plain name.`,
    )
  }
  const unused = data.find((name) => !externalFiles.includes(name))
  if (unused !== undefined) {
    throw new InlayError(
      'model_refused',
      expected('a file that the graph keeps weights in', 'each further file', unused),
    )
  }
}

/** Eight bytes of length, then a JSON object (github.com/huggingface/safetensors, "Format"). */
const assertSafetensors = async (path: string): Promise<void> => {
  const file = await open(path)
  try {
    const head = Buffer.alloc(9)
    const { bytesRead } = await file.read(head, 0, 9, 0)
    const length = bytesRead === 9 ? Number(head.readBigUInt64LE()) : 0
    const { size } = await file.stat()
    if (length < 2 || length > size - 8 || head[8] !== 0x7b) {
      throw new InlayError('model_refused', 'It is not a safetensors file.')
    }
  } finally {
    await file.close()
  }
}

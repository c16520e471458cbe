/** `inlay models add` and `inlay models inspect`: bring your own, and see what it is first. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { InlayError, ModelId, type ModelInfo, parseWith } from '@inlay/shared'
import { ModelAddRequest } from '../../models/add-request.ts'
import { readCatalogue } from '../../models/catalogue.ts'
import { contractProblems, describeTensor } from '../../models/check-contract.ts'
import { Contract } from '../../models/contract.ts'
import { createModels } from '../../models/models.ts'
import { type GraphInfo, readGraphFile } from '../../models/onnx/read-graph.ts'
import { refuseForeign } from '../../models/sniff.ts'
import { ownName } from '../own-name.ts'
import type { Terminal } from '../terminal.ts'

export interface AddOptions {
  readonly contract: string
  readonly id?: string
  readonly name?: string
  readonly licence?: string
  readonly json?: boolean
}

/** @throws InlayError as `Models.add` */
export const addCommand = async (
  files: readonly string[],
  { json = false, contract, ...named }: AddOptions,
  terminal: Terminal,
): Promise<void> => {
  const request = parseWith(
    ModelAddRequest,
    { ...withoutJson(named), contract: await readContract(contract) },
    'invalid_request',
    'the model',
  )
  const model = await createModels().add(
    files.map((path) => resolve(path)),
    request,
  )
  await terminal.out(
    json
      ? `${JSON.stringify(model, null, 2)}\n`
      : `${model.name} is here, as "${model.id}".${useOf(model)}\n`,
  )
}

/** How to use it at once, where there is a way. */
const useOf = ({ id, task }: ModelInfo): string =>
  task === 'inpaint' ? ` \`${ownName()} fill ... --engine ${id}\` uses it.` : ''

const withoutJson = ({ id, name, licence }: Omit<AddOptions, 'contract'>) => ({
  ...(id !== undefined && { id }),
  ...(name !== undefined && { name }),
  ...(licence !== undefined && { licence }),
})

/** A file of JSON, unless the word is an id: ids have neither dots nor slashes. */
const readContract = async (given: string): Promise<Contract | string> => {
  if (ModelId.safeParse(given).success) return given
  const text = await readFile(resolve(given), 'utf8').catch((cause: unknown) => {
    throw new InlayError('file_unreadable', 'It is the contract.', { cause })
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new InlayError('invalid_request', 'The contract is not JSON.', { cause })
  }
  return parseWith(Contract, json, 'invalid_request', 'the contract')
}

/** @throws InlayError model_refused | file_unreadable */
export const inspectCommand = async (
  file: string,
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> => {
  const path = resolve(file)
  await refuseForeign(path)
  const graph = await readGraphFile(path)
  const fits = readCatalogue().flatMap(({ id, contract }) =>
    contract !== undefined && contractProblems(graph, contract).length === 0 ? [id] : [],
  )
  await terminal.out(
    json ? `${JSON.stringify({ ...graph, fits }, null, 2)}\n` : describeGraph(graph, fits),
  )
}

const describeGraph = (graph: GraphInfo, fits: readonly string[]): string => {
  const lines = [
    `ONNX IR version ${graph.irVersion}, operator set ${graph.opset}`,
    ...graph.inputs.map((info) => `  takes ${describeTensor(info)}`),
    ...graph.outputs.map((info) => `  gives ${describeTensor(info)}`),
    ...graph.externalFiles.map((name) => `  keeps weights in ${name}`),
    fits.length === 0
      ? 'No contract of the catalogue fits it; write one (docs/models.md).'
      : `Its shape fits the contract of: ${fits.join(', ')}. Ranges and mask values cannot be seen from outside.`,
  ]
  return `${lines.join('\n')}\n`
}

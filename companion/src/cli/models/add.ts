/** `inlay models add` and `inlay models inspect`: bring your own, and see what it is first. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { expected, InlayError, ModelId, type ModelInfo, parseWith } from '@inlay/shared'
import { looksLikeModelFolder } from '../../engines/diffusion/model/folder.ts'
import { ModelAddRequest } from '../../models/add-request.ts'
import { readCatalogue } from '../../models/catalogue.ts'
import { contractProblems, partsOf } from '../../models/check-contract.ts'
import { describeTensor } from '../../models/check-tensors.ts'
import { Contract } from '../../models/contract.ts'
import { createModels } from '../../models/models.ts'
import { isDataName } from '../../models/names.ts'
import { type GraphInfo, readGraphFile } from '../../models/onnx/read-graph.ts'
import { refuseForeign } from '../../models/sniff.ts'
import { ownName } from '../own-name.ts'
import type { Terminal } from '../terminal.ts'

export interface AddOptions {
  /** Of graphs; a diffusion model's folder needs none. */
  readonly contract?: string
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
  const [folder, ...more] = files
  if (contract === undefined) {
    if (
      folder !== undefined &&
      more.length === 0 &&
      (await looksLikeModelFolder(resolve(folder)))
    ) {
      const { addFolder } = await import('./add-folder.ts')
      return addFolder(folder, { ...named, json }, terminal)
    }
    throw new InlayError(
      'invalid_request',
      expected('what the graph expects and gives', '--contract', undefined),
    )
  }
  const request = parseWith(
    ModelAddRequest,
    { ...withoutJson(named), contract: await readContract(contract) },
    'invalid_request',
    'the model',
  )
  const { paths, folder: own } = await filesAt(files)
  const model = await createModels().add(paths, {
    ...(own !== undefined && { id: own }),
    ...request,
  })
  await terminal.out(
    json
      ? `${JSON.stringify(model, null, 2)}\n`
      : `${model.name} is here, as "${model.id}".${useOf(model)}\n`,
  )
}

/** What of a folder belongs to a model; its name is then the model's id, where it can be. */
const filesAt = async (
  given: readonly string[],
): Promise<{ readonly paths: string[]; readonly folder?: string }> => {
  const paths = given.map((path) => resolve(path))
  const [folder, ...more] = paths
  if (folder === undefined || more.length > 0 || !(await isFolder(folder))) return { paths }
  const names = (await readdir(folder)).filter((name) => /\.onnx$/i.test(name) || isDataName(name))
  const id = ModelId.safeParse(basename(folder).toLowerCase()).data
  const inside = names.sort().map((name) => join(folder, name))
  return { paths: inside, ...(id !== undefined && { folder: id }) }
}

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    // What is wrong with it is said where it is opened.
    return false
  }
}

/** How to use it at once, where there is a way. */
const useOf = ({ id, task }: ModelInfo): string => {
  const use = {
    inpaint: `fill ... --engine ${id}`,
    upscale: `upscale ... --model ${id}`,
    segment: `segment ... --model ${id}`,
    diffusion: undefined,
  }[task]
  return use === undefined ? '' : ` \`${ownName()} ${use}\` uses it.`
}

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
    contract === undefined
      ? []
      : partsOf(contract)
          .filter((part) => contractProblems(graph, contract, part).length === 0)
          .map((part) => (part === 'main' ? id : `${id} (as its ${part})`)),
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

/** Bring your own: a graph and its contract, checked against each other, become a model here. */
import { expected, InlayError, ModelId } from '@inlay/shared'
import type { ModelAddRequest } from './add-request.ts'
import type { Contract } from './contract.ts'
import type { GivenFile } from './given-files.ts'
import { inspectFiles } from './inspect.ts'
import type { CatalogueEntry, ModelRecord, StoredFile } from './manifest.ts'
import { isDataName } from './names.ts'
import type { Store } from './store.ts'

/** Our name for the owner's graph: whatever they call theirs, ours is safe everywhere. */
const GRAPH_NAME = 'model.onnx'

const isGraph = ({ name }: Pick<GivenFile, 'name'>): boolean => /\.onnx$/i.test(name)

/**
 * Checks everything and takes the model in. The given copies are moved.
 * @throws InlayError invalid_request | model_refused | contract_mismatch | disk_full | file_unwritable
 */
export const addModel = async (
  store: Store,
  request: ModelAddRequest,
  given: readonly GivenFile[],
  catalogue: readonly CatalogueEntry[],
): Promise<ModelRecord> => {
  const contract = contractOf(request, catalogue)
  const id = ownId(request, given)
  await assertFree(store, id, catalogue)
  const placed = given.map((file) => ({ ...file, stored: isGraph(file) ? GRAPH_NAME : file.name }))
  await inspectFiles(
    placed.map((file) => ({
      name: file.stored,
      part: 'main',
      role: isGraph(file) ? 'graph' : 'data',
      path: file.path,
    })),
    contract,
  )
  const files = placed.map((file): StoredFile => {
    if (!isGraph(file) && !isDataName(file.stored)) {
      throw new InlayError('model_refused', expected('a plain name', 'the file', file.stored))
    }
    const role = isGraph(file) ? 'graph' : 'data'
    return { name: file.stored, part: 'main', role, bytes: file.bytes, sha256: file.sha256 }
  })
  const record: ModelRecord = {
    version: 1,
    id,
    name: request.name ?? id,
    task: contract.task,
    source: 'own',
    licence: {
      name: request.licence ?? 'not stated',
      use: 'What its licence allows; you brought it here yourself.',
    },
    files,
    contract,
    installed: new Date().toISOString(),
  }
  await store.install(record, new Map(placed.map(({ stored, path }) => [stored, path])))
  return record
}

/** @throws InlayError invalid_request */
const contractOf = (
  { contract }: ModelAddRequest,
  catalogue: readonly CatalogueEntry[],
): Contract => {
  if (typeof contract !== 'string') return contract
  const found = catalogue.find(({ id }) => id === contract)?.contract
  if (found !== undefined) return found
  const known = catalogue.flatMap((entry) => (entry.contract === undefined ? [] : [entry.id]))
  throw new InlayError(
    'invalid_request',
    expected(`a contract, or one of ${known.join(', ')}`, 'contract', contract),
  )
}

/** The id it will have. @throws InlayError invalid_request when there is not one graph */
export const ownId = (
  { id }: Pick<ModelAddRequest, 'id'>,
  given: readonly Pick<GivenFile, 'name'>[],
): string => {
  const graphs = given.filter(isGraph)
  const [graph] = graphs
  if (graph === undefined || graphs.length > 1) {
    throw new InlayError(
      'invalid_request',
      expected('one .onnx file', 'the model', `${graphs.length} of them`),
    )
  }
  return id ?? idFrom(graph.name)
}

/** "My LaMa (1).onnx" -> "my-lama-1". @throws InlayError invalid_request */
const idFrom = (name: string): string => {
  const id = name
    .replace(/\.onnx$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48)
  if (ModelId.safeParse(id).success) return id
  throw new InlayError('invalid_request', expected('an id', 'the model', undefined))
}

/** @throws InlayError invalid_request */
const assertFree = async (
  store: Store,
  id: string,
  catalogue: readonly CatalogueEntry[],
): Promise<void> => {
  const isCatalogue = catalogue.some((entry) => entry.id === id)
  if (isCatalogue || (await store.find(id)) !== undefined) {
    const why = isCatalogue ? 'the catalogue has it' : 'a model of yours has it; remove that first'
    throw new InlayError(
      'invalid_request',
      `${expected('an id that is free', 'the model', id)}: ${why}.`,
    )
  }
}

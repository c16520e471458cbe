/** Bring your own: a graph and its contract, checked against each other, become a model here. */
import { expected, InlayError, ModelId } from '@inlay/shared'
import type { ModelAddRequest } from './add-request.ts'
import type { Contract } from './contract.ts'
import type { GivenFile } from './given-files.ts'
import { inspectFiles } from './inspect.ts'
import type { CatalogueEntry, ModelRecord, StoredFile } from './manifest.ts'
import { isGraph, placeFiles } from './place-files.ts'
import type { Store } from './store.ts'

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
  const placed = await placeFiles(given, contract)
  await inspectFiles(
    placed.map(({ stored, part, role, path }) => ({ name: stored, part, role, path })),
    contract,
  )
  const files = placed.map(
    ({ stored, part, role, bytes, sha256 }): StoredFile => ({
      name: stored,
      part,
      role,
      bytes,
      sha256,
    }),
  )
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

/** The id it will have. @throws InlayError invalid_request when no graph gives it one */
export const ownId = (
  { id }: Pick<ModelAddRequest, 'id'>,
  given: readonly Pick<GivenFile, 'name'>[],
): string => {
  if (id !== undefined) return id
  const [graph, ...more] = given.filter(isGraph)
  if (graph === undefined) {
    throw new InlayError('invalid_request', expected('an .onnx file', 'the model', 'none'))
  }
  if (more.length > 0) {
    throw new InlayError(
      'invalid_request',
      expected('an id', 'a model of several graphs', undefined),
    )
  }
  return idFrom(graph.name)
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

/** A diffusion model in a folder of its owner's: looked through, then named and left where it is. */
import { basename, isAbsolute } from 'node:path'
import { expected, InlayError, type ModelFolderRequest, type ModelInfo } from '@inlay/shared'
import { idFromFolder } from '../../models/linked.ts'
import type { Models } from '../../models/models.ts'
import { kindOf } from './engine/names.ts'
import { type DiffusionModel, describeModel } from './model/describe.ts'
import { readModelFolder } from './model/folder.ts'
import { bytesOf } from './model/tier.ts'

export interface LinkedFolder {
  readonly info: ModelInfo
  readonly model: DiffusionModel
  readonly kind: string
}

/** @throws InlayError file_unreadable | model_refused | model_damaged | contract_mismatch | invalid_request | file_unwritable */
export const linkFolder = async (
  models: Pick<Models, 'link'>,
  { folder, id, name, licence }: ModelFolderRequest,
): Promise<LinkedFolder> => {
  if (!isAbsolute(folder)) {
    throw new InlayError('invalid_request', expected('an absolute path', 'folder', 'another'))
  }
  const model = describeModel(await readModelFolder(folder))
  const kind = kindOf(model.architecture)
  const info = await models.link({
    id: id ?? idFromFolder(basename(folder)),
    name: name ?? basename(folder).slice(0, 80),
    kind,
    path: folder,
    bytes: bytesOf(model),
    ...(licence !== undefined && { licence }),
  })
  return { info, model, kind }
}

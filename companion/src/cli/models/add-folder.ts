/** `inlay models add FOLDER` for a diffusion model: looked through, then named and left where it is. */
import { basename, resolve } from 'node:path'
import { kindOf } from '../../engines/diffusion/engine/names.ts'
import { describeModel } from '../../engines/diffusion/model/describe.ts'
import { readModelFolder } from '../../engines/diffusion/model/folder.ts'
import { bytesOf } from '../../engines/diffusion/model/tier.ts'
import { megabytes } from '../../models/disk.ts'
import { idFromFolder } from '../../models/linked.ts'
import { createModels } from '../../models/models.ts'
import { ownName } from '../own-name.ts'
import type { Terminal } from '../terminal.ts'

export interface AddFolderOptions {
  readonly id?: string
  readonly name?: string
  readonly licence?: string
  readonly json?: boolean
}

/** @throws InlayError file_unreadable | model_refused | model_damaged | contract_mismatch | invalid_request */
export const addFolder = async (
  folder: string,
  { id, name, licence, json = false }: AddFolderOptions,
  terminal: Terminal,
): Promise<void> => {
  const path = resolve(folder)
  const model = describeModel(await readModelFolder(path))
  const kind = kindOf(model.architecture)
  const chosen = id ?? idFromFolder(basename(path))
  const info = await createModels().link({
    id: chosen,
    name: name ?? basename(path).slice(0, 80),
    kind,
    path,
    bytes: bytesOf(model),
    ...(licence !== undefined && { licence }),
  })
  if (json) {
    await terminal.out(`${JSON.stringify(info, null, 2)}\n`)
    return
  }
  const how = model.channels === model.vae.channels ? 'a plain model' : 'an inpainting model'
  await terminal.out(
    `${info.name} (${kind}, ${how}, ${model.native} pixels, ${megabytes(info.bytes ?? 0)}) stays where it is.\n` +
      `\`${ownName()} fill ... --operation fill --prompt "..." --engine ${chosen}\` uses it.\n`,
  )
}

/** `inlay models add FOLDER` for a diffusion model: looked through, then named and left where it is. */
import { resolve } from 'node:path'
import { linkFolder } from '../../engines/diffusion/link-folder.ts'
import { megabytes } from '../../models/disk.ts'
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
  const { info, model, kind } = await linkFolder(createModels(), {
    folder: resolve(folder),
    ...(id !== undefined && { id }),
    ...(name !== undefined && { name }),
    ...(licence !== undefined && { licence }),
  })
  if (json) {
    await terminal.out(`${JSON.stringify(info, null, 2)}\n`)
    return
  }
  const how = model.channels === model.vae.channels ? 'a plain model' : 'an inpainting model'
  await terminal.out(
    `${info.name} (${kind}, ${how}, ${model.native} pixels, ${megabytes(info.bytes ?? 0)}) stays where it is.\n` +
      `\`${ownName()} fill ... --operation fill --prompt "..." --engine ${info.id}\` uses it.\n`,
  )
}

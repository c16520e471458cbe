/** `inlay models verify`, `remove` and `settings`. */
import { resolve } from 'node:path'
import type { ModelVerified } from '@inlay/shared'
import { createModels } from '../../models/models.ts'
import { changeSettings, modelsFolder, readSettings } from '../../models/settings.ts'
import { companionFolders } from '../../system/folders.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { ownName } from '../own-name.ts'
import type { Terminal } from '../terminal.ts'

/** Ends with 3 when one is not what it was. @throws InlayError model_unknown | model_missing */
export const verifyCommand = async (
  id: string | undefined,
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<ExitCode> => {
  const models = createModels()
  const here = (await models.list()).filter(({ state }) => state === 'installed')
  const verified: ModelVerified[] = []
  for (const one of id === undefined ? here.map((model) => model.id) : [id]) {
    const result = await models.verify(one)
    verified.push(result)
    if (!json) await terminal.out(describe(result))
  }
  if (json) await terminal.out(`${JSON.stringify({ models: verified }, null, 2)}\n`)
  else if (verified.length === 0) await terminal.out('No model is here.\n')
  return verified.every(({ ok }) => ok) ? EXIT.done : EXIT.badInput
}

const describe = ({ id, ok, problem }: ModelVerified): string =>
  ok
    ? `${id}: as it was.\n`
    : `${id}: damaged. ${problem ?? ''}\n  \`${ownName()} models pull ${id}\` fetches it again.\n`

/** @throws InlayError model_unknown | model_missing | model_busy */
export const removeCommand = async (id: string, terminal: Terminal): Promise<void> => {
  await createModels().remove(id)
  await terminal.out(`${id} is removed.\n`)
}

export interface SettingsOptions {
  readonly folder?: string
  readonly mirror?: string
  readonly json?: boolean
}

/** @throws InlayError invalid_request | file_unwritable */
export const settingsCommand = async (
  { folder, mirror, json = false }: SettingsOptions,
  terminal: Terminal,
): Promise<void> => {
  const folders = companionFolders()
  const before = modelsFolder(folders, await readSettings(folders))
  const settings = await changeSettings(folders, {
    folder: folder === undefined ? undefined : folder === 'default' ? null : resolve(folder),
    mirror: mirror === undefined ? undefined : mirror === 'none' ? null : mirror,
  })
  const after = modelsFolder(folders, settings)
  if (json) {
    const answer = { folder: after, mirror: settings.mirror ?? null }
    await terminal.out(`${JSON.stringify(answer, null, 2)}\n`)
    return
  }
  await terminal.out(
    `Models lie in ${after}\nThey come from ${settings.mirror ?? 'their publishers'}\n`,
  )
  if (before !== after) {
    terminal.err(
      `Models that are here stay in ${before}; move that folder’s contents to keep them.\n`,
    )
  }
}

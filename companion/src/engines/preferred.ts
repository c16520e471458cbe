/** The engine the owner prefers: what `auto` takes where it can do what is asked. */
import { existsSync } from 'node:fs'
import { type Folders, settingsPath } from '../system/folders.ts'

/** Undefined where the choice is left to us, which costs one look for a file. */
export const preferredEngine = async (folders: Folders): Promise<string | undefined> => {
  if (!existsSync(settingsPath(folders))) return undefined
  const { settingsOf } = await import('../system/settings-file.ts')
  const { engine } = await settingsOf(folders)
  return engine === 'auto' ? undefined : engine
}

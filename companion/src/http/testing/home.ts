/** A home of its own for a daemon under test. */
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { companionFolders, type Folders } from '../../system/folders.ts'

export interface Home {
  readonly path: string
  readonly folders: Folders
}

export const withHome = async (): Promise<Home> => {
  const path = await mkdtemp(join(tmpdir(), 'inlay-http-'))
  return { path, folders: companionFolders(path) }
}

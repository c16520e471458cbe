/** Where the companion keeps its things: settings and token apart from jobs and discovery. */
import { join } from 'node:path'
import envPaths from 'env-paths'

export interface Folders {
  /** Settings and the token. */
  readonly config: string
  /** Jobs, their images, and the discovery file. */
  readonly state: string
}

/** What the owner has set; the file is written by `settings-file.ts` alone. */
export const settingsPath = ({ config }: Folders): string => join(config, 'settings.json')

/**
 * The platform's own folders (XDG, ~/Library, %APPDATA%), or `config` and `state` below `home`,
 * which INLAY_HOME sets for tests and portable installs.
 */
export const companionFolders = (home = process.env.INLAY_HOME): Folders => {
  if (home !== undefined && home !== '') {
    return { config: join(home, 'config'), state: join(home, 'state') }
  }
  const paths = envPaths('inlay', { suffix: '' })
  return { config: paths.config, state: paths.data }
}

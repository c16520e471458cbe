/** Looks for other copies of the command: the one that is found first may be an old one. */

import { constants } from 'node:fs'
import { access, realpath } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { type Check, ok, warning } from './check.ts'

const NAMES = process.platform === 'win32' ? ['inlay.cmd', 'inlay.exe'] : ['inlay']

/** Every `inlay` on the PATH, links followed, each once, in the order the shell finds them. */
const findInstalls = async (path = process.env.PATH ?? ''): Promise<string[]> => {
  const found = new Set<string>()
  for (const folder of path.split(delimiter)) {
    if (folder === '') continue
    for (const name of NAMES) {
      const file = join(folder, name)
      const isThere = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
      if (isThere) found.add(await realpath(file).catch(() => file))
    }
  }
  return [...found]
}

export const checkInstalls = async (path?: string): Promise<Check> => {
  const found = await findInstalls(path)
  const [first] = found
  if (first === undefined) return ok('installs', 'This copy alone; none is on the PATH.')
  return found.length === 1
    ? ok('installs', `One on the PATH: ${first}.`)
    : warning(
        'installs',
        'several_installs',
        `There are ${found.length} on the PATH; the first is used: ${found.join(', ')}.`,
        'Remove those you do not use, so that companion and command are of one version.',
      )
}

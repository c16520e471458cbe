/** What is left for the person to remove when all else is gone: the program, and the plugins in their hosts. */
import { posix, win32 } from 'node:path'

export interface OwnProgram {
  /** Absolute path of what runs: the self-contained program, or the script that Node runs. */
  readonly path: string
  readonly isSelfContained: boolean
  readonly platform: NodeJS.Platform
}

/** Where the .deb puts it. */
const DEBIAN = '/opt/inlay'

/** @returns words for the person, a line each */
export const whatRemains = (program: OwnProgram): readonly string[] => [
  'The plugins are Figma’s and Photoshop’s own copies: remove them there (Figma: Plugins > Manage ' +
    'plugins; Photoshop: Plugins > Manage Plugins).',
  `Last, remove the program itself: ${howToRemove(program)}.`,
]

const howToRemove = ({ path, isSelfContained, platform }: OwnProgram): string => {
  const { dirname, normalize, sep } = platform === 'win32' ? win32 : posix
  const folder = dirname(normalize(path))
  if (isSelfContained) {
    return folder === DEBIAN ? '`sudo apt remove inlay`' : `delete the folder ${folder}`
  }
  const parts = folder.split(sep)
  const at = parts.lastIndexOf('node_modules')
  if (at < 0 || parts[at + 1] !== 'inlay') return 'delete the folder it was cloned to'
  // npx keeps each package in a folder of its cache.
  const copy = parts.slice(0, at).join(sep)
  return parts.includes('_npx') ? `delete npm’s copy, ${copy}` : '`npm uninstall -g inlay`'
}

/** Finds built files (workers, WASM) both from the bundle in dist/ and from the sources under test. */
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that holds this file's own `src` or `dist`. */
const packageRoot = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (basename(folder) !== 'src' && basename(folder) !== 'dist') folder = dirname(folder)
  return dirname(folder)
}

/** Absolute path of a file in companion/dist, which `npm run build` makes. */
export const distFile = (name: string): string => join(packageRoot(), 'dist', name)

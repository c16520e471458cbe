/** Finds built files (workers, WASM) both from the bundle in dist/ and from the sources under test. */
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that holds this file's own `src` or `dist`. */
const packageRoot = (): string => {
  const start = dirname(fileURLToPath(import.meta.url))
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    if (basename(folder) === 'src' || basename(folder) === 'dist') return dirname(folder)
  }
  throw new Error('Expected the bundle to lie below a folder named src or dist')
}

/** Absolute path of a file in companion/dist, which `npm run build` makes. */
export const distFile = (name: string): string => join(packageRoot(), 'dist', name)

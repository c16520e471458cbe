/** Finds built files (workers, WASM) both from the bundle in dist/ and from the sources under test. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packageRoot = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}

/** Absolute path of a file in companion/dist, which `npm run build` makes. */
export const distFile = (name: string): string => join(packageRoot(), 'dist', name)

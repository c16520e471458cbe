/** Where things are in the repository, found from this file, so that any working folder will do. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
export const nodeModules = join(repository, 'node_modules')
export const companion = join(repository, 'companion')
export const dist = join(companion, 'dist')

/** Proof that an install went through to its end; inside node_modules, so that it goes with it. */
export const installStamp = join(nodeModules, '.inlay-installed.json')

/** What dist was built from; inside dist for the same reason. */
export const buildStamp = join(dist, '.inlay-built.json')

/** Held while installing or building, so that two starts at once do not trample each other. */
export const setupLock = join(repository, '.inlay-setup')

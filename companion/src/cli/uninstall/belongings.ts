/**
 * Everything the companion keeps on disk, by name: what `inlay uninstall` deletes, and what it asks
 * about. What is not named here is somebody else's and stays; a new file of ours goes in here.
 */
import { readdir, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Folders } from '../../system/folders.ts'

/** Names in a folder, and those of them that a crash may have left half written. */
interface Belongings {
  readonly config: readonly RegExp[]
  readonly state: readonly RegExp[]
  /** In the state folder: what the user made, asked about before it goes. */
  readonly history: readonly RegExp[]
}

/** What is written whole and renamed leaves `name.123456789` where it was cut short. */
const file = (name: string): RegExp => new RegExp(`^${name.replaceAll('.', '\\.')}(\\.[\\w-]+)?$`)

const folder = (name: string): RegExp => new RegExp(`^${name}$`)

const OURS: Belongings = {
  config: [
    file('token'),
    file('owner.json'),
    file('devices.json'),
    file('models.json'),
    file('settings.json'),
  ],
  state: [
    file('daemon.json'),
    file('pairing.json'),
    file('pages.json'),
    file('open-page.html'),
    file('device.json'),
    folder('logs'),
    folder('models'),
    folder('gpu'),
    folder('loras'),
  ],
  history: [/^jobs\.db(-wal|-shm|-journal)?(\.damaged-.*)?$/, folder('spool')],
}

/** Names of ours in the folder; none when there is no folder. */
const namesIn = async (path: string, ours: readonly RegExp[]): Promise<string[]> =>
  (await entriesOf(path)).filter((name) => ours.some((one) => one.test(name)))

const entriesOf = (path: string): Promise<string[]> =>
  readdir(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })

/** Bytes of the history; 0 when there is none. */
export const historySize = async ({ state }: Folders): Promise<number> => {
  const names = await namesIn(state, OURS.history)
  const sizes = await Promise.all(names.map((name) => sizeOf(join(state, name))))
  return sizes.reduce((sum, size) => sum + size, 0)
}

const sizeOf = async (path: string): Promise<number> => {
  const found = await stat(path)
  if (!found.isDirectory()) return found.size
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

export interface Removal {
  readonly removed: readonly string[]
  /** What stays and why it is there is the user's to know. */
  readonly left: readonly string[]
}

/**
 * Deletes what is ours and every folder that is empty then.
 * @param keep names in the settings folder to leave, beside the history
 */
export const removeBelongings = async (
  { config, state }: Folders,
  { keepHistory, keep = [] }: { readonly keepHistory: boolean; readonly keep?: readonly string[] },
): Promise<Removal> => {
  const removed: string[] = []
  const remove = async (path: string, ours: readonly RegExp[]): Promise<void> => {
    for (const name of await namesIn(path, ours)) {
      if (path === config && keep.includes(name)) continue
      await rm(join(path, name), { recursive: true, force: true })
      removed.push(join(path, name))
    }
  }
  await remove(config, OURS.config)
  await remove(state, keepHistory ? OURS.state : [...OURS.state, ...OURS.history])
  const left: string[] = []
  for (const path of new Set([config, state])) {
    left.push(...(await entriesOf(path)).map((name) => join(path, name)))
    // The folder above is named after us on Windows, and with INLAY_HOME by the user.
    for (const empty of [path, dirname(path)]) {
      if (empty !== path && !/inlay/i.test(empty.slice(dirname(empty).length))) break
      if (await removeIfEmpty(empty)) removed.push(empty)
    }
  }
  return { removed, left }
}

const removeIfEmpty = (path: string): Promise<boolean> =>
  rmdir(path).then(
    () => true,
    // Not empty, not there, or not ours to remove: it stays, and `left` tells what is in it.
    () => false,
  )

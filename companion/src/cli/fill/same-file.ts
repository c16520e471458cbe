/** Tells whether two paths lead to one file: through links of either kind, case, or a detour. */
import { realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

/** What makes a file itself: device and inode when it is there, else the real path it would get. */
const identitiesOf = async (path: string): Promise<string[]> => {
  try {
    const { dev, ino } = await stat(path, { bigint: true })
    const real = await realpath(path)
    return [`path ${real}`, ...(ino === 0n ? [] : [`inode ${dev} ${ino}`])]
  } catch {
    const folder = await realpath(dirname(resolve(path))).catch(() => dirname(resolve(path)))
    return [`path ${join(folder, basename(path))}`]
  }
}

/** Collects files once, then answers whether a path is one of them. */
export const fileSet = async (
  paths: Iterable<string>,
): Promise<(path: string) => Promise<boolean>> => {
  const known = new Set((await Promise.all([...paths].map(identitiesOf))).flat())
  return async (path) => (await identitiesOf(path)).some((identity) => known.has(identity))
}

/** Looks at the folders Inlay keeps things in: can it write there, and is there room. */
import { randomUUID } from 'node:crypto'
import { access, rm, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Check, ok, problem, warning, wordsOf } from './check.ts'

/** Below this, a few large documents in flight could fill the disk; below that, one. */
const COMFORTABLE = 2 ** 30
const LEAST = 200 * 2 ** 20

/** The folder itself, or the nearest one above it that exists: where it would be made. */
const existingPart = async (folder: string): Promise<string> => {
  const exists = await access(folder).then(
    () => true,
    () => false,
  )
  const above = dirname(folder)
  return exists || above === folder ? folder : existingPart(above)
}

/** Writes and removes a file, because permission bits tell nothing of quotas and read-only mounts. */
export const checkFolder = async (name: string, folder: string): Promise<Check> => {
  const existing = await existingPart(folder)
  try {
    const probe = join(existing, `.inlay-doctor-${randomUUID()}`)
    await writeFile(probe, 'x', { flag: 'wx' })
    await rm(probe)
    const { bavail, bsize } = await statfs(existing)
    const finding = `${folder} can be written, ${((bavail * bsize) / 2 ** 30).toFixed(1)} GB free.`
    const free = bavail * bsize
    if (free < LEAST) {
      return problem(name, 'disk_nearly_full', finding, 'Free some space: fills will fail.')
    }
    return free < COMFORTABLE
      ? warning(name, 'disk_nearly_full', finding, 'Free some space before filling large pictures.')
      : ok(name, finding)
  } catch (error) {
    return problem(
      name,
      'folder_unwritable',
      `${folder} cannot be written: ${wordsOf(error)}`,
      'Give your user the right to write there, or set INLAY_HOME to a folder of yours.',
    )
  }
}

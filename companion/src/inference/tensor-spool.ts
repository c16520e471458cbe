/**
 * A private folder for tensors on their way between processes: shared memory where the system has
 * it as a folder, since pixels through IPC take ten times as long.
 */
import { randomBytes } from 'node:crypto'
import { access, constants, mkdtemp, readdir, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SHARED_MEMORY = '/dev/shm'
const PREFIX = 'inlay-tensors-'

export interface TensorSpool {
  /** A path no one has used. */
  next(): string
  /** Removes files that were given out by `next`; one that was never written is no error. */
  remove(paths: Iterable<string>): Promise<void>
  close(): Promise<void>
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** A killed process leaves its folder, and with it memory. */
const sweep = async (parent: string): Promise<void> => {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(PREFIX)) continue
    const pid = Number(name.slice(PREFIX.length).split('-')[0])
    // Another user's folder stays: it is theirs to remove.
    if (!isAlive(pid))
      await rm(join(parent, name), { recursive: true, force: true }).catch(() => {})
  }
}

/** Bytes it must have free: large nets take some hundred megabytes, and containers give it 64. */
const ROOM = 2 ** 30

/** Shared memory where there is enough of it, else the folder for temporary files. */
export const tensorFolder = async (shared = SHARED_MEMORY): Promise<string> => {
  if (process.platform !== 'linux') return tmpdir()
  try {
    await access(shared, constants.W_OK)
    const { bavail, bsize } = await statfs(shared)
    return bavail * bsize >= ROOM ? shared : tmpdir()
  } catch {
    return tmpdir()
  }
}

export const openTensorSpool = async (parent?: string): Promise<TensorSpool> => {
  const at = parent ?? (await tensorFolder())
  await sweep(at)
  // mkdtemp makes it 0700.
  const folder = await mkdtemp(join(at, `${PREFIX}${process.pid}-`))
  return {
    next: () => join(folder, randomBytes(8).toString('hex')),
    remove: async (paths) => {
      await Promise.all([...paths].map((path) => rm(path, { force: true })))
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

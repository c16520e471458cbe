/** Images on disk: one private folder a job, each file written whole and then renamed to its name. */
import { open, readdir, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { InlayError } from '@inlay/shared'
import { makePrivateFolder, PRIVATE_FILE } from '../system/private-files.ts'

/** A file still being written; nobody sees it under its name before `finish`. */
export interface SpoolWriter {
  /** @throws InlayError file_unwritable (a full disk) */
  write(chunk: Uint8Array): Promise<void>
  /** Gives the absolute path under which the whole file now lies. */
  finish(): Promise<string>
  /** Leaves nothing behind. */
  abort(): Promise<void>
}

export interface Spool {
  /** Makes the job's folder and gives its absolute path. */
  openFolder(id: string): Promise<string>
  removeFolder(folder: string): Promise<void>
  /** Removes everything: the spool belongs to one daemon, and jobs do not outlive it yet. */
  wipe(): Promise<void>
  /** Bytes free on the spool's disk. */
  free(): Promise<number>
}

export const createSpool = (root: string): Spool => ({
  openFolder: async (id) => {
    const folder = join(root, id)
    await guard(makePrivateFolder(folder))
    return folder
  },
  removeFolder: (folder) => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  wipe: async () => {
    await guard(makePrivateFolder(root))
    for (const name of await readdir(root)) {
      await rm(join(root, name), { recursive: true, force: true, maxRetries: 3 })
    }
  },
  free: async () => {
    const disk = await statfs(root)
    return disk.bavail * disk.bsize
  },
})

/** Opens `name` in `folder` for writing; `name` is ours, never a client's. */
export const createSpoolFile = async (folder: string, name: string): Promise<SpoolWriter> => {
  const path = join(folder, name)
  const partial = `${path}.partial`
  const file = await guard(open(partial, 'wx', PRIVATE_FILE))
  let closed = false
  const close = async (): Promise<void> => {
    if (closed) return
    closed = true
    await file.close()
  }
  return {
    write: async (chunk) => {
      let rest = chunk
      while (rest.byteLength > 0) {
        const { bytesWritten } = await guard(file.write(rest))
        rest = rest.subarray(bytesWritten)
      }
    },
    finish: async () => {
      await guard(close())
      await guard(rename(partial, path))
      return path
    },
    abort: async () => {
      await close()
      await rm(partial, { force: true })
    },
  }
}

const guard = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (cause) {
    throw new InlayError('file_unwritable', reason(cause), { cause })
  }
}

/** The system's own code, without the path its message carries. */
const reason = (cause: unknown): string => {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
  return code === 'ENOSPC' ? 'The disk is full.' : `The system says ${code}.`
}

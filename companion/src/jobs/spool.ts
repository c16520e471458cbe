/** Images on disk: one private folder a job, each file written whole and then renamed to its name. */
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { InlayError } from '@inlay/shared'
import { makePrivateFolder, PRIVATE_FILE, PRIVATE_FOLDER } from '../system/private-files.ts'

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
}

export const createSpool = (root: string): Spool => ({
  openFolder: async (id) => {
    const folder = join(root, id)
    await guard(mkdir(folder, { mode: PRIVATE_FOLDER }))
    return folder
  },
  removeFolder: (folder) => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  wipe: async () => {
    await guard(makePrivateFolder(root))
    for (const name of await readdir(root)) {
      await rm(join(root, name), { recursive: true, force: true, maxRetries: 3 })
    }
  },
})

/** Bytes gathered before they are written: every write costs a turn of the thread pool. */
const BATCH = 1 << 20

/**
 * Opens `name` in `folder` for writing; `name` is ours, never a client's. At most two batches are
 * in memory, one on its way to the disk while the next one gathers.
 */
export const createSpoolFile = async (folder: string, name: string): Promise<SpoolWriter> => {
  const path = join(folder, name)
  const partial = `${path}.partial`
  const file = await guard(open(partial, 'wx', PRIVATE_FILE))
  let gathered: Uint8Array[] = []
  let length = 0
  let writing: Promise<void> = Promise.resolve()
  let closed = false

  const flush = async (): Promise<void> => {
    await writing
    const batch = gathered
    gathered = []
    length = 0
    writing = guard(writeAll(file, batch))
    // Whoever writes or finishes next hears of it; until then it is not unhandled.
    writing.catch(() => {})
  }
  const close = async (): Promise<void> => {
    if (closed) return
    closed = true
    await file.close()
  }

  return {
    write: async (chunk) => {
      gathered.push(chunk)
      length += chunk.byteLength
      if (length >= BATCH) await flush()
    },
    finish: async () => {
      await flush()
      await writing
      await guard(close())
      await guard(rename(partial, path))
      return path
    },
    abort: async () => {
      await writing.catch(() => {})
      await close()
      await rm(partial, { force: true })
    },
  }
}

const writeAll = async (file: FileHandle, chunks: readonly Uint8Array[]): Promise<void> => {
  let left = chunks
  while (left.length > 0) {
    const { bytesWritten } = await file.writev(left)
    left = dropBytes(left, bytesWritten)
  }
}

/** What remains of the chunks after their first `count` bytes: a disk may take less than it is given. */
const dropBytes = (chunks: readonly Uint8Array[], count: number): Uint8Array[] => {
  let skip = count
  return chunks.flatMap((chunk) => {
    const skipped = Math.min(skip, chunk.byteLength)
    skip -= skipped
    return skipped === chunk.byteLength ? [] : [chunk.subarray(skipped)]
  })
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

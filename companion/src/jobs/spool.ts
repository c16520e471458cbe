/** Images on disk: one private folder a job, each file written whole and then renamed to its name. */
import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { onDisk } from '../system/disk-error.ts'
import { syncFolder } from '../system/durable.ts'
import { makePrivateFolder, PRIVATE_FILE, PRIVATE_FOLDER } from '../system/private-files.ts'

/** A file still being written; nobody sees it under its name before `finish`. */
export interface SpoolWriter {
  /** @throws InlayError disk_full | file_unwritable */
  write(chunk: Uint8Array): Promise<void>
  /** Gives the absolute path under which the whole file now lies. */
  finish(): Promise<string>
  /**
   * Of a finished file: resolves once its bytes would survive a loss of power. Throws as `write`
   * does.
   */
  safe(): Promise<void>
  /** Leaves nothing behind. */
  abort(): Promise<void>
}

/**
 * Folders of the spool. An upload comes into a folder of its own and gets its job's name when it is
 * accepted, so that what was cut short can be told from what was taken.
 */
export interface Spool {
  /** Makes the spool itself; throws as `openUpload` does. */
  open(): Promise<void>
  /**
   * Makes a folder for an upload and gives its absolute path.
   * @throws InlayError disk_full | file_unwritable
   */
  openUpload(): Promise<string>
  /** Makes an upload's folder the job's. */
  adopt(upload: string, id: string): Promise<void>
  /** Waits until the names in the job's folder, and its own, would survive a loss of power. */
  settle(id: string): Promise<void>
  /** Absolute path of the job's folder, there or not. */
  folderOf(id: string): string
  /** Removes a folder with all that is in it. */
  remove(folder: string): Promise<void>
  /** Removes these files of the job's folder. */
  removeFiles(id: string, names: readonly string[]): Promise<void>
  /** Every folder: ids of jobs, and uploads that were cut short. */
  list(): Promise<{ readonly jobs: string[]; readonly others: string[] }>
}

const UPLOAD = 'upload-'

export const createSpool = (root: string): Spool => {
  const folderOf = (id: string): string => join(root, id)
  const remove = (folder: string): Promise<void> =>
    rm(folder, { recursive: true, force: true, maxRetries: 3 })
  return {
    open: () => onDisk(makePrivateFolder(root)),
    openUpload: () => onDisk(makeFolder(join(root, `${UPLOAD}${randomUUID()}`))),
    adopt: (upload, id) => onDisk(rename(upload, folderOf(id))),
    settle: async (id) => {
      await onDisk(Promise.all([syncFolder(folderOf(id)), syncFolder(root)]))
    },
    folderOf,
    remove,
    removeFiles: async (id, names) => {
      await Promise.all(names.map((name) => rm(join(folderOf(id), name), { force: true })))
    },
    list: async () => {
      const names = await readdir(root)
      return {
        jobs: names.filter((name) => !name.startsWith(UPLOAD)),
        others: names.filter((name) => name.startsWith(UPLOAD)).map((name) => join(root, name)),
      }
    },
  }
}

const makeFolder = async (folder: string): Promise<string> => {
  await mkdir(folder, { mode: PRIVATE_FOLDER })
  return folder
}

/** Bytes gathered before they are written: every write costs a turn of the thread pool. */
const BATCH = 1 << 20

export interface SpoolFileOptions {
  /** Begins to bring the bytes to the disk itself as soon as they are whole; see `safe`. */
  readonly isKept?: boolean
}

/**
 * Opens `name` in `folder` for writing; `name` is ours, never a client's. At most two batches are
 * in memory, one on its way to the disk while the next one gathers.
 */
export const createSpoolFile = async (
  folder: string,
  name: string,
  { isKept = false }: SpoolFileOptions = {},
): Promise<SpoolWriter> => {
  const path = join(folder, name)
  const partial = `${path}.partial`
  const file = await onDisk(open(partial, 'wx', PRIVATE_FILE))
  let gathered: Uint8Array[] = []
  let length = 0
  let writing: Promise<void> = Promise.resolve()
  let closed = false
  let syncing: Promise<void> = Promise.resolve()

  const flush = async (): Promise<void> => {
    await writing
    const batch = gathered
    gathered = []
    length = 0
    writing = onDisk(writeAll(file, batch))
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
      // While the next part comes in, and on the handle that is open already.
      if (isKept) syncing = onDisk(file.datasync()).finally(close)
      else await onDisk(close())
      syncing.catch(() => {})
      await onDisk(rename(partial, path))
      return path
    },
    safe: () => syncing,
    abort: async () => {
      await writing.catch(() => {})
      await syncing.catch(() => {})
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

/**
 * A file on its way here: its bytes so far, their hash, and which version of the publisher's file
 * they belong to. It survives a restart under the hash it must have in the end.
 */
import { createHash, type Hash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from '@inlay/shared/zod'
import { PRIVATE_FILE } from '../../system/private-files.ts'
import { writeError } from '../disk.ts'
import { hashFile } from '../hash.ts'

const Origin = z.strictObject({ etag: z.string().max(300) })

export interface PartFile {
  readonly path: string
  /** Bytes so far. */
  readonly size: number
  /** Of the version the bytes belong to, where the server named one. */
  readonly etag: string | undefined
  /** Forgets every byte; what comes belongs to this version. */
  restart(etag: string | undefined): Promise<void>
  /** @throws InlayError disk_full | file_unwritable */
  append(bytes: Uint8Array): Promise<void>
  /** SHA-256 of all bytes, as hexadecimal digits. */
  digest(): string
  /** Everything on the disk itself, not only on its way there. */
  sync(): Promise<void>
  close(): Promise<void>
}

export const partPath = (folder: string, sha256: string): string => join(folder, `${sha256}.part`)

const originPath = (path: string): string => `${path}.json`

/** Removes a part and what is known of it. */
export const removePart = async (path: string): Promise<void> => {
  await Promise.all([rm(path, { force: true }), rm(originPath(path), { force: true })])
}

/**
 * Opens or begins the part of a file of so many bytes.
 * @throws InlayError file_unwritable | disk_full; the signal's while what is there is hashed
 */
export const openPart = async (
  folder: string,
  { sha256, bytes }: { readonly sha256: string; readonly bytes: number },
  signal: AbortSignal,
): Promise<PartFile> => {
  const path = partPath(folder, sha256)
  const file = await openOwn(path)
  try {
    let hash = createHash('sha256')
    let { size } = await file.stat()
    let etag = await readEtag(path)
    if (size > bytes) size = await cut(file)
    if (size > 0) size = await hashFile(file, hash, size, signal)
    else etag = undefined
    return {
      path,
      get size() {
        return size
      },
      get etag() {
        return etag
      },
      restart: async (newEtag) => {
        size = await cut(file)
        hash = createHash('sha256')
        etag = newEtag
        await writeEtag(path, newEtag)
      },
      append: async (chunk) => {
        size = await write(file, chunk, size, hash)
      },
      digest: () => hash.copy().digest('hex'),
      sync: () => file.sync(),
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** A regular file with one name; anything else in its place is removed, never followed. */
const openOwn = async (path: string): Promise<FileHandle> => {
  const flags = constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0)
  try {
    const file = await open(path, flags, PRIVATE_FILE).catch(async (error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'ELOOP')) throw error
      await rm(path, { force: true })
      return open(path, flags | constants.O_EXCL, PRIVATE_FILE)
    })
    const stats = await file.stat()
    if (stats.isFile() && stats.nlink === 1) return file
    await file.close()
    await rm(path, { force: true })
    return await open(path, flags | constants.O_EXCL, PRIVATE_FILE)
  } catch (cause) {
    throw writeError(cause)
  }
}

const cut = async (file: FileHandle): Promise<number> => {
  await file.truncate(0)
  return 0
}

const write = async (
  file: FileHandle,
  chunk: Uint8Array,
  size: number,
  hash: Hash,
): Promise<number> => {
  let done = 0
  try {
    while (done < chunk.length) {
      const { bytesWritten } = await file.write(chunk, done, chunk.length - done, size + done)
      done += bytesWritten
    }
  } catch (cause) {
    throw writeError(cause)
  }
  hash.update(chunk)
  return size + chunk.length
}

const readEtag = async (path: string): Promise<string | undefined> => {
  try {
    return Origin.safeParse(JSON.parse(await readFile(originPath(path), 'utf8'))).data?.etag
  } catch {
    // Not there, or not whole: the bytes are then checked by their hash alone.
    return undefined
  }
}

const writeEtag = async (path: string, etag: string | undefined): Promise<void> => {
  try {
    // Not worth waiting for the disk: without it the hash alone decides.
    await rm(originPath(path), { force: true })
    if (etag === undefined) return
    await writeFile(originPath(path), JSON.stringify({ etag }), { flag: 'wx', mode: PRIVATE_FILE })
  } catch (cause) {
    throw writeError(cause)
  }
}

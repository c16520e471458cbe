/** Bytes of a picture, in memory or in a file: the only way pixels come into the pipeline. */
import { open, readFile, stat } from 'node:fs/promises'
import { InlayError } from '@inlay/shared'
import { plainBytes } from './plain-bytes.ts'

export type ByteSource = Uint8Array | { readonly path: string }

const unreadable = (cause: unknown): InlayError =>
  new InlayError('file_unreadable', undefined, { cause })

/** @throws InlayError file_unreadable when a path is not a file that can be read */
export const checkReadable = async (bytes: ByteSource): Promise<void> => {
  if (bytes instanceof Uint8Array) return
  try {
    const file = await open(bytes.path)
    try {
      if (!(await file.stat()).isFile())
        throw new InlayError('file_unreadable', 'It is not a file.')
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw cause instanceof InlayError ? cause : unreadable(cause)
  }
}

/** All bytes; a copy when they were in memory already, so that the caller owns them either way. */
export const readAll = async (bytes: ByteSource): Promise<Uint8Array> => {
  if (bytes instanceof Uint8Array) return new Uint8Array(bytes)
  try {
    return plainBytes(await readFile(bytes.path))
  } catch (cause) {
    throw unreadable(cause)
  }
}

/** The first `length` bytes, fewer when there are fewer. */
export const readHead = async (bytes: ByteSource, length: number): Promise<Uint8Array> => {
  if (bytes instanceof Uint8Array) return bytes.subarray(0, length)
  try {
    const file = await open(bytes.path)
    try {
      const head = new Uint8Array(length)
      const { bytesRead } = await file.read(head, 0, length, 0)
      return head.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw unreadable(cause)
  }
}

/** Number of bytes, found without reading them. */
export const sizeOf = async (bytes: ByteSource): Promise<number> => {
  if (bytes instanceof Uint8Array) return bytes.length
  try {
    return (await stat(bytes.path)).size
  } catch (cause) {
    throw unreadable(cause)
  }
}

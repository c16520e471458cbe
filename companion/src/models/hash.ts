/** SHA-256 of files, in pieces, so that the daemon's loop stays free. */
import { createHash, type Hash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

const PIECE = 1024 * 1024

/**
 * Feeds the first `bytes` bytes of a file to the hash; ends early where the file does.
 * @returns bytes read
 */
export const hashFile = async (
  file: FileHandle,
  hash: Hash,
  bytes: number,
  signal?: AbortSignal,
): Promise<number> => {
  const buffer = Buffer.allocUnsafe(Math.min(PIECE, Math.max(bytes, 1)))
  let at = 0
  while (at < bytes) {
    signal?.throwIfAborted()
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, bytes - at), at)
    if (bytesRead === 0) break
    hash.update(buffer.subarray(0, bytesRead))
    at += bytesRead
  }
  return at
}

export const sha256OfText = (text: string): string =>
  createHash('sha256').update(text).digest('hex')

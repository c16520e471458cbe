/** Writes a file whole or not at all: under a passing name beside it, then renamed into place. */
import { InlayError } from '@inlay/shared'
import writeFileAtomic from 'write-file-atomic'

/**
 * A process killed midway leaves the old file, or none. Not fsynced: a power cut may lose a result
 * that the inputs, untouched, make again, and the wait would be felt on every fill.
 * @throws InlayError file_unwritable
 */
export const writeAtomically = async (path: string, bytes: Uint8Array): Promise<void> => {
  try {
    await writeFileAtomic(path, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      fsync: false,
    })
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason'
    throw new InlayError('file_unwritable', `The system says ${why}.`, { cause })
  }
}

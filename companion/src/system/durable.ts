/** Makes what was written survive a loss of power, without blocking the event loop. */
import { type FileHandle, open } from 'node:fs/promises'
import { PRIVATE_FILE } from './private-files.ts'

/** Waits until the names in the folder are on the disk itself. */
export const syncFolder = async (path: string): Promise<void> => {
  // Windows opens no folders; NTFS keeps names in its own journal.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** A private file whose bytes are on the disk when this returns; its name is not yet. */
export const writeSynced = async (path: string, bytes: string | Uint8Array): Promise<void> =>
  fillAndSync(await open(path, 'w', PRIVATE_FILE), bytes)

/** Writes and closes a file just opened; its bytes are on the disk when this returns. */
export const fillAndSync = async (file: FileHandle, bytes: string | Uint8Array): Promise<void> => {
  try {
    await file.writeFile(bytes)
    await file.datasync()
  } finally {
    await file.close()
  }
}

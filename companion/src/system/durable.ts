/** Makes what was written survive a loss of power, without blocking the event loop. */
import { open } from 'node:fs/promises'
import { PRIVATE_FILE } from './private-files.ts'

/** Waits until the file's bytes are on the disk itself. */
export const syncFile = async (path: string): Promise<void> => {
  // Windows flushes only what may be written.
  const file = await open(path, 'r+')
  try {
    await file.datasync()
  } finally {
    await file.close()
  }
}

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
export const writeSynced = async (path: string, bytes: string | Uint8Array): Promise<void> => {
  const file = await open(path, 'w', PRIVATE_FILE)
  try {
    await file.writeFile(bytes)
    await file.datasync()
  } finally {
    await file.close()
  }
}

/** Files and folders that only their owner may read: 0600 in 0700, written whole and renamed. */
import { chmod, mkdir } from 'node:fs/promises'
import writeFileAtomic from 'write-file-atomic'

export const PRIVATE_FILE = 0o600
export const PRIVATE_FOLDER = 0o700

/** Makes the folder and its parents; an existing one loses the access others may have had. */
export const makePrivateFolder = async (path: string): Promise<void> => {
  await mkdir(path, { recursive: true, mode: PRIVATE_FOLDER })
  await chmod(path, PRIVATE_FOLDER)
}

/** Readers see the old content or the new, never half of it. */
export const writePrivateFile = (path: string, content: string | Uint8Array): Promise<void> =>
  writeFileAtomic(path, typeof content === 'string' ? content : Buffer.from(content), {
    mode: PRIVATE_FILE,
  })

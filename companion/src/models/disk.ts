/** How much room there is, and what a full disk is called. */
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { InlayError } from '@inlay/shared'

/** Left free for everybody else, in bytes. */
const RESERVE = 64 * 1024 * 1024

const MB = 1_000_000
const GB = 1000 * MB

/** "0.2 MB", "28 MB", "1.4 GB". */
export const megabytes = (bytes: number): string => {
  if (bytes < 9.95 * MB) return `${(bytes / MB).toFixed(1)} MB`
  return bytes < 999.5 * MB ? `${Math.round(bytes / MB)} MB` : `${(bytes / GB).toFixed(1)} GB`
}

/** Free bytes for this user; undefined where the system does not say. */
export const freeBytes = async (folder: string): Promise<number | undefined> => {
  for (let path = folder; ; path = dirname(path)) {
    try {
      const { bavail, bsize, blocks } = await statfs(path)
      // Some network drives say that they have no blocks at all.
      return blocks === 0 ? undefined : bavail * bsize
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
      if (!isMissing || path === dirname(path)) return undefined
    }
  }
}

/** @throws InlayError disk_full before anything is written */
export const assertSpace = async (folder: string, needed: number): Promise<void> => {
  const free = await freeBytes(folder)
  if (free === undefined || free >= needed + RESERVE) return
  throw new InlayError(
    'disk_full',
    `It needs ${megabytes(needed + RESERVE)} in the models’ folder, where ${megabytes(free)} are free.`,
  )
}

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG']

/** A failed write in words of the table. */
export const writeError = (cause: unknown): InlayError => {
  if (cause instanceof InlayError) return cause
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' && FULL.includes(code)
    ? new InlayError('disk_full', 'It ran full while the model was written.', { cause })
    : new InlayError('file_unwritable', 'It is a file of a model.', { cause })
}

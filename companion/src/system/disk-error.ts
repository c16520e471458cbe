/** What the disk, or SQLite on it, refuses, as rows of the error table; never with a path. */
import { InlayError } from '@inlay/shared'

const FULL = ['ENOSPC', 'EDQUOT', 'SQLITE_FULL']
const DAMAGED = /^SQLITE_(CORRUPT|NOTADB)/

/** The system's or SQLite's own code, where there is one; what Node itself refuses is no disk's fault. */
export const systemCode = (cause: unknown): string | undefined =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
    ? /^(E(?!RR_)|SQLITE_)[A-Z0-9_]+$/.exec(cause.code)?.[0]
    : undefined

/** Whether the system said that there is no room. */
export const saysFull = (cause: unknown): boolean => FULL.includes(systemCode(cause) ?? '')

/** @returns disk_full | state_damaged | file_unwritable; an InlayError stays itself */
export const diskError = (cause: unknown): InlayError => {
  if (cause instanceof InlayError) return cause
  const code = systemCode(cause) ?? 'nothing of why'
  if (saysFull(cause)) return new InlayError('disk_full', undefined, { cause })
  if (DAMAGED.test(code)) return new InlayError('state_damaged', undefined, { cause })
  return new InlayError('file_unwritable', `The system says ${code}.`, { cause })
}

/** @throws InlayError disk_full | state_damaged | file_unwritable */
export const onDisk = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (cause) {
    throw diskError(cause)
  }
}

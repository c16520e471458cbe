/** The machine's memory, as far as this process may use it. */
import { freemem, totalmem } from 'node:os'

/** In bytes; a container may allow less than there is. */
export const machineMemory = (): { readonly total: number; readonly free: number } => {
  const limit = process.constrainedMemory?.() ?? 0
  const total = limit > 0 && limit < totalmem() ? limit : totalmem()
  return { total, free: Math.min(freemem(), total) }
}

/** Quick mask mode, in which there is no selection to read and nothing can be made. */
import type { Scope } from './modal.ts'
import type { PsDocument } from './modules.ts'

/**
 * Leaves quick mask mode for a reading and comes back to it; the document is afterwards as it was,
 * its history too.
 */
export const readingQuickMask = async <T>(
  { context }: Scope,
  document: PsDocument,
  read: () => Promise<T>,
): Promise<T> => {
  if (!document.quickMaskMode) return read()
  const { hostControl } = context
  const suspension = await hostControl.suspendHistory({
    documentID: document.id,
    name: 'Inlay: reading the quick mask',
  })
  // Rolled back by Photoshop itself should the reading throw (executeasmodal.md).
  document.quickMaskMode = false
  const value = await read()
  await hostControl.resumeHistory(suspension, false)
  if (!document.quickMaskMode) document.quickMaskMode = true
  return value
}

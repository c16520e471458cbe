/** Changes that a reading needs, taken back again: the document and its history stay as they were. */
import type { Scope, Surroundings } from './modal.ts'
import type { PsDocument } from './modules.ts'

/**
 * Leaves quick mask mode, in which there is no selection to read and nothing can be made, and takes
 * back whatever `read` changes. Inside a modal scope only.
 * @param changes whether `read` changes anything
 */
export const readingAside = async <T>(
  { say }: Surroundings,
  { context }: Scope,
  document: PsDocument,
  changes: boolean,
  read: () => Promise<T>,
): Promise<T> => {
  const { quickMaskMode } = document
  if (!quickMaskMode && !changes) return read()
  const { hostControl } = context
  const suspension = await hostControl.suspendHistory({
    documentID: document.id,
    name: say('ps.modal.reading'),
  })
  // Rolled back by Photoshop itself should the reading throw (executeasmodal.md).
  if (quickMaskMode) document.quickMaskMode = false
  const value = await read()
  await hostControl.resumeHistory(suspension, false)
  if (quickMaskMode && !document.quickMaskMode) document.quickMaskMode = true
  return value
}

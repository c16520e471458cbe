/** Makes a mask the selection: what Select subject found. */
import type { Bounds } from '@inlay/shared'
import { needDocument } from './document.ts'
import { writeSelection } from './keep-selection.ts'
import { runModal, type Surroundings } from './modal.ts'

const NAME = 'Inlay: select subject'

/** Throws as PhotoshopHost.select does. */
export const select = async (
  around: Surroundings,
  documentId: number,
  mask: { readonly bounds: Bounds; readonly data: Uint8Array },
): Promise<void> => {
  await runModal(around, { name: NAME }, async (scope) => {
    const document = needDocument(around.photoshop, documentId)
    const { hostControl } = scope.context
    // Trying grey profiles may take more than one write; the history shall show one.
    const suspension = await hostControl.suspendHistory({ documentID: documentId, name: NAME })
    await writeSelection(around, scope, document, { ...mask, profile: '' })
    await hostControl.resumeHistory(suspension, true)
  })
}

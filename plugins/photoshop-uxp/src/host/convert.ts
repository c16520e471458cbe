/** A duplicate that a fill can be asked for: RGB, at most 16 bits, the same selection. */
import { InlayError } from '@inlay/shared'
import { kindOf, needDocument } from './document.ts'
import { readWholeSelection, writeSelection } from './keep-selection.ts'
import { runModal, type Surroundings } from './modal.ts'

/** Throws as PhotoshopHost.convertDuplicate does. */
export const convertDuplicate = async (
  around: Surroundings,
  documentId: number,
): Promise<number> => {
  const { photoshop, say } = around
  return runModal(around, { name: say('ps.modal.duplicate') }, async (scope) => {
    const document = needDocument(photoshop, documentId)
    const { hostControl } = scope.context
    const { bitDepth } = kindOf(photoshop, document)
    const selection = await readWholeSelection(around, document)
    const copy = await document.duplicate(`${document.title} RGB`)
    // Should anything fail, Photoshop closes the copy itself (executeasmodal.md).
    await hostControl.registerAutoCloseDocument(copy.id)
    if (bitDepth === 32) copy.bitsPerChannel = photoshop.constants.BitsPerChannelType.SIXTEEN
    if (kindOf(photoshop, copy).mode !== 'rgb') {
      await copy.changeMode(photoshop.constants.ChangeMode.RGB)
    }
    const { mode } = kindOf(photoshop, copy)
    if (mode !== 'rgb') throw new InlayError('host_refused', 'The duplicate is still not RGB.')
    if (selection !== null) await writeSelection(around, scope, copy, selection)
    await hostControl.unregisterAutoCloseDocument(copy.id)
    return copy.id
  })
}

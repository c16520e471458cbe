/** Which open document a result was asked for in, in this life of the plugin or in an earlier one. */
import { InlayError } from '@inlay/shared'
import { activeLayer, groupsAround, needDocument } from './document.ts'
import type { Target } from './host.ts'
import type { Surroundings } from './modal.ts'
import type { PsDocument } from './modules.ts'

/** What a target keeps to know its document by. */
export type Origin = Pick<Target, 'life' | 'documentId' | 'path'>

/** The file a document is in; empty for one that was never saved: its path is no more than its title. */
export const pathOf = ({ path, title }: PsDocument): string => (path === title ? '' : path)

/**
 * Photoshop counts its documents anew each time it is started, so that an id from an earlier life
 * may be another picture's: then the file alone tells, which does so too when it was opened again.
 * Null when it is not open.
 */
export const findOrigin = (
  { photoshop, life }: Surroundings,
  origin: Origin,
): PsDocument | null => {
  const { documents } = photoshop.app
  const same =
    origin.life === life ? documents.find(({ id }) => id === origin.documentId) : undefined
  if (same !== undefined) return same
  return (
    (origin.path === '' ? undefined : documents.find((one) => pathOf(one) === origin.path)) ?? null
  )
}

/**
 * The document to place in, and the target as it reads there: in another document than its own a
 * result belongs above the active layer, because ids of layers mean nothing in it.
 * @param documentId of another open document
 * @throws InlayError document_closed
 */
export const destinationOf = (
  around: Surroundings,
  target: Target,
  documentId: number | undefined,
): { document: PsDocument; target: Target } => {
  const own = findOrigin(around, target)
  if (documentId === undefined || documentId === own?.id) {
    if (own === null) throw new InlayError('document_closed')
    return { document: own, target }
  }
  const document = needDocument(around.photoshop, documentId)
  const layer = activeLayer(document)
  return {
    document,
    target: {
      ...target,
      layerId: layer?.id ?? null,
      groupIds: layer === null ? [] : groupsAround(document, layer).map(({ id }) => id),
    },
  }
}

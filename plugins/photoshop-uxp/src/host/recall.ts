/** The surroundings of a result that was asked for in an earlier life of the panel, read again. */
import { InlayError, type PixelImage } from '@inlay/shared'
import { kindOf, problemWith, profileFor } from './document.ts'
import type { RunOptions, Target } from './host.ts'
import { runModal, type Surroundings } from './modal.ts'
import { findOrigin } from './origin.ts'
import { readPixels } from './pixels.ts'

/** Throws as PhotoshopHost.recall does. */
export const recall = async (
  around: Surroundings,
  target: Target,
  { signal }: RunOptions = {},
): Promise<PixelImage> => {
  const { photoshop } = around
  const document = findOrigin(around, target)
  if (document === null) throw new InlayError('document_closed')
  const kind = kindOf(photoshop, document)
  const problem = problemWith(kind)
  if (problem !== null) throw problem
  if (document.width !== target.width || document.height !== target.height) {
    throw new InlayError('document_changed')
  }
  const { area, profile } = target
  return runModal(around, { name: around.say('ps.modal.reading'), signal }, (scope) =>
    readPixels(
      around,
      scope,
      {
        documentID: document.id,
        layerID: undefined,
        bitDepth: kind.bitDepth === 16 ? 16 : 8,
        profile: kind.mode === 'rgb' ? profileFor(photoshop, document, profile) : profile,
      },
      area,
      () => {},
    ),
  )
}

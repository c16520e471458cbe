/** The whole picture as it is seen, for Select subject. */
import { boundsOf, type PixelImage } from '@inlay/shared'
import { kindOf, needFrontDocument, problemWith } from './document.ts'
import type { PhotoshopHost, RunOptions } from './host.ts'
import { runModal, type Surroundings } from './modal.ts'
import { readPixels } from './pixels.ts'

const SRGB = 'sRGB IEC61966-2.1'

/** Throws as PhotoshopHost.picture does. */
export const picture = async (
  around: Surroundings,
  { signal, onProgress = () => {} }: RunOptions = {},
): ReturnType<PhotoshopHost['picture']> => {
  const document = needFrontDocument(around.photoshop)
  const kind = kindOf(around.photoshop, document)
  const problem = problemWith(kind)
  if (problem !== null) throw problem
  const bounds = boundsOf(document)
  const source = {
    documentID: document.id,
    layerID: undefined,
    bitDepth: 8,
    profile: kind.mode === 'rgb' ? '' : SRGB,
  } as const
  const image: PixelImage = await runModal(
    around,
    { name: 'Inlay: reading the picture', signal },
    (scope) => readPixels(around, scope, source, bounds, onProgress),
  )
  return { image, bounds, documentId: document.id }
}

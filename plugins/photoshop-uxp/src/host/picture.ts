/** The whole picture as it is seen, for Select subject. */
import { boundsOf, type PixelImage } from '@inlay/shared'
import type { PhotoshopHost, RunOptions } from './host.ts'
import { runModal, type Surroundings } from './modal.ts'
import { readPixels } from './pixels.ts'
import { needReadable, READING, SRGB } from './readable.ts'

/** Throws as PhotoshopHost.picture does. */
export const picture = async (
  around: Surroundings,
  { signal, onProgress = () => {} }: RunOptions = {},
): ReturnType<PhotoshopHost['picture']> => {
  const { document, isRgb } = needReadable(around.photoshop)
  const bounds = boundsOf(document)
  const source = {
    documentID: document.id,
    layerID: undefined,
    bitDepth: 8,
    profile: isRgb ? '' : SRGB,
  } as const
  const image: PixelImage = await runModal(around, { name: READING, signal }, (scope) =>
    readPixels(around, scope, source, bounds, onProgress),
  )
  return { image, bounds, documentId: document.id }
}

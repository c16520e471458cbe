/** What every reading of a document begins with: whether it can be read, how deep, in which colours. */
import { kindOf, needFrontDocument, problemWith } from './document.ts'
import type { PhotoshopModule, PsDocument } from './modules.ts'

/** What pixels of a document that is not RGB are converted to. */
export const SRGB = 'sRGB IEC61966-2.1'

export interface Readable {
  readonly document: PsDocument
  readonly bitDepth: 8 | 16
  /** False for Grayscale and Lab, whose pixels come converted. */
  readonly isRgb: boolean
}

/** The document in front. @throws InlayError document_missing, colour_mode_unsupported */
export const needReadable = (photoshop: PhotoshopModule): Readable => {
  const document = needFrontDocument(photoshop)
  const kind = kindOf(photoshop, document)
  const problem = problemWith(kind)
  if (problem !== null) throw problem
  return { document, bitDepth: kind.bitDepth === 16 ? 16 : 8, isRgb: kind.mode === 'rgb' }
}

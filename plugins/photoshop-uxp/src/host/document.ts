/** The document in front, in our words, and whether a fill can be asked for in it. */
import { type Bounds, InlayError } from '@inlay/shared'
import { toBounds } from './edges.ts'
import type { DocumentLook } from './host.ts'
import type { PhotoshopModule, PsDocument, PsLayer } from './modules.ts'

type Kind = Pick<DocumentLook, 'mode' | 'bitDepth'>

/** What the panel shows; null without a document. */
export const lookAt = (photoshop: PhotoshopModule): DocumentLook | null => {
  const document = frontDocument(photoshop)
  if (document === null) return null
  const kind = kindOf(photoshop, document)
  const layer = activeLayer(document)
  return {
    id: document.id,
    title: document.title,
    width: document.width,
    height: document.height,
    resolution: document.resolution,
    ...kind,
    profile: profileOf(photoshop, document),
    problem: problemWith(kind),
    selection: selectionBounds(document),
    quickMask: document.quickMaskMode,
    activeLayer: layer === null ? null : { id: layer.id, name: layer.name },
    artboards: document.artboards.length,
  }
}

/** Null when none is open; Photoshop may throw or answer with nothing then. */
export const frontDocument = ({ app }: PhotoshopModule): PsDocument | null =>
  app.documents.length === 0 ? null : app.activeDocument

/** @throws InlayError document_missing */
export const needFrontDocument = (photoshop: PhotoshopModule): PsDocument => {
  const document = frontDocument(photoshop)
  if (document === null) throw new InlayError('document_missing')
  return document
}

/** @throws InlayError document_closed */
export const needDocument = ({ app }: PhotoshopModule, id: number): PsDocument => {
  const document = app.documents.find((one) => one.id === id)
  if (document === undefined) throw new InlayError('document_closed')
  return document
}

export const kindOf = ({ constants }: PhotoshopModule, document: PsDocument): Kind => {
  const { DocumentMode, BitsPerChannelType } = constants
  const modes = new Map<string, Kind['mode']>([
    [DocumentMode.RGB, 'rgb'],
    [DocumentMode.GRAYSCALE, 'grey'],
    [DocumentMode.LAB, 'lab'],
    [DocumentMode.CMYK, 'cmyk'],
  ])
  const depths = new Map<string, Kind['bitDepth']>([
    [BitsPerChannelType.SIXTEEN, 16],
    [BitsPerChannelType.THIRTYTWO, 32],
  ])
  return {
    mode: modes.get(document.mode) ?? 'other',
    bitDepth: depths.get(document.bitsPerChannel) ?? 8,
  }
}

/** Why pixels of such a document cannot be filled; null when they can. */
export const problemWith = ({ mode, bitDepth }: Kind): InlayError | null => {
  if (mode === 'cmyk') {
    return new InlayError(
      'colour_mode_unsupported',
      'This document is CMYK; a duplicate in RGB can be made.',
    )
  }
  if (mode === 'other') {
    return new InlayError(
      'colour_mode_unsupported',
      'This document is indexed, bitmap or multichannel; a duplicate in RGB can be made.',
    )
  }
  if (bitDepth < 32) return null
  return new InlayError(
    'colour_mode_unsupported',
    'This document has 32 bits a channel; a duplicate of 16 bits can be made.',
  )
}

/** Empty when the document is not colour managed. */
export const profileOf = ({ constants }: PhotoshopModule, document: PsDocument): string =>
  document.colorProfileType === constants.ColorProfileType.NONE ? '' : document.colorProfileName

/**
 * A profile as the imaging API takes it: empty, "the document's own", where that is the one meant,
 * because a document may have a profile that Photoshop does not list.
 */
export const profileFor = (
  photoshop: PhotoshopModule,
  document: PsDocument,
  profile: string,
): string => (profileOf(photoshop, document) === profile ? '' : profile)

/** Null without a selection. In quick mask mode there is none until that is left. */
export const selectionBounds = ({ selection }: PsDocument): Bounds | null =>
  selection.bounds === null ? null : toBounds(selection.bounds)

/** Of several the topmost, which is where Photoshop adds as well. */
export const activeLayer = (document: PsDocument): PsLayer | null =>
  document.activeLayers[0] ?? null

/** Anywhere in the document; null when it is gone. */
export const findLayer = (layers: readonly PsLayer[], id: number): PsLayer | null => {
  for (const layer of layers) {
    if (layer.id === id) return layer
    const below = layer.layers === null ? null : findLayer(layer.layers ?? [], id)
    if (below !== null) return below
  }
  return null
}

/** Groups around a layer, innermost first. */
export const groupsAround = (document: PsDocument, layer: PsLayer): PsLayer[] => {
  const path = pathTo(document.layers, layer.id) ?? []
  return path.slice(0, -1).reverse()
}

const pathTo = (layers: readonly PsLayer[], id: number): PsLayer[] | null => {
  for (const layer of layers) {
    if (layer.id === id) return [layer]
    const below = pathTo(layer.layers ?? [], id)
    if (below !== null) return [layer, ...below]
  }
  return null
}

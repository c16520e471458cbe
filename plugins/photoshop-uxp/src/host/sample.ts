/**
 * What "sample the active layer" reads. A layer without pixels of its own is duplicated and
 * rasterised for it, a group is looked at alone, an adjustment with what it adjusts; all inside
 * `readingAside`, so that nothing of it stays.
 */
import { InlayError } from '@inlay/shared'
import { groupsAround } from './document.ts'
import { toBounds } from './edges.ts'
import type { CaptureAsk } from './host.ts'
import type { PhotoshopModule, PsDocument, PsLayer } from './modules.ts'
import type { Note } from './notes.ts'

/**
 * - `seen`: all visible layers; `own`: the layer's own pixels
 * - `rasterised`: those of a copy that is made of pixels
 * - `alone`: what is seen of a group when nothing else is; `below`: of an adjustment and all below
 */
export type Sample =
  | { readonly of: 'seen' }
  | { readonly of: 'own' | 'rasterised' | 'alone' | 'below'; readonly layer: PsLayer }

/** @throws InlayError layer_unusable */
export const sampleOf = (
  { constants }: PhotoshopModule,
  from: CaptureAsk['from'],
  layer: PsLayer | null,
): Sample => {
  if (from === 'all visible') return { of: 'seen' }
  if (layer === null) throw new InlayError('layer_unusable', 'No layer is active.')
  const { NORMAL, GROUP, SMARTOBJECT, TEXT, SOLIDFILL, GRADIENTFILL, PATTERNFILL, VIDEO } =
    constants.LayerKind
  const { kind } = layer
  const drawn: readonly string[] = [SMARTOBJECT, TEXT, SOLIDFILL, GRADIENTFILL, PATTERNFILL, VIDEO]
  let of: 'own' | 'rasterised' | 'alone' | 'below' = 'below'
  if (layer.isBackgroundLayer || kind === NORMAL) of = 'own'
  else if (kind === GROUP) of = 'alone'
  else if (drawn.includes(kind)) of = 'rasterised'
  if (of !== 'below' && toBounds(layer.boundsNoEffects) === null) {
    throw new InlayError('layer_unusable')
  }
  return { of, layer }
}

/** Whether `prepareSample` changes the document. */
export const changesDocument = ({ of }: Sample): boolean => of !== 'seen' && of !== 'own'

/** What the user should know of it. */
export const sampleNotes = ({ of }: Sample): readonly Note[] =>
  of === 'below' ? [{ key: 'ps.note.adjustment' }] : []

/**
 * Makes the document show what is sampled. Inside `readingAside` only.
 * @returns the layer to read; undefined for all that is visible then
 * @throws InlayError layer_unusable
 */
export const prepareSample = async (
  { constants }: PhotoshopModule,
  document: PsDocument,
  sample: Sample,
): Promise<number | undefined> => {
  if (sample.of === 'seen') return undefined
  const { of, layer } = sample
  if (of === 'own') return layer.id
  if (of === 'rasterised') {
    const copy = await layer.duplicate()
    if (copy === null) throw new InlayError('layer_unusable')
    await copy.rasterize(constants.RasterizeType.ENTIRELAYER)
    return copy.id
  }
  const path = [layer, ...groupsAround(document, layer)]
  for (const [i, one] of path.entries()) {
    if (!one.visible) one.visible = true
    const siblings = path[i + 1]?.layers ?? document.layers
    const at = siblings.findIndex(({ id }) => id === one.id)
    for (const [j, other] of siblings.entries()) {
      const isOther = of === 'alone' ? j !== at : j < at
      if (isOther && other.visible) other.visible = false
    }
  }
  return undefined
}

/** Brings results into the document: one history state, named, or nothing at all. */
import { type Expansion, InlayError, type ResultPixels } from '@inlay/shared'
import { findLayer, kindOf, needDocument, problemWith } from './document.ts'
import type { Capture, Placed, PlaceOptions, RunOptions } from './host.ts'
import { moveChannel, readWholeSelection, restoreSelection } from './keep-selection.ts'
import { type LayerJob, writeLayer } from './layers.ts'
import { runModal, type Scope, type Surroundings } from './modal.ts'
import type { PsDocument, PsLayer } from './modules.ts'
import { historyName, layerName } from './names.ts'
import type { Note, NoteKey } from './notes.ts'
import { destinationOf } from './origin.ts'
import { keepingQuickMask } from './quick-mask.ts'
import { findSpot, moveTo, type Spot } from './spot.ts'

/** Levels of 255 a mask may be off before the user is told. */
const TOLD_ERROR = 0

/** Throws as PhotoshopHost.place does. */
export const place = async (
  around: Surroundings,
  asked: Pick<Capture, 'target' | 'fineMask'>,
  results: readonly ResultPixels[],
  placing: PlaceOptions,
  { signal, onProgress = () => {} }: RunOptions = {},
): Promise<Placed> => {
  if (results.length === 0) throw new InlayError('not_ready', 'There is no result to place.')
  const name = historyName(placing.name)
  const work = async (scope: Scope): Promise<Placed> => {
    const { document, target } = destinationOf(around, asked.target, placing.documentId)
    const capture = { ...asked, target }
    const problem = problemWith(kindOf(around.photoshop, document))
    if (problem !== null) throw problem
    const resized = document.width !== target.width || document.height !== target.height
    if (resized && placing.anyway !== true) throw new InlayError('document_changed')
    const report = (fraction: number): void => {
      scope.report(fraction)
      onProgress(fraction)
    }
    const inFront = bringToFront(around, document)
    try {
      return await asOneState(scope, document, name, () =>
        placeAll(around, scope, { document, capture, results, placing, report }),
      )
    } finally {
      // After a cancel no call is answered any more; the user is looking at it then anyway.
      if (!scope.context.isCancelled) inFront()
    }
  }
  return keepingQuickMask(around, () => runModal(around, { name, signal }, work))
}

/** New things go to the document in front. The answer puts the user's own there again. */
const bringToFront = ({ photoshop }: Surroundings, document: PsDocument): (() => void) => {
  const before = photoshop.app.activeDocument
  if (before === null || before.id === document.id) return () => {}
  photoshop.app.activeDocument = document
  return () => {
    photoshop.app.activeDocument = before
  }
}

/**
 * Runs `work` as one named state of the history. What it throws goes on to executeAsModal, which
 * rolls back what is still suspended (executeasmodal.md), after a cancel too.
 */
const asOneState = async <T>(
  { context }: Scope,
  document: PsDocument,
  name: string,
  work: () => Promise<T>,
): Promise<T> => {
  const { hostControl } = context
  const suspension = await hostControl.suspendHistory({ documentID: document.id, name })
  const value = await work()
  await hostControl.resumeHistory(suspension, true)
  return value
}

interface Job {
  readonly document: PsDocument
  readonly capture: Pick<Capture, 'target' | 'fineMask'>
  readonly results: readonly ResultPixels[]
  readonly placing: PlaceOptions
  readonly report: (fraction: number) => void
}

const placeAll = async (around: Surroundings, scope: Scope, job: Job): Promise<Placed> => {
  const { document, capture, placing, report } = job
  const { target } = capture
  const quickMask = document.quickMaskMode
  if (quickMask) document.quickMaskMode = false
  const selection = await readWholeSelection(around, document)
  const { spot, notes } = findSpot(document, target)
  if (target.expand !== null) await growCanvas(around, document, target.expand)
  const { left, top } = target.expand ?? { left: 0, top: 0 }
  const made = await writeAll(around, scope, job, spot, report)
  const wanted = selection === null ? null : moveChannel(selection, left, top)
  const selectionError = await restoreSelection(around, scope, document, wanted)
  if (quickMask) document.quickMaskMode = true
  return {
    documentId: document.id,
    layerId: made.outer.id,
    layerIds: made.layers.map(({ id }) => id),
    chosen: placing.chosen ?? 0,
    notes: [
      ...notes,
      ...(made.maskError > TOLD_ERROR ? [levelsNote('ps.note.levels.mask', made.maskError)] : []),
      ...(selectionError > TOLD_ERROR
        ? [levelsNote('ps.note.levels.selection', selectionError)]
        : []),
    ],
  }
}

const levelsNote = (key: NoteKey, error: number): Note => ({
  key,
  values: { count: Math.ceil(error) },
})

/** Two calls, because one would grow both sides of an axis alike (hosts.md 2.5). */
const growCanvas = async (
  { photoshop }: Surroundings,
  document: PsDocument,
  { left, top, right, bottom }: Expansion,
): Promise<void> => {
  const { TOPLEFT, BOTTOMRIGHT } = photoshop.constants.AnchorPosition
  const { width, height } = document
  if (right > 0 || bottom > 0) await document.resizeCanvas(width + right, height + bottom, TOPLEFT)
  if (left > 0 || top > 0) {
    await document.resizeCanvas(width + right + left, height + bottom + top, BOTTOMRIGHT)
  }
}

interface Written {
  readonly outer: PsLayer
  readonly layers: readonly PsLayer[]
  readonly maskError: number
}

const writeAll = async (
  around: Surroundings,
  scope: Scope,
  { document, capture, results, placing }: Job,
  spot: Spot,
  report: (fraction: number) => void,
): Promise<Written> => {
  const { photoshop } = around
  const name = layerName(placing.name)
  const as = placing.as ?? 'layer'
  const chosen = placing.chosen ?? 0
  const settle = (layer: PsLayer): void => moveTo(photoshop, document, layer, spot)
  const [only] = results
  if (results.length === 1 && only !== undefined) {
    const written = await writeLayer(around, scope, { document, capture, name, as, settle }, only)
    report(1)
    return { outer: written.layer, layers: [written.layer], maskError: written.maskError }
  }
  const group = await document.createLayerGroup({ name })
  if (group === null) throw new InlayError('host_refused', 'Photoshop made no group.')
  settle(group)
  const inside: Spot = { kind: 'inside', group }
  const layers: PsLayer[] = []
  let maskError = 0
  // The last first, so that the first ends on top.
  for (const index of [...results.keys()].reverse()) {
    scope.check()
    const result = results[index]
    if (result === undefined) continue
    const job: LayerJob = {
      document,
      capture,
      name: `${name} ${index + 1}`,
      as,
      settle: (layer) => moveTo(photoshop, document, layer, inside),
    }
    const written = await writeLayer(around, scope, job, result)
    if (index !== chosen) written.layer.visible = false
    layers.unshift(written.layer)
    maskError = Math.max(maskError, written.maskError)
    report(layers.length / results.length)
  }
  return { outer: group, layers, maskError }
}

/** Throws as PhotoshopHost.showVariation does. */
export const showVariation = async (
  around: Surroundings,
  placed: Placed,
  index: number,
): Promise<Placed> => {
  const name = around.say('ps.modal.variation')
  return runModal(around, { name }, async (scope) => {
    const document = needDocument(around.photoshop, placed.documentId)
    const layers = placed.layerIds.map((id) => findLayer(document.layers, id))
    const wanted = layers[index]
    if (wanted === null || wanted === undefined) {
      throw new InlayError('host_refused', 'The layer of that variation is gone.')
    }
    await asOneState(scope, document, name, async () => {
      for (const layer of layers) {
        if (layer === null) continue
        const visible = layer.id === wanted.id
        if (layer.visible !== visible) layer.visible = visible
      }
    })
    return { ...placed, chosen: index }
  })
}

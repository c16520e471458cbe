/** The selection is the user's: whatever is done meanwhile, it is afterwards what it was. */
import { type Bounds, boundsEqual, boundsTranslate } from '@inlay/shared'
import { type Channel, channelError, readSelection, writeChannel } from './channel.ts'
import { selectionBounds } from './document.ts'
import { toEdges } from './edges.ts'
import type { Scope, Surroundings } from './modal.ts'
import type { PsDocument } from './modules.ts'

/** All of it, beyond the canvas too; null without one. Inside a modal scope only. */
export const readWholeSelection = async (
  around: Surroundings,
  document: PsDocument,
): Promise<Channel | null> => {
  const bounds = selectionBounds(document)
  return bounds === null ? null : readSelection(around, document.id, bounds)
}

/**
 * Sees that the selection is `wanted`, and touches it only if it is not.
 * @returns the largest error left, in levels of 255
 */
export const restoreSelection = async (
  around: Surroundings,
  scope: Scope,
  document: PsDocument,
  wanted: Channel | null,
): Promise<number> => {
  const bounds = selectionBounds(document)
  if (wanted === null) {
    if (bounds !== null) await document.selection.deselect()
    return 0
  }
  if (bounds !== null && boundsEqual(bounds, wanted.bounds)) {
    const found = await readSelection(around, document.id, bounds)
    if ((await channelError(around, wanted, found)) === 0) return 0
  }
  return writeSelection(around, scope, document, wanted)
}

/** Makes `channel` the selection; the largest error left, in levels of 255. */
export const writeSelection = (
  around: Surroundings,
  scope: Scope,
  document: PsDocument,
  channel: Channel,
): Promise<number> => {
  const { imaging } = around.photoshop
  const targetBounds = toEdges(channel.bounds)
  return writeChannel(
    around,
    scope,
    channel,
    (imageData) =>
      imaging.putSelection({ documentID: document.id, imageData, replace: true, targetBounds }),
    () => readSelection(around, document.id, channel.bounds),
  )
}

/** The same selection on a canvas whose corner has moved. */
export const moveChannel = (channel: Channel, dx: number, dy: number): Channel => {
  const bounds: Bounds = boundsTranslate(channel.bounds, dx, dy)
  return { ...channel, bounds }
}

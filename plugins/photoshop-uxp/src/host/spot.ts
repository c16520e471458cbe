/** Where a new layer belongs: above the layer it was asked for, in the same group or artboard. */
import { findLayer, groupsAround } from './document.ts'
import type { Target } from './host.ts'
import type { PhotoshopModule, PsDocument, PsLayer } from './modules.ts'
import type { Note } from './notes.ts'

export type Spot =
  | { readonly kind: 'above'; readonly layer: PsLayer }
  | { readonly kind: 'inside'; readonly group: PsLayer }
  | { readonly kind: 'top' }

export interface FoundSpot {
  readonly spot: Spot
  /** What the user should know. */
  readonly notes: readonly Note[]
}

const LAYER_GONE: Note = { key: 'ps.note.layer_gone' }
const LOCKED: Note = { key: 'ps.note.group_locked' }
const HIDDEN: Note = { key: 'ps.note.group_hidden' }

export const findSpot = (
  document: PsDocument,
  { layerId, groupIds }: Pick<Target, 'layerId' | 'groupIds'>,
): FoundSpot => {
  const layer = layerId === null ? null : findLayer(document.layers, layerId)
  const groups = groupIds.flatMap((id) => findLayer(document.layers, id) ?? [])
  const notes = layerId !== null && layer === null ? [LAYER_GONE] : []
  let spot: Spot = { kind: 'top' }
  if (layer !== null) spot = besideLayer(document, layer)
  else if (groups[0] !== undefined) spot = { kind: 'inside', group: groups[0] }
  const around = spot.kind === 'top' ? [] : holdersOf(document, spot)
  // Of nested locked groups the outermost decides.
  const locked = around.filter((group) => group.allLocked).at(-1)
  if (locked !== undefined) {
    return { spot: { kind: 'above', layer: locked }, notes: [...notes, LOCKED] }
  }
  return { spot, notes: around.some((group) => !group.visible) ? [...notes, HIDDEN] : notes }
}

/** An artboard takes it in; layers clipped to this one stay clipped to it. */
const besideLayer = (document: PsDocument, layer: PsLayer): Spot => {
  if (document.artboards.some(({ id }) => id === layer.id)) return { kind: 'inside', group: layer }
  const siblings = siblingsOf(document, layer)
  let index = siblings.findIndex(({ id }) => id === layer.id)
  while (index > 0 && siblings[index - 1]?.isClippingMask === true) index--
  return { kind: 'above', layer: siblings[index] ?? layer }
}

/** Groups the new layer would lie in, innermost first. */
const holdersOf = (document: PsDocument, spot: Exclude<Spot, { kind: 'top' }>): PsLayer[] => {
  const group = spot.kind === 'inside' ? spot.group : null
  const around = groupsAround(document, group ?? (spot.kind === 'above' ? spot.layer : spot.group))
  return group === null ? around : [group, ...around]
}

/**
 * Null at the root. By the tree, because `parent` names the document there, whose id may be that of
 * some layer as well.
 */
const parentOf = (document: PsDocument, layer: PsLayer): PsLayer | null =>
  groupsAround(document, layer)[0] ?? null

const siblingsOf = (document: PsDocument, layer: PsLayer): readonly PsLayer[] =>
  parentOf(document, layer)?.layers ?? document.layers

/**
 * Moves a layer to its spot unless it is there already: Photoshop shows an alert for a move that
 * changes nothing. Inside a modal scope only.
 */
export const moveTo = (
  { constants }: PhotoshopModule,
  document: PsDocument,
  layer: PsLayer,
  spot: Spot,
): void => {
  const { PLACEBEFORE, PLACEINSIDE } = constants.ElementPlacement
  if (spot.kind === 'above') {
    if (!isJustAbove(document, layer, spot.layer)) layer.move(spot.layer, PLACEBEFORE)
    return
  }
  if (spot.kind === 'inside') {
    if (parentOf(document, layer)?.id !== spot.group.id) layer.move(spot.group, PLACEINSIDE)
  }
  const siblings = spot.kind === 'inside' ? (spot.group.layers ?? []) : document.layers
  const first = siblings[0]
  if (first !== undefined && first.id !== layer.id) layer.move(first, PLACEBEFORE)
}

const isJustAbove = (document: PsDocument, layer: PsLayer, below: PsLayer): boolean => {
  const siblings = siblingsOf(document, below)
  const index = siblings.findIndex(({ id }) => id === below.id)
  return siblings[index - 1]?.id === layer.id
}

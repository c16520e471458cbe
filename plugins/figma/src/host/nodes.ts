/** What the host asks of Figma's nodes, whatever their type. */
import type { BaseNode, Paint, Rect, SceneNode } from '@figma/plugin-typings/plugin-api-standalone'
import {
  AFFINE_IDENTITY,
  type Affine,
  type Bounds,
  boundsOverlap,
  type Extent,
} from '@inlay/shared'
import { fromTransform } from '../geometry/transform.ts'
import type { Note } from '../messages.ts'
import { NODE, type Pace } from './slices.ts'

export const isSceneNode = (node: BaseNode): node is SceneNode =>
  node.type !== 'DOCUMENT' && node.type !== 'PAGE'

/** Nearest first; the page and the document are not among them. */
export const ancestorsOf = (node: SceneNode): SceneNode[] => {
  const list: SceneNode[] = []
  for (let up = node.parent; up !== null && isScene(up); up = up.parent) list.push(up)
  return list
}

// `parent` is typed as a mix of unions that `isSceneNode` does not narrow.
const isScene = (node: { readonly type: string }): node is SceneNode =>
  node.type !== 'DOCUMENT' && node.type !== 'PAGE'

export const isShown = (node: SceneNode): boolean =>
  [node, ...ancestorsOf(node)].every(({ visible }) => visible)

/** Fills that are seen; none for texts of many colours. */
export const visibleFills = (node: SceneNode): Paint[] => {
  const fills = 'fills' in node ? node.fills : []
  return typeof fills === 'symbol' ? [] : fills.filter(isSeen)
}

export const visibleStrokes = (node: SceneNode): Paint[] =>
  'strokes' in node ? node.strokes.filter(isSeen) : []

const isSeen = (paint: Paint): boolean => paint.visible !== false && (paint.opacity ?? 1) > 0

export const childrenOf = (node: SceneNode): readonly SceneNode[] =>
  'children' in node ? node.children : []

export const boundsOfRect = ({ x, y, width, height }: Rect): Bounds => ({
  left: x,
  top: y,
  width,
  height,
})

export const sizeOf = (node: SceneNode): Extent =>
  'width' in node ? { width: node.width, height: node.height } : { width: 0, height: 0 }

/** Box on the page; null for what has none. */
export const boxOf = (node: SceneNode): Bounds | null => {
  const rect = 'absoluteBoundingBox' in node ? node.absoluteBoundingBox : null
  return rect === null ? null : boundsOfRect(rect)
}

/** Box on the page of all that is drawn, shadows and blur included; null for nothing. */
export const renderBoxOf = (node: SceneNode): Bounds | null => {
  const rect = 'absoluteRenderBounds' in node ? node.absoluteRenderBounds : null
  return rect === null ? null : boundsOfRect(rect)
}

export const overlap = (one: SceneNode, other: SceneNode): boolean => {
  const [a, b] = [boxOf(one), boxOf(other)]
  return a !== null && b !== null && boxesTouch(a, b)
}

export const boxesTouch = (a: Bounds, b: Bounds): boolean => boundsOverlap(thick(a), thick(b))

/** A straight line has a box without width or height, and yet it is drawn. */
const thick = ({ left, top, width, height }: Bounds): Bounds => ({
  left,
  top,
  width: Math.max(width, 0.01),
  height: Math.max(height, 0.01),
})

export const toPageOf = (node: SceneNode): Affine =>
  'absoluteTransform' in node ? fromTransform(node.absoluteTransform) : AFFINE_IDENTITY

/**
 * Coordinates in which a child's relativeTransform is written, to the page's: groups and boolean
 * operations do not count (typings, relativeTransform).
 */
export const containerToPage = (parent: SceneNode | null): Affine => {
  let up = parent
  while (up !== null && (up.type === 'GROUP' || up.type === 'BOOLEAN_OPERATION')) {
    up = up.parent !== null && isScene(up.parent) ? up.parent : null
  }
  return up === null ? AFFINE_IDENTITY : toPageOf(up)
}

/** Of a video its still is a picture too. */
export const hasImageFill = (node: SceneNode): boolean =>
  visibleFills(node).some(({ type }) => type === 'IMAGE' || type === 'VIDEO')

/**
 * The first of the node and what is in it, topmost first, for which the test is true; hidden ones
 * and what is in them are passed over. Looks at `budget` nodes at most.
 */
export const findWithin = async (
  node: SceneNode,
  test: (node: SceneNode) => boolean,
  pace: Pace,
  budget = { left: 500 },
): Promise<SceneNode | null> => {
  if (budget.left <= 0) return null
  budget.left -= 1
  await pace.spend(NODE)
  if (!node.visible) return null
  const children = childrenOf(node)
  await pace.spend(children.length / 4)
  for (let i = children.length - 1; i >= 0 && budget.left > 0; i--) {
    const child = children[i]
    const found = child === undefined ? null : await findWithin(child, test, pace, budget)
    if (found !== null) return found
  }
  return test(node) ? node : null
}

/** How many nodes there are in it, itself included; counting stops at `most`. */
export const countWithin = async (node: SceneNode, most: number, pace: Pace): Promise<number> => {
  let count = 0
  await findWithin(node, () => ++count > most, pace, { left: most + 1 })
  return count
}

/** Its place among these, which may be thousands; -1 for none. */
export const indexIn = async (
  list: readonly { readonly id: string }[],
  { id }: { readonly id: string },
  pace: Pace,
): Promise<number> => {
  for (const [i, one] of list.entries()) {
    await pace.spend(1)
    if (one.id === id) return i
  }
  return -1
}

/** Why nothing may be put beside this node, or null when it may. */
export const closedBy = (node: SceneNode): Note | null => {
  const above = ancestorsOf(node)
  if (above.some(({ type }) => type === 'INSTANCE')) return 'in_instance'
  if (above.some(({ locked }) => locked)) return 'in_locked'
  return above[0]?.type === 'COMPONENT_SET' ? 'in_closed' : null
}

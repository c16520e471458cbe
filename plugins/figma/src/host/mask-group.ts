/** Layers that other layers mask ("Use as mask"), and which mask a node is under. */
import type { SceneNode } from '@figma/plugin-typings/plugin-api-standalone'
import { childrenOf, hasImageFill } from './nodes.ts'
import type { Pace } from './slices.ts'

const MOST = 300

/**
 * The masks this node is seen through: a mask holds for every later sibling up to the next mask
 * (typings, isMask), so there is one at most; [] for none.
 */
export const maskNodesOf = (node: SceneNode): SceneNode[] => {
  const { parent } = node
  if (parent === null || !('children' in parent) || parent.type === 'DOCUMENT') return []
  const siblings = parent.children
  // Who masks a layer keeps the two in a group of their own, not among hundreds.
  if (siblings.length > MOST) return []
  const at = siblings.findIndex(({ id }) => id === node.id)
  const masks = siblings.slice(0, Math.max(0, at)).filter((one) => 'isMask' in one && one.isMask)
  const nearest = masks.at(-1)
  return nearest === undefined || !nearest.visible ? [] : [nearest]
}

/** The picture of a group that holds a mask and that one picture; null for any other layer. */
export const maskedPictureOf = async (group: SceneNode, pace: Pace): Promise<SceneNode | null> => {
  if (group.type !== 'GROUP') return null
  const children = childrenOf(group)
  if (children.length > MOST) return null
  const masked: SceneNode[] = []
  let isMasked = false
  for (const child of children) {
    await pace.spend(4)
    if (isMasked && child.visible) masked.push(child)
    if ('isMask' in child && child.isMask) isMasked = child.visible
  }
  const [picture, ...others] = masked
  return picture !== undefined && others.length === 0 && hasImageFill(picture) ? picture : null
}

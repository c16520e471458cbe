/** Results that lie over a picture already: they are part of what is seen when it is filled again. */
import type { SceneNode } from '@figma/plugin-typings/plugin-api-standalone'
import { closedBy, isSceneNode, overlap } from './nodes.ts'
import { memoryOf } from './placed.ts'

/** Layers beside a picture that are looked at. */
const MOST = 500

/**
 * Those above the picture that were made for it and are shown, bottom first.
 * @param without ids of results that do not count
 */
export const resultsOver = (node: SceneNode, without: readonly string[] = []): SceneNode[] => {
  const onPage = closedBy(node) !== null
  const parent = onPage ? pageOf(node) : node.parent
  if (parent === null || !('children' in parent)) return []
  const siblings = parent.children.filter(isSceneNode)
  const at = onPage ? -1 : siblings.findIndex(({ id }) => id === node.id)
  return siblings
    .slice(at + 1, at + 1 + MOST)
    .filter((one) => one.visible && !without.includes(one.id))
    .filter((one) => memoryOf(one)?.target.nodeId === node.id && overlap(one, node))
}

/** The id of the picture that this layer is a result for; null for any other layer. */
export const pictureIdOf = (node: SceneNode): string | null => memoryOf(node)?.target.nodeId ?? null

const pageOf = (node: SceneNode) => {
  let up = node.parent
  while (up !== null && up.type !== 'PAGE') up = up.parent
  return up
}

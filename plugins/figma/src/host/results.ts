/** Results that lie over a picture already: they are part of what is seen when it is filled again. */
import type { SceneNode } from '@figma/plugin-typings/plugin-api-standalone'
import { closedBy, overlap } from './nodes.ts'
import { memoryOf, RESULT_KEY } from './placed.ts'

/**
 * Those above the picture that were made for it and are shown, bottom first.
 * @param without ids of results that do not count
 */
export const resultsOver = (node: SceneNode, without: readonly string[] = []): SceneNode[] => {
  const parent = closedBy(node) === null ? node.parent : pageOf(node)
  if (parent === null || !('findAllWithCriteria' in parent) || parent.type === 'DOCUMENT') return []
  // Figma looks for them itself: there may be thousands of layers.
  return parent
    .findAllWithCriteria({ pluginData: { keys: [RESULT_KEY] } })
    .filter((one) => one.parent?.id === parent.id && one.visible && !without.includes(one.id))
    .filter((one) => memoryOf(one)?.target.nodeId === node.id && overlap(one, node))
}

/** The id of the picture that this layer is a result for; null for any other layer. */
export const pictureIdOf = (node: SceneNode): string | null => memoryOf(node)?.target.nodeId ?? null

const pageOf = (node: SceneNode) => {
  let up = node.parent
  while (up !== null && up.type !== 'PAGE') up = up.parent
  return up
}

/** Results that lie over a picture already: they are part of what is seen when it is filled again. */
import type { SceneNode } from '@figma/plugin-typings/plugin-api-standalone'
import { closedBy, overlap } from './nodes.ts'
import { memoryOf, PICTURE_KEY, RESULT_KEY } from './placed.ts'
import { inSlices, type Pace } from './slices.ts'

/**
 * Those above the picture that were made for it and are shown, bottom first.
 * @param without ids of results that do not count
 */
export const resultsOver = async (
  node: SceneNode,
  pace: Pace,
  without: readonly string[] = [],
): Promise<SceneNode[]> => {
  const parent = closedBy(node) === null ? node.parent : pageOf(node)
  if (parent === null || !('findAllWithCriteria' in parent) || parent.type === 'DOCUMENT') return []
  // Figma looks for them itself: there may be thousands of layers.
  const all = parent.findAllWithCriteria({ pluginData: { keys: [RESULT_KEY] } })
  const [parentId, nodeId] = [parent.id, node.id]
  const isOver = (one: SceneNode): boolean =>
    one.parent?.id === parentId &&
    one.visible &&
    !without.includes(one.id) &&
    pictureIdOf(one) === nodeId &&
    overlap(one, node)
  const over = await inSlices(all, (one) => (isOver(one) ? [one] : []), pace, 20)
  return over.flat()
}

/** The id of the picture that this layer is a result for; null for any other layer. */
export const pictureIdOf = (node: SceneNode): string | null => {
  const id = node.getPluginData(PICTURE_KEY)
  return id === '' ? (memoryOf(node)?.target.nodeId ?? null) : id
}

const pageOf = (node: SceneNode) => {
  let up = node.parent
  while (up !== null && up.type !== 'PAGE') up = up.parent
  return up
}

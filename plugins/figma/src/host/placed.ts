/** Results that are in the document: what each remembers, and switching between its variations. */
import type { PluginAPI, SceneNode } from '@figma/plugin-typings/plugin-api-standalone'
import * as z from '@inlay/shared/zod'
import { RELAUNCH } from '../manifest.ts'
import { type Placed, Target } from '../messages.ts'
import { childrenOf, closedBy, isSceneNode } from './nodes.ts'
import type { Applied } from './place.ts'
import { orRefuse, Refused } from './refuse.ts'
import type { Scope } from './scope.ts'
import type { SandboxWords } from './words.ts'

/** Plugin data of a result. */
export const RESULT_KEY = 'inlay-result'

/** The id of its picture beside it: what a result remembers is long to read, and there may be hundreds. */
export const PICTURE_KEY = 'inlay-picture'

/** An entry of plugin data holds 100 kB (setPluginData). */
const MOST = 100_000

const Memory = z.object({
  count: z.int().min(1),
  chosen: z.int().min(0),
  record: z.json(),
  target: Target,
})
export type Memory = z.infer<typeof Memory>

/** Keeps it on the node, and shows the button by which a person comes back to it. */
export const remember = (node: SceneNode, memory: Memory, words: SandboxWords): void => {
  const whole = JSON.stringify(memory)
  // Without its record it can still switch.
  const text = whole.length <= MOST ? whole : JSON.stringify({ ...memory, record: null })
  node.setPluginData(RESULT_KEY, text)
  node.setPluginData(PICTURE_KEY, memory.target.nodeId)
  node.setRelaunchData({ [RELAUNCH]: describe(memory, words) })
}

const describe = ({ count, chosen }: Memory, words: SandboxWords): string =>
  count > 1 ? words.variation(chosen + 1, count) : ''

/** What a result remembers; null for any other layer. */
export const memoryOf = (node: SceneNode): Memory | null => {
  const text = node.getPluginData(RESULT_KEY)
  if (text === '') return null
  try {
    return Memory.parse(JSON.parse(text))
  } catch {
    // Somebody else's, or a later version's: to us it is a layer as any other.
    return null
  }
}

/** The result that is selected, itself or by a tile of it; undefined for none, or more than one. */
export const placedSelection = (figma: PluginAPI): Placed | undefined => {
  const [node, ...others] = figma.currentPage.selection
  if (node === undefined || others.length > 0) return undefined
  const parent = node.parent !== null && isSceneNode(node.parent) ? node.parent : null
  for (const one of parent === null ? [node] : [node, parent]) {
    const memory = memoryOf(one)
    if (memory !== null) return { nodeId: one.id, name: one.name, ...memory }
  }
  return undefined
}

/**
 * Shows another of the variations that the layer holds; one step to undo.
 * @throws Refused deleted | no_variations | read_only | not_placed
 */
export const switchVariation = async (
  { figma, words }: Pick<Scope, 'figma' | 'words'>,
  nodeId: string,
  chosen: number,
): Promise<Applied> => {
  const node = await figma.getNodeByIdAsync(nodeId)
  if (node === null || node.removed || !isSceneNode(node)) throw new Refused('deleted')
  const memory = memoryOf(node)
  const layers = childrenOf(node).length > 0 ? childrenOf(node) : [node]
  const held = layers.map(fillsOf)
  if (memory === null || held.some((fills) => fills === null || chosen >= fills.length)) {
    throw new Refused('no_variations')
  }
  figma.commitUndo()
  await orRefuse('not_placed', () => {
    for (const layer of layers) {
      const fills = fillsOf(layer)
      if (fills === null || !('fills' in layer)) continue
      layer.fills = fills.map((paint, i) => ({ ...paint, visible: i === chosen }))
    }
    remember(node, { ...memory, chosen }, words())
  })
  figma.commitUndo()
  return { nodeId, where: closedBy(node) === null ? 'in place' : 'page', notes: [] }
}

/** Null where the fills are no longer the images that were put there. */
const fillsOf = (layer: SceneNode) => {
  const fills = 'fills' in layer ? layer.fills : []
  if (typeof fills === 'symbol' || fills.length === 0) return null
  return fills.every(({ type }) => type === 'IMAGE') ? fills : null
}

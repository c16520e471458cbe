/** Where a result belongs now: above its picture, wherever that has gone, or on the page. */
import type {
  BaseNode,
  PageNode,
  PluginAPI,
  SceneNode,
} from '@figma/plugin-typings/plugin-api-standalone'
import { type Affine, affineMultiply } from '@inlay/shared'
import { fromMatrix, sameTransform } from '../geometry/transform.ts'
import type { Note, Target, ToHost } from '../messages.ts'
import { documentIdOf } from './document-id.ts'
import { fingerprintOf } from './fingerprint.ts'
import { closedBy, indexIn, isSceneNode, toPageOf } from './nodes.ts'
import { Refused } from './refuse.ts'
import type { Pace } from './slices.ts'

type Apply = Extract<ToHost, { type: 'apply' }>

/** Where a result goes: into which parent, at which index, and from where its pixels are led. */
export interface Spot {
  readonly parent: PageNode | SceneNode
  /** Counted from the back, as insertChild does; null for on top of everything. */
  readonly index: number | null
  /** Pixels to the page. */
  readonly toPage: Affine
  /** The node whose constraints the result shares. */
  readonly beside: SceneNode | null
  readonly notes: Note[]
}

/**
 * @param onPage the person has said: on the page, when it fits its picture no more
 * @throws Refused other_document | deleted | changed | page_gone
 */
export const findSpot = async (
  figma: PluginAPI,
  { target, onPage }: Pick<Apply, 'target' | 'onPage'>,
  pace: Pace,
): Promise<Spot> => {
  if (target.documentId !== documentIdOf(figma)) throw new Refused('other_document')
  const page = await pageOf(figma, target)
  const node = await figma.getNodeByIdAsync(target.nodeId)
  const fits = node !== null && !node.removed && isSceneNode(node) && fitsStill(node, target)
  if (fits && isSceneNode(node)) {
    const own = topOf(node)
    await own?.loadAsync()
    return spotBeside(node, target, own ?? page, pace)
  }
  if (!onPage) throw new Refused(node === null || node.removed ? 'deleted' : 'changed')
  const toPage = affineMultiply(fromMatrix(target.nodeToPage), fromMatrix(target.toNode))
  return {
    parent: page ?? figma.currentPage,
    index: null,
    toPage,
    beside: null,
    notes: ['where_it_was'],
  }
}

const fitsStill = (node: SceneNode, { fingerprint }: Target): boolean =>
  fingerprintOf(node) === fingerprint

const pageOf = async (figma: PluginAPI, { pageId }: Target): Promise<PageNode | null> => {
  const page = await figma.getNodeByIdAsync(pageId)
  if (page?.type !== 'PAGE') return null
  // Only pages that were visited are there (documentAccess: dynamic-page).
  await page.loadAsync()
  return page
}

/** The page that a node is on now. */
export const topOf = (node: BaseNode): PageNode | null => {
  let up: BaseNode | null = node
  while (up !== null && up.type !== 'PAGE') up = up.parent
  return up
}

/** Above the node in its own parent, or, where that takes no layers, on its page. */
const spotBeside = async (
  node: SceneNode,
  target: Target,
  page: PageNode | null,
  pace: Pace,
): Promise<Spot> => {
  const nodeToPage = toPageOf(node)
  const toPage = affineMultiply(nodeToPage, fromMatrix(target.toNode))
  const notes: Note[] = sameTransform(nodeToPage, fromMatrix(target.nodeToPage)) ? [] : ['moved']
  const closed = closedBy(node)
  if (page === null) throw new Refused('page_gone')
  if (closed !== null) {
    return { parent: page, index: null, toPage, beside: null, notes: [...notes, closed] }
  }
  const { parent, child } = openParent(node)
  if (parent === null) throw new Refused('page_gone')
  const at = await indexIn(parent.children, child, pace)
  // In such auto layouts the first is on top.
  const isReversed = 'itemReverseZIndex' in parent && parent.itemReverseZIndex
  return { parent, index: isReversed ? at : at + 1, toPage, beside: child, notes }
}

/** A boolean operation would take the result as one of its shapes: it goes above that. */
const openParent = (
  node: SceneNode,
): {
  parent: (SceneNode & { children: readonly SceneNode[] }) | PageNode | null
  child: SceneNode
} => {
  const { parent } = node
  if (parent === null || parent.type === 'DOCUMENT') return { parent: null, child: node }
  if (parent.type === 'PAGE') return { parent, child: node }
  if (!isSceneNode(parent) || !('children' in parent)) return { parent: null, child: node }
  if (parent.type === 'BOOLEAN_OPERATION') return openParent(parent)
  return { parent, child: node }
}

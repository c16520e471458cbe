/** Puts a result into the document: exactly over its picture, as one step to undo, or not at all. */
import type {
  BaseNode,
  ImagePaint,
  PageNode,
  PluginAPI,
  SceneNode,
} from '@figma/plugin-typings/plugin-api-standalone'
import { AFFINE_IDENTITY, type Affine, affineMultiply } from '@inlay/shared'
import { placeTile } from '../geometry/placement.ts'
import { fromMatrix, inverseOf, sameTransform, toTransform } from '../geometry/transform.ts'
import type { Note, Target, ToHost } from '../messages.ts'
import { documentIdOf } from './document-id.ts'
import { fingerprintOf } from './fingerprint.ts'
import { closedBy, containerToPage, isSceneNode, toPageOf } from './nodes.ts'
import { remember } from './placed.ts'
import { orRefuse, Refused } from './refuse.ts'

export type Apply = Extract<ToHost, { type: 'apply' }>

export interface Applied {
  readonly nodeId: string
  readonly where: 'in place' | 'page'
  readonly notes: Note[]
}

/** Where a result goes: into which parent, at which index, and from where its pixels are led. */
interface Spot {
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
 * @throws Refused other_document | deleted | changed | page_gone | read_only | not_placed; the
 *   document is then as it was
 */
export const applyResult = async (figma: PluginAPI, message: Apply): Promise<Applied> => {
  const spot = await findSpot(figma, message)
  figma.commitUndo()
  const made: SceneNode[] = []
  try {
    const applied = await orRefuse('not_placed', () => build(figma, message, spot, made))
    figma.commitUndo()
    return applied
  } catch (error) {
    for (const node of made) if (!node.removed) node.remove()
    throw error
  }
}

const findSpot = async (figma: PluginAPI, { target, onPage }: Apply): Promise<Spot> => {
  if (target.documentId !== documentIdOf(figma)) throw new Refused('other_document')
  const page = await pageOf(figma, target)
  const node = await figma.getNodeByIdAsync(target.nodeId)
  const fits = node !== null && !node.removed && isSceneNode(node) && fitsStill(node, target)
  if (fits && isSceneNode(node)) {
    const own = topOf(node)
    await own?.loadAsync()
    return spotBeside(node, target, own ?? page)
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
const topOf = (node: BaseNode): PageNode | null => {
  let up: BaseNode | null = node
  while (up !== null && up.type !== 'PAGE') up = up.parent
  return up
}

/** Above the node in its own parent, or, where that takes no layers, on its page. */
const spotBeside = (node: SceneNode, target: Target, page: PageNode | null): Spot => {
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
  const at = parent.children.findIndex(({ id }) => id === child.id)
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

const build = async (
  figma: PluginAPI,
  message: Apply,
  spot: Spot,
  made: SceneNode[],
): Promise<Applied> => {
  const { tiles, target, chosen, name } = message
  const pieces = tiles.flatMap(({ bounds, images }) => {
    const placing = placeTile(bounds, message.beyond ? null : target.seen, spot.toPage)
    return placing === null ? [] : [{ placing, images }]
  })
  if (pieces.length === 0) throw new Refused('not_placed', 'Nothing of it would be seen.')

  const layers = pieces.map(({ placing, images }) => {
    const layer = message.as === 'frame' ? figma.createFrame() : figma.createRectangle()
    made.push(layer)
    layer.name = name
    layer.resizeWithoutConstraints(placing.width, placing.height)
    layer.fills = images.map((png, i) => fillOf(figma, png, placing.imageTransform, i === chosen))
    return { layer, transform: placing.transform }
  })

  const notes = [...spot.notes]
  const where = insert(
    figma,
    layers.map(({ layer }) => layer),
    spot,
    notes,
  )
  for (const { layer, transform } of layers) {
    const { parent } = layer
    const inAutoLayout = parent !== null && 'layoutMode' in parent && parent.layoutMode !== 'NONE'
    // Out of the flow, which would otherwise move it and everything after it.
    if (inAutoLayout) layer.layoutPositioning = 'ABSOLUTE'
    const container =
      parent !== null && parent.type !== 'PAGE' && isSceneNode(parent) ? parent : null
    const fromPage = container === null ? AFFINE_IDENTITY : inverseOf(containerToPage(container))
    layer.relativeTransform = toTransform(affineMultiply(fromPage, transform))
    shareConstraints(layer, spot.beside, inAutoLayout)
  }
  const whole =
    layers.length === 1
      ? layers[0]?.layer
      : groupOf(
          figma,
          layers.map(({ layer }) => layer),
        )
  if (whole === undefined) throw new Refused('not_placed')
  if (layers.length > 1) {
    whole.name = name
    notes.push('tiled')
  }
  if (message.hideShapes && (await hideShapes(figma, message, spot))) notes.push('shapes_hidden')
  remember(whole, {
    count: Math.min(...pieces.map(({ images }) => images.length)),
    chosen,
    record: message.record,
    target,
  })
  return { nodeId: whole.id, where, notes }
}

/** The shapes that are still there and shown, once their result lies beneath them. */
const hideShapes = async (figma: PluginAPI, { target }: Apply, spot: Spot): Promise<boolean> => {
  if (spot.notes.includes('where_it_was')) return false
  const shapes = await Promise.all(target.shapes.map((id) => figma.getNodeByIdAsync(id)))
  let isHidden = false
  for (const shape of shapes) {
    if (shape === null || shape.removed || !isSceneNode(shape) || !shape.visible) continue
    shape.visible = false
    isHidden = true
  }
  return isHidden
}

const fillOf = (
  figma: PluginAPI,
  png: Uint8Array,
  imageTransform: ImagePaint['imageTransform'],
  visible: boolean,
): ImagePaint => {
  const { hash: imageHash } = figma.createImage(png)
  return imageTransform === undefined
    ? { type: 'IMAGE', imageHash, scaleMode: 'FILL', visible }
    : { type: 'IMAGE', imageHash, scaleMode: 'CROP', imageTransform, visible }
}

/** All of them above the node, or all on the page where its parent will not have them. */
const insert = (
  figma: PluginAPI,
  layers: readonly SceneNode[],
  { parent, index }: Spot,
  notes: Note[],
): Applied['where'] => {
  if (index !== null && 'insertChild' in parent) {
    try {
      layers.forEach((layer, i) => {
        parent.insertChild(index + i, layer)
      })
      return 'in place'
    } catch {
      // Which parents refuse is not written down in full; the page takes everything.
      notes.push('in_closed')
    }
  }
  const page = topOf(parent) ?? figma.currentPage
  for (const layer of layers) page.appendChild(layer)
  return 'page'
}

const groupOf = (figma: PluginAPI, layers: readonly SceneNode[]): SceneNode | undefined => {
  const parent = layers[0]?.parent
  if (parent === undefined || parent === null) return undefined
  const at = parent.children.findIndex(({ id }) => id === layers[0]?.id)
  return figma.group(layers, parent, at)
}

/** When the frame around them is resized, both go the same way. */
const shareConstraints = (
  layer: SceneNode,
  beside: SceneNode | null,
  inAutoLayout: boolean,
): void => {
  if (inAutoLayout || beside === null) return
  if ('constraints' in layer && 'constraints' in beside) layer.constraints = beside.constraints
}

/** Puts a result into the document: exactly over its picture, as one step to undo, or not at all. */
import type { ImagePaint, PluginAPI, SceneNode } from '@figma/plugin-typings/plugin-api-standalone'
import { AFFINE_IDENTITY, affineMultiply } from '@inlay/shared'
import { placeTile, type TilePlacing } from '../geometry/placement.ts'
import { inverseOf, toTransform } from '../geometry/transform.ts'
import type { Note, ToHost } from '../messages.ts'
import { containerToPage, indexIn, isSceneNode } from './nodes.ts'
import { remember } from './placed.ts'
import { orRefuse, Refused } from './refuse.ts'
import type { Scope } from './scope.ts'
import type { Pace } from './slices.ts'
import { findSpot, type Spot, topOf } from './spot.ts'
import type { SandboxWords } from './words.ts'

export type Apply = Extract<ToHost, { type: 'apply' }>

export interface Applied {
  readonly nodeId: string
  readonly where: 'in place' | 'page'
  readonly notes: Note[]
}

/**
 * @throws Refused other_document | deleted | changed | page_gone | read_only | not_placed; the
 *   document is then as it was
 */
export const applyResult = async (
  { figma, pace, words }: Pick<Scope, 'figma' | 'pace' | 'words'>,
  message: Apply,
): Promise<Applied> => {
  // Whatever it is refused for is told before anything is done for it.
  await findSpot(figma, message, pace)
  const hashes = await takeIn(figma, message, pace)
  // As it is now: that took a while.
  const spot = await findSpot(figma, message, pace)
  const pieces = piecesOf(message, spot, hashes)
  figma.commitUndo()
  const made: SceneNode[] = []
  try {
    const applied = await orRefuse('not_placed', () =>
      build(figma, message, { spot, pieces, made, pace, words: words() }),
    )
    figma.commitUndo()
    return applied
  } catch (error) {
    for (const node of made) if (!node.removed) node.remove()
    throw error
  }
}

/** A tile where it will lie, its images handed to Figma. */
interface Piece {
  readonly placing: TilePlacing
  readonly hashes: readonly string[]
}

/** Images are no part of the document until something shows them: each has a turn of its own. */
const takeIn = async (figma: PluginAPI, { tiles }: Apply, pace: Pace): Promise<string[][]> => {
  const hashes: string[][] = []
  for (const { images } of tiles) {
    const own: string[] = []
    for (const png of images) {
      await pace.spend(IMAGE)
      own.push(await orRefuse('not_placed', () => figma.createImage(png).hash))
    }
    hashes.push(own)
  }
  return hashes
}

/** @param hashes of each tile's images */
const piecesOf = (
  { tiles, target, beyond }: Apply,
  { toPage }: Spot,
  hashes: readonly (readonly string[])[],
): Piece[] => {
  const pieces = tiles.flatMap(({ bounds }, i) => {
    const placing = placeTile(bounds, beyond ? null : target.seen, toPage)
    return placing === null ? [] : [{ placing, hashes: hashes[i] ?? [] }]
  })
  if (pieces.length === 0) throw new Refused('not_placed', 'Nothing of it would be seen.')
  return pieces
}

/** Figma takes one in: as long as a slice of other work, so that each begins with a breath. */
const IMAGE = 2000

interface Building {
  readonly spot: Spot
  readonly pieces: readonly Piece[]
  /** What has been made, to be taken away again. */
  readonly made: SceneNode[]
  readonly pace: Pace
  readonly words: SandboxWords
}

const build = async (
  figma: PluginAPI,
  message: Apply,
  { spot, pieces, made, pace, words }: Building,
): Promise<Applied> => {
  const { target, chosen, name } = message
  const layers = pieces.map(({ placing, hashes }) => {
    const layer = message.as === 'frame' ? figma.createFrame() : figma.createRectangle()
    made.push(layer)
    layer.name = name
    layer.resizeWithoutConstraints(placing.width, placing.height)
    layer.fills = hashes.map((hash, i) => fillOf(hash, placing.imageTransform, i === chosen))
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
      : await groupOf(
          figma,
          layers.map(({ layer }) => layer),
          pace,
        )
  if (whole === undefined) throw new Refused('not_placed')
  if (layers.length > 1) {
    whole.name = name
    notes.push('tiled')
  }
  if (message.hideShapes && (await hideShapes(figma, message, spot, pace)))
    notes.push('shapes_hidden')
  const count = Math.min(...pieces.map(({ hashes }) => hashes.length))
  remember(whole, { count, chosen, record: message.record, target }, words)
  return { nodeId: whole.id, where, notes }
}

/** The shapes that are still there and shown, once their result lies beneath them. */
const hideShapes = async (
  figma: PluginAPI,
  { target }: Apply,
  spot: Spot,
  pace: Pace,
): Promise<boolean> => {
  if (spot.notes.includes('where_it_was')) return false
  let isHidden = false
  for (const id of target.shapes) {
    await pace.spend(20)
    const shape = await figma.getNodeByIdAsync(id)
    if (shape === null || shape.removed || !isSceneNode(shape) || !shape.visible) continue
    shape.visible = false
    isHidden = true
  }
  return isHidden
}

const fillOf = (
  imageHash: string,
  imageTransform: ImagePaint['imageTransform'],
  visible: boolean,
): ImagePaint =>
  imageTransform === undefined
    ? { type: 'IMAGE', imageHash, scaleMode: 'FILL', visible }
    : { type: 'IMAGE', imageHash, scaleMode: 'CROP', imageTransform, visible }

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

const groupOf = async (
  figma: PluginAPI,
  layers: readonly SceneNode[],
  pace: Pace,
): Promise<SceneNode | undefined> => {
  const [first] = layers
  const parent = first?.parent
  if (first === undefined || parent === undefined || parent === null) return undefined
  const at = await indexIn(parent.children, first, pace)
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

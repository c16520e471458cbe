/** Reads the selection: which pictures are to be filled, in which order, and what masks each. */
import type { PluginAPI, SceneNode } from '@figma/plugin-typings/plugin-api-standalone'
import { affineMultiply, type Extent } from '@inlay/shared'
import { pixelsToNode } from '../geometry/image-paint.ts'
import { MAX_SOURCES, type Note, type Refusal, type Selection, type Source } from '../messages.ts'
import { isDrawing, kindOf, type Original, originalOf } from './classify.ts'
import { exportScale } from './export.ts'
import { maskedPictureOf, maskNodesOf } from './mask-group.ts'
import {
  ancestorsOf,
  boxesTouch,
  boxOf,
  closedBy,
  findWithin,
  indexIn,
  isShown,
  overlap,
  sizeOf,
  toPageOf,
} from './nodes.ts'
import { patchesOver } from './patches.ts'
import { pictureIdOf, resultsOver } from './results.ts'
import type { Scope } from './scope.ts'
import { inSlices, NODE, type Pace } from './slices.ts'

/** A picture of the selection and the shapes that were selected with it. */
export interface Found {
  readonly node: SceneNode
  readonly shapes: readonly SceneNode[]
  /** Theirs, in the same order: each is read once, however many pictures it lies over. */
  readonly shapeIds: readonly string[]
}

/** What looking takes. */
type Looking = Pick<Scope, 'figma' | 'pace'>

export interface Reading {
  readonly found: readonly Found[]
  readonly problem: Refusal | undefined
}

export const readSelection = async ({ figma, pace }: Looking): Promise<Reading> => {
  if (figma.editorType !== 'figma') return none('wrong_editor')
  const selected = figma.currentPage.selection
  if (selected.length === 0) return none('nothing_selected')
  const pictures: SceneNode[] = []
  const containers: SceneNode[] = []
  const shapes: SceneNode[] = []
  let hidden = 0
  const kinds = await inSlices(
    selected,
    async (node) => {
      const kind = node.removed ? 'other' : kindOf(node)
      const inMask = kind === 'container' ? await maskedPictureOf(node, pace) : null
      return { node, kind, inMask, shown: kind !== 'other' && isShown(node) }
    },
    pace,
  )
  for (const { node, kind, inMask, shown } of kinds) {
    if (kind === 'other') continue
    if (!shown) hidden += 1
    else if (kind === 'picture') pictures.push(node)
    else if (inMask !== null) pictures.push(inMask)
    else if (kind === 'shape') shapes.push(node)
    else containers.push(node)
  }
  // A drawing is a mask where something is selected that can be masked by it.
  const masks: SceneNode[] = []
  for (const node of pictures.length > 0 ? containers : []) {
    if (await isDrawing(node, pace)) masks.push(node)
  }
  shapes.push(...masks)
  const sources = [...pictures, ...containers.filter((node) => !masks.includes(node))]
  if (sources.length > MAX_SOURCES) return none('too_many')
  if (sources.length > 0)
    return { found: await withShapes(sources, shapes, pace), problem: undefined }
  if (shapes.length > 0) return beneath(shapes, pace)
  return none(hidden > 0 ? 'nothing_visible' : 'not_a_picture')
}

const none = (problem: Refusal): Reading => ({ found: [], problem })

const withShapes = async (
  sources: readonly SceneNode[],
  shapes: readonly SceneNode[],
  pace: Pace,
): Promise<Found[]> => {
  const boxes = await inSlices(shapes, (node) => ({ node, id: node.id, box: boxOf(node) }), pace)
  return inSlices(
    inReadingOrder(sources),
    (node) => {
      const own = boxOf(node)
      const over = boxes.filter(({ box }) => own !== null && box !== null && boxesTouch(box, own))
      return { node, shapes: over.map((shape) => shape.node), shapeIds: over.map(({ id }) => id) }
    },
    pace,
    NODE + boxes.length,
  )
}

/** Row by row as they lie on the page; what Figma calls the selection's order is none. */
const inReadingOrder = (nodes: readonly SceneNode[]): SceneNode[] =>
  nodes
    .map((node) => ({ node, left: boxOf(node)?.left ?? 0, top: boxOf(node)?.top ?? 0 }))
    .sort((one, other) => one.top - other.top || one.left - other.left)
    .map(({ node }) => node)

/** Shapes alone: each masks the topmost picture that lies under it. */
const beneath = async (shapes: readonly SceneNode[], pace: Pace): Promise<Reading> => {
  const all = new Set(shapes)
  const found = new Map<SceneNode, SceneNode[]>()
  for (const shape of shapes) {
    const picture = await pictureBeneath(shape, all, pace)
    if (picture !== null) found.set(picture, [...(found.get(picture) ?? []), shape])
  }
  if (found.size === 0) return none('nothing_beneath')
  if (found.size > MAX_SOURCES) return none('too_many')
  const order = inReadingOrder([...found.keys()])
  return {
    found: order.map((node) => {
      const over = found.get(node) ?? []
      return { node, shapes: over, shapeIds: over.map(({ id }) => id) }
    }),
    problem: undefined,
  }
}

/** What is drawn before the shape, nearest first: older siblings, then the parent and its. */
const pictureBeneath = async (
  shape: SceneNode,
  shapes: ReadonlySet<SceneNode>,
  pace: Pace,
): Promise<SceneNode | null> => {
  const budget = { left: 1000 }
  // An earlier result is seen, but the picture that it belongs to is the one to go on with.
  const isPicture = (node: SceneNode): boolean =>
    !shapes.has(node) &&
    kindOf(node) === 'picture' &&
    pictureIdOf(node) === null &&
    overlap(node, shape)
  const above = ancestorsOf(shape)
  for (const [i, node] of [shape, ...above].entries()) {
    const parent = above[i]
    const siblings = node.parent !== null && 'children' in node.parent ? node.parent.children : []
    for (let at = (await indexIn(siblings, node, pace)) - 1; at >= 0 && budget.left > 0; at--) {
      const sibling = siblings[at]
      const picture = sibling && (await findWithin(sibling, isPicture, pace, budget))
      if (picture) return picture
    }
    if (parent !== undefined && isPicture(parent)) return parent
  }
  return null
}

/** The selection in the panel's words. */
export const describeSelection = async (
  looking: Looking,
  { found, problem }: Reading,
): Promise<Selection> => {
  const sources: Source[] = []
  for (const one of found) {
    await looking.pace.spend(2 * NODE)
    const source = await describe(looking, one)
    if (source !== null) sources.push(source)
  }
  if (problem !== undefined) return { sources: [], problem }
  return sources.length > 0 ? { sources } : { sources, problem: 'nothing_visible' }
}

const describe = async (looking: Looking, { node, shapes }: Found): Promise<Source | null> => {
  const { figma, pace } = looking
  const common = {
    id: node.id,
    name: node.name,
    shapes: shapes.length,
    maskGroup: maskNodesOf(node).length > 0,
  }
  const notes = notesOf(figma, node)
  const original = originalOf(figma, node)
  const extent = original === null ? null : await sizeOrNull(original.image)
  if (original !== null && extent !== null) {
    const results = await resultsOver(node, pace)
    // With earlier results over it, it is taken with them.
    const isWhole =
      results.length === 0 || (await isPatched(looking, node, original.paint, extent, results))
    if (isWhole) return { ...common, kind: 'image', ...extent, notes }
  }
  const box = boxOf(node)
  if (box === null || box.width <= 0 || box.height <= 0) return null
  const { scale, isReduced } = await exportScale(looking, node, box)
  return {
    ...common,
    kind: 'layer',
    width: Math.max(1, Math.round(box.width * scale)),
    height: Math.max(1, Math.round(box.height * scale)),
    notes: isReduced ? ['reduced', ...notes] : notes,
  }
}

const isPatched = async (
  { figma, pace }: Looking,
  node: SceneNode,
  paint: Original['paint'],
  extent: Extent,
  results: readonly SceneNode[],
): Promise<boolean> => {
  const toPage = affineMultiply(toPageOf(node), pixelsToNode(paint, extent, sizeOf(node)))
  return (await patchesOver(figma, results, toPage, pace)) !== null
}

/** Null for an image that Figma has lost or not loaded: it is taken as seen. */
const sizeOrNull = async (image: Original['image']): Promise<Extent | null> => {
  try {
    const { width, height } = await image.getSizeAsync()
    return width >= 1 && height >= 1 ? { width, height } : null
  } catch {
    return null
  }
}

/** What can be said before anything is done. */
export const notesOf = (figma: PluginAPI, node: SceneNode): Note[] => {
  const notes: Note[] = []
  const closed = closedBy(node)
  if (closed !== null) notes.push(closed)
  const [opacity, blend] = 'opacity' in node ? [node.opacity, node.blendMode] : [1, 'NORMAL']
  if (opacity < 1 || (blend !== 'NORMAL' && blend !== 'PASS_THROUGH')) notes.push('translucent')
  if (figma.root.documentColorProfile === 'DISPLAY_P3') notes.push('wide_gamut')
  return notes
}

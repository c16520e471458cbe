/** Turns shapes of the document into pieces of a mask, in pixels of the picture. */
import type { SceneNode, VectorPaths } from '@figma/plugin-typings/plugin-api-standalone'
import {
  type Affine,
  affineMultiply,
  affineTranslate,
  type Bounds,
  boundsIntersect,
  boundsUnionAll,
} from '@inlay/shared'
import { rectanglePath } from '../geometry/rectangle-path.ts'
import { inverseOf, toMatrix } from '../geometry/transform.ts'
import type { MaskPiece } from '../messages.ts'
import { exportCopies, MAX_IMAGE } from './export.ts'
import { childrenOf, renderBoxOf, toPageOf, visibleFills, visibleStrokes } from './nodes.ts'
import type { Scope } from './scope.ts'
import { inSlices, NODE, type Pace } from './slices.ts'

/** Path data beyond this many characters in all is rasterised by Figma instead of sent. */
const MAX_PATHS = 500_000

type PathsPiece = Extract<MaskPiece, { kind: 'paths' }>

/** Characters of path data that are read, and sent, in the time of one read of anything else. */
const CHARACTERS = 500

/**
 * Its outlines, where they say it all and are at most `most` characters; else null. How opaque a
 * shape is does not count: people draw a mask see-through to see what is under it, and want that
 * filled whole.
 */
const outlinesOf = async (
  node: SceneNode,
  fromPage: Affine,
  most: number,
  pace: Pace,
): Promise<PathsPiece[] | null> => {
  await pace.spend(NODE)
  if (!isSharp(node)) return null
  const inner = innerOf(node)
  if (inner.length === 0) {
    const paths = pathsOf(node)
    const length = lengthOf(paths)
    await pace.spend(length / CHARACTERS)
    if (length > most) return null
    return paths.length === 0 ? [] : [piece(paths, fromPage, node)]
  }
  const pieces: PathsPiece[] = []
  let left = most
  await pace.spend(inner.length / 4)
  for (const child of inner) {
    if (!child.visible) continue
    const outlines = await outlinesOf(child, fromPage, left, pace)
    if (outlines === null) return null
    for (const one of outlines) left -= lengthOf(one.paths)
    pieces.push(...outlines)
  }
  return pieces
}

const lengthOf = (paths: readonly { readonly data: string }[]): number =>
  paths.reduce((sum, { data }) => sum + data.length, 0)

/** Of itself, whatever it holds. */
const isSharp = (node: SceneNode): boolean => {
  if ('effects' in node && node.effects.some(({ type, visible }) => visible && SOFT.has(type))) {
    return false
  }
  // A gradient of a shape is how designers draw a soft edge.
  return [...visibleFills(node), ...visibleStrokes(node)].every(({ type }) => type === 'SOLID')
}

/** Effects by which a shape covers more, less or softer than its outline. */
const SOFT: ReadonlySet<string> = new Set(['LAYER_BLUR', 'NOISE', 'TEXTURE', 'GLASS', 'SHADER'])

/** A boolean operation has an outline of its own, whatever it is made of. */
const innerOf = (node: SceneNode): readonly SceneNode[] =>
  node.type === 'BOOLEAN_OPERATION' ? [] : childrenOf(node)

const isLeaf = (node: SceneNode): boolean => innerOf(node).length === 0

/** Fill and strokes as outlines; a closed line without fill stands for what it goes around. */
const pathsOf = (node: SceneNode): VectorPaths => {
  if (!('fillGeometry' in node)) return []
  const strokes = visibleStrokes(node).length > 0 ? node.strokeGeometry : []
  const isFilled = visibleFills(node).length > 0
  const inside = node.fillGeometry.filter(({ data }) => isFilled || /z\s*$/i.test(data.trim()))
  return [...inside, ...strokes]
}

/**
 * The pieces that these shapes cover together.
 * @param toPage pixels of the picture to the page
 * @param seen what is seen of the picture, as a box on the page
 */
export const maskOfShapes = async (
  scope: Scope,
  shapes: readonly SceneNode[],
  toPage: Affine,
  seen: Bounds,
): Promise<{ pieces: MaskPiece[]; hasHardEdges: boolean }> => {
  const { pace } = scope
  const fromPage = inverseOf(toPage)
  const pieces: MaskPiece[] = []
  const soft: SceneNode[] = []
  let left = MAX_PATHS
  for (const shape of shapes) {
    const outlines = await outlinesOf(shape, fromPage, left, pace)
    for (const one of outlines ?? []) left -= lengthOf(one.paths)
    if (outlines === null) soft.push(shape)
    else pieces.push(...outlines)
  }
  if (soft.length === 0) return { pieces, hasHardEdges: false }
  try {
    const piece = await softPiece(scope, soft, toPage, seen, 'alpha', makeOpaque)
    return { pieces: piece === null ? pieces : [...pieces, piece], hasHardEdges: false }
  } catch (cause) {
    // Nothing can be made in a document that is read-only; outlines can still be read.
    const outlines = await hardPieces(soft, fromPage, pace)
    if (outlines.length === 0) throw cause
    return { pieces: [...pieces, ...outlines], hasHardEdges: true }
  }
}

/** Outlines of whatever shapes, however soft they are. */
const hardPieces = async (
  nodes: readonly SceneNode[],
  fromPage: Affine,
  pace: Pace,
): Promise<PathsPiece[]> => {
  const pieces: PathsPiece[] = []
  for (const node of nodes) {
    await pace.spend(NODE)
    const inner = innerOf(node)
    const shown = await inSlices(inner, (one) => (one.visible ? [one] : []), pace, 2)
    pieces.push(...(await hardPieces(shown.flat(), fromPage, pace)))
    const paths = inner.length === 0 ? pathsOf(node) : []
    if (paths.length > 0) pieces.push(piece(paths, fromPage, node))
  }
  return pieces
}

const piece = (paths: VectorPaths, fromPage: Affine, node: SceneNode): PathsPiece => ({
  kind: 'paths',
  paths: paths.map(({ data, windingRule }) => ({ data, windingRule })),
  toImage: toMatrix(affineMultiply(fromPage, toPageOf(node))),
  opacity: 1,
})

const makeOpaque = (copy: SceneNode): void => {
  if ('opacity' in copy) copy.opacity = 1
  if (!('fills' in copy) || typeof copy.fills === 'symbol') return
  copy.fills = copy.fills.map((paint) => ({ ...paint, opacity: 1 }))
}

/** Shapes as Figma draws them, as fine as the picture; null where none is over it. */
const softPiece = async (
  scope: Scope,
  shapes: readonly SceneNode[],
  toPage: Affine,
  seen: Bounds,
  channel: 'alpha' | 'luminance',
  prepare: (copy: SceneNode) => void = () => undefined,
): Promise<MaskPiece | null> => {
  const boxes = await inSlices(shapes, renderBoxOf, scope.pace)
  const all = boundsUnionAll(boxes.filter((box) => box !== null))
  const region = all === null ? null : boundsIntersect(all, seen)
  if (region === null) return null
  const fineness = 1 / Math.min(Math.hypot(toPage.a, toPage.b), Math.hypot(toPage.c, toPage.d))
  const scale = Math.min(fineness, MAX_IMAGE / Math.max(region.width, region.height))
  const { left, top, ...size } = region
  const area = { size, toPage: affineTranslate(left, top) }
  const exported = await exportCopies(scope, shapes, area, scale, (copy) => {
    if ('isMask' in copy) copy.isMask = false
    copy.visible = true
    // A shadow is not what was drawn to be filled.
    if ('effects' in copy) copy.effects = copy.effects.filter(({ type }) => SOFT.has(type))
    prepare(copy)
  })
  return {
    kind: 'png',
    png: exported.png,
    toImage: toMatrix(affineMultiply(inverseOf(toPage), exported.toPage)),
    channel,
  }
}

/** The pieces of a layer that is used as a mask. */
export const maskOfMaskNode = async (
  scope: Scope,
  node: SceneNode,
  toPage: Affine,
  seen: Bounds,
): Promise<{ pieces: MaskPiece[]; hasHardEdges: boolean }> => {
  const maskType = 'maskType' in node ? node.maskType : 'ALPHA'
  if (maskType === 'VECTOR' && 'fillGeometry' in node && isLeaf(node)) {
    return { pieces: [piece(node.fillGeometry, inverseOf(toPage), node)], hasHardEdges: false }
  }
  // Here it is Figma's own mask: as see-through as it is drawn.
  if (maskType !== 'LUMINANCE' && isOpaque(node)) {
    return maskOfShapes(scope, [node], toPage, seen)
  }
  const channel = maskType === 'LUMINANCE' ? 'luminance' : 'alpha'
  const drawn = await softPiece(scope, [node], toPage, seen, channel)
  return { pieces: drawn === null ? [] : [drawn], hasHardEdges: false }
}

const isOpaque = (node: SceneNode): boolean =>
  isLeaf(node) &&
  'opacity' in node &&
  node.opacity === 1 &&
  [...visibleFills(node), ...visibleStrokes(node)].every(({ opacity = 1 }) => opacity === 1)

/** The node's own outline: the fill of a shape, the box of anything else. */
export const outlineOf = (node: SceneNode, fromPage: Affine): PathsPiece => {
  const fill = 'fillGeometry' in node ? node.fillGeometry : []
  const [width, height] = 'width' in node ? [node.width, node.height] : [0, 0]
  return piece(
    fill.length > 0 ? fill : [{ data: rectanglePath(width, height), windingRule: 'NONZERO' }],
    fromPage,
    node,
  )
}

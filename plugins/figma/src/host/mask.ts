/** Turns shapes of the document into pieces of a mask, in pixels of the picture. */
import type { PluginAPI, SceneNode, VectorPaths } from '@figma/plugin-typings/plugin-api-standalone'
import {
  type Affine,
  affineMultiply,
  affineTranslate,
  type Bounds,
  boundsIntersect,
  boundsOfTransformed,
  boundsUnionAll,
} from '@inlay/shared'
import { pathBounds, rectanglePath } from '../geometry/path-bounds.ts'
import { fromMatrix, inverseOf, toMatrix } from '../geometry/transform.ts'
import type { MaskPiece } from '../messages.ts'
import { exportCopies, MAX_IMAGE, pngExtent } from './export.ts'
import { childrenOf, renderBoxOf, toPageOf, visibleFills, visibleStrokes } from './nodes.ts'
import { type Breathe, inSlices } from './slices.ts'

/** Path data beyond this many characters is rasterised by Figma instead of sent. */
const MAX_PATH = 1_000_000

type PathsPiece = Extract<MaskPiece, { kind: 'paths' }>

/**
 * Whether outlines say it all. How opaque a shape is does not count: people draw a mask see-through
 * to see what is under it, and want that filled whole.
 */
const isSharp = (node: SceneNode): boolean => {
  if ('effects' in node && node.effects.some(({ type, visible }) => visible && SOFT.has(type))) {
    return false
  }
  // A gradient of a shape is how designers draw a soft edge.
  const paints = [...visibleFills(node), ...visibleStrokes(node)]
  if (paints.some(({ type }) => type !== 'SOLID')) return false
  if (pathsOf(node).reduce((sum, { data }) => sum + data.length, 0) > MAX_PATH) return false
  return isLeaf(node) || childrenOf(node).every((child) => !child.visible || isSharp(child))
}

/** Effects by which a shape covers more, less or softer than its outline. */
const SOFT: ReadonlySet<string> = new Set(['LAYER_BLUR', 'NOISE', 'TEXTURE', 'GLASS', 'SHADER'])

/** A boolean operation has an outline of its own, whatever it is made of. */
const isLeaf = (node: SceneNode): boolean =>
  node.type === 'BOOLEAN_OPERATION' || childrenOf(node).length === 0

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
  figma: PluginAPI,
  shapes: readonly SceneNode[],
  toPage: Affine,
  seen: Bounds,
  breathe: Breathe,
): Promise<{ pieces: MaskPiece[]; hasHardEdges: boolean }> => {
  const fromPage = inverseOf(toPage)
  const read = await inSlices(
    shapes,
    (shape) => (isSharp(shape) ? sharpPieces(shape, fromPage) : shape),
    breathe,
  )
  const pieces: MaskPiece[] = read.flatMap((one) => (Array.isArray(one) ? one : []))
  const soft = read.flatMap((one) => (Array.isArray(one) ? [] : [one]))
  if (soft.length === 0) return { pieces, hasHardEdges: false }
  try {
    const piece = await softPiece(figma, soft, toPage, seen, 'alpha', makeOpaque)
    return { pieces: piece === null ? pieces : [...pieces, piece], hasHardEdges: false }
  } catch (cause) {
    // Nothing can be made in a document that is read-only; outlines can still be read.
    const outlines = soft.flatMap((shape) => sharpPieces(shape, fromPage))
    if (outlines.length === 0) throw cause
    return { pieces: [...pieces, ...outlines], hasHardEdges: true }
  }
}

const sharpPieces = (node: SceneNode, fromPage: Affine): PathsPiece[] => {
  if (!isLeaf(node)) {
    return childrenOf(node).flatMap((child) => (child.visible ? sharpPieces(child, fromPage) : []))
  }
  const paths = pathsOf(node)
  return paths.length === 0 ? [] : [piece(paths, fromPage, node)]
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
  figma: PluginAPI,
  shapes: readonly SceneNode[],
  toPage: Affine,
  seen: Bounds,
  channel: 'alpha' | 'luminance',
  prepare: (copy: SceneNode) => void = () => undefined,
): Promise<MaskPiece | null> => {
  const boxes = shapes.map(renderBoxOf).filter((box) => box !== null)
  const all = boundsUnionAll(boxes)
  const region = all === null ? null : boundsIntersect(all, seen)
  if (region === null) return null
  const fineness = 1 / Math.min(Math.hypot(toPage.a, toPage.b), Math.hypot(toPage.c, toPage.d))
  const scale = Math.min(fineness, MAX_IMAGE / Math.max(region.width, region.height))
  const { left, top, ...size } = region
  const area = { size, toPage: affineTranslate(left, top) }
  const exported = await exportCopies(figma, shapes, area, scale, (copy) => {
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
  figma: PluginAPI,
  node: SceneNode,
  toPage: Affine,
  seen: Bounds,
  breathe: Breathe,
): Promise<{ pieces: MaskPiece[]; hasHardEdges: boolean }> => {
  const maskType = 'maskType' in node ? node.maskType : 'ALPHA'
  if (maskType === 'VECTOR' && 'fillGeometry' in node && isLeaf(node)) {
    return { pieces: [piece(node.fillGeometry, inverseOf(toPage), node)], hasHardEdges: false }
  }
  // Here it is Figma's own mask: as see-through as it is drawn.
  if (maskType !== 'LUMINANCE' && isOpaque(node)) {
    return maskOfShapes(figma, [node], toPage, seen, breathe)
  }
  const channel = maskType === 'LUMINANCE' ? 'luminance' : 'alpha'
  const drawn = await softPiece(figma, [node], toPage, seen, channel)
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

/** The box of what the pieces may cover, in pixels of the picture; null for nothing. */
export const maskBounds = (pieces: readonly MaskPiece[]): Bounds | null =>
  boundsUnionAll(
    pieces.flatMap((one) => {
      const map = fromMatrix(one.toImage)
      const boxes =
        one.kind === 'paths'
          ? one.paths.map(({ data }) => pathBounds(data, map))
          : [boundsOfTransformed(map, { left: 0, top: 0, ...pngExtent(one.png) })]
      return boxes.filter((box) => box !== null)
    }),
  )

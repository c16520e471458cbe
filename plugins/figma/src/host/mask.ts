/** Turns shapes of the document into pieces of a mask, in pixels of the picture. */
import type { PluginAPI, SceneNode, VectorPaths } from '@figma/plugin-typings/plugin-api-standalone'
import {
  type Affine,
  affineMultiply,
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

/** What decides whether outlines say it all. */
const isSharp = (node: SceneNode): boolean => {
  if ('effects' in node && node.effects.some(({ type, visible }) => visible && SOFT.has(type))) {
    return false
  }
  const paints = [...visibleFills(node), ...visibleStrokes(node)]
  // A gradient of a shape is how designers draw a soft edge.
  if (paints.some(({ type }) => type !== 'SOLID')) return false
  // Two opacities within one outline cannot be said by one.
  const [opacity = 1, ...others] = paints.map((paint) => paint.opacity ?? 1)
  if (others.some((other) => other !== opacity)) return false
  if (pathsOf(node).reduce((sum, { data }) => sum + data.length, 0) > MAX_PATH) return false
  const isWhole = 'opacity' in node && node.opacity === 1 && !('isMask' in node && node.isMask)
  return (
    isLeaf(node) || (isWhole && childrenOf(node).every((child) => !child.visible || isSharp(child)))
  )
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
    const piece = await softPiece(figma, soft, toPage, seen, 'alpha')
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
  if (paths.length === 0) return []
  const paint = [...visibleFills(node), ...visibleStrokes(node)][0]?.opacity ?? 1
  return [piece(paths, fromPage, node, paint * ('opacity' in node ? node.opacity : 1))]
}

const piece = (
  paths: VectorPaths,
  fromPage: Affine,
  node: SceneNode,
  opacity: number,
): PathsPiece => ({
  kind: 'paths',
  paths: paths.map(({ data, windingRule }) => ({ data, windingRule })),
  toImage: toMatrix(affineMultiply(fromPage, toPageOf(node))),
  opacity: Math.min(1, Math.max(0, opacity)),
})

/** Shapes as Figma draws them, as fine as the picture; null where none is over it. */
const softPiece = async (
  figma: PluginAPI,
  shapes: readonly SceneNode[],
  toPage: Affine,
  seen: Bounds,
  channel: 'alpha' | 'luminance',
): Promise<MaskPiece | null> => {
  const boxes = shapes.map(renderBoxOf).filter((box) => box !== null)
  const all = boundsUnionAll(boxes)
  const region = all === null ? null : boundsIntersect(all, seen)
  if (region === null) return null
  const fineness = 1 / Math.min(Math.hypot(toPage.a, toPage.b), Math.hypot(toPage.c, toPage.d))
  const scale = Math.min(fineness, MAX_IMAGE / Math.max(region.width, region.height))
  const exported = await exportCopies(figma, shapes, region, scale, (copy) => {
    if ('isMask' in copy) copy.isMask = false
    copy.visible = true
    // A shadow is not what was drawn to be filled.
    if ('effects' in copy) copy.effects = copy.effects.filter(({ type }) => SOFT.has(type))
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
    return { pieces: [piece(node.fillGeometry, inverseOf(toPage), node, 1)], hasHardEdges: false }
  }
  if (maskType !== 'LUMINANCE') return maskOfShapes(figma, [node], toPage, seen, breathe)
  const luminous = await softPiece(figma, [node], toPage, seen, 'luminance')
  return { pieces: luminous === null ? [] : [luminous], hasHardEdges: false }
}

/** The node's own outline: the fill of a shape, the box of anything else. */
export const outlineOf = (node: SceneNode, fromPage: Affine): PathsPiece => {
  const fill = 'fillGeometry' in node ? node.fillGeometry : []
  const [width, height] = 'width' in node ? [node.width, node.height] : [0, 0]
  return piece(
    fill.length > 0 ? fill : [{ data: rectanglePath(width, height), windingRule: 'NONZERO' }],
    fromPage,
    node,
    1,
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

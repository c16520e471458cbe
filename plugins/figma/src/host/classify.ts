/** Tells pictures from the shapes that are drawn over them. */
import type {
  Image,
  ImagePaint,
  PluginAPI,
  SceneNode,
} from '@figma/plugin-typings/plugin-api-standalone'
import { childrenOf, findWithin, hasImageFill, visibleFills, visibleStrokes } from './nodes.ts'
import type { Pace } from './slices.ts'

const SHAPES: ReadonlySet<SceneNode['type']> = new Set([
  'RECTANGLE',
  'ELLIPSE',
  'POLYGON',
  'STAR',
  'LINE',
  'VECTOR',
  'TEXT',
  'TEXT_PATH',
  'BOOLEAN_OPERATION',
])

const CONTAINERS: ReadonlySet<SceneNode['type']> = new Set([
  'FRAME',
  'GROUP',
  'COMPONENT',
  'COMPONENT_SET',
  'INSTANCE',
  'SECTION',
  'TRANSFORM_GROUP',
])

export type Kind = 'picture' | 'container' | 'shape' | 'other'

export const kindOf = (node: SceneNode): Kind => {
  if (hasImageFill(node)) return 'picture'
  if (CONTAINERS.has(node.type)) return 'container'
  return SHAPES.has(node.type) ? 'shape' : 'other'
}

/** A frame or group of shapes alone can be a mask, where there is a picture for it. */
export const isDrawing = async (node: SceneNode, pace: Pace): Promise<boolean> =>
  (node.type === 'GROUP' || node.type === 'FRAME') &&
  childrenOf(node).length > 0 &&
  visibleFills(node).length === 0 &&
  (await findWithin(node, isNoShape, pace)) === null

const isNoShape = (node: SceneNode): boolean => {
  const kind = kindOf(node)
  return kind === 'picture' || kind === 'other'
}

export interface Original {
  readonly paint: ImagePaint
  readonly image: Image
}

/** Effects that change what is seen of the picture itself; a shadow falls outside it. */
const isHarmless = (effect: { readonly type: string; readonly visible?: boolean }): boolean =>
  effect.visible === false || effect.type === 'DROP_SHADOW' || effect.type === 'BACKGROUND_BLUR'

/**
 * The stored file of a node that shows it unaltered: its one visible fill, without filters,
 * opacity, tiling or anything drawn over it. Null where only an export shows what is seen.
 */
export const originalOf = (figma: PluginAPI, node: SceneNode): Original | null => {
  const [paint, ...others] = visibleFills(node)
  if (paint?.type !== 'IMAGE' || others.length > 0 || paint.imageHash === null) return null
  if (paint.scaleMode === 'TILE' || (paint.opacity ?? 1) < 1) return null
  if ((paint.blendMode ?? 'NORMAL') !== 'NORMAL') return null
  if (Object.values(paint.filters ?? {}).some((value) => value !== 0)) return null
  if (childrenOf(node).some(({ visible }) => visible)) return null
  if ('effects' in node && !node.effects.every(isHarmless)) return null
  const strokeAlign = 'strokeAlign' in node ? node.strokeAlign : 'OUTSIDE'
  if (visibleStrokes(node).length > 0 && strokeAlign !== 'OUTSIDE') return null
  const image = figma.getImageByHash(paint.imageHash)
  return image === null ? null : { paint, image }
}

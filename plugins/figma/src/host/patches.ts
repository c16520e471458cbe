/**
 * Results over a picture as pixels of that picture, where they are that exactly: then the stored file
 * is taken with them, at its full size, and nothing has to be copied in the document for it.
 */
import type {
  ImagePaint,
  Paint,
  PluginAPI,
  SceneNode,
} from '@figma/plugin-typings/plugin-api-standalone'
import {
  type Affine,
  affineMultiply,
  type Bounds,
  boundsBottom,
  boundsFromEdges,
  boundsOf,
  boundsOfTransformed,
  boundsRight,
} from '@inlay/shared'
import { pixelsToNode } from '../geometry/image-paint.ts'
import { inverseOf } from '../geometry/transform.ts'
import type { Patch } from '../messages.ts'
import { childrenOf, sizeOf, toPageOf, visibleFills, visibleStrokes } from './nodes.ts'
import { NODE, type Pace } from './slices.ts'

/** Where a patch lies, and how to get it. */
interface Spot extends Omit<Patch, 'png'> {
  readonly read: () => Promise<Uint8Array>
}

/** More results than this are quicker exported by Figma than sent one by one. */
const MOST = 40

/** Of a pixel: what Figma's numbers of 32 bits lose on a large page is less. */
const ALMOST = 0.05

/**
 * Of each result, bottom first; null where one of them is not what was placed any more: turned,
 * stretched, blended, cut or drawn upon. Then only an export shows what is seen.
 * @param toPage pixels of the picture to the page
 */
export const patchesOver = async (
  figma: PluginAPI,
  results: readonly SceneNode[],
  toPage: Affine,
  pace: Pace,
): Promise<readonly Spot[] | null> => {
  const layers = results.flatMap((one) => (childrenOf(one).length > 0 ? childrenOf(one) : [one]))
  if (layers.length > MOST || !results.every(isPlain)) return null
  const fromPage = inverseOf(toPage)
  const spots: Spot[] = []
  for (const layer of layers) {
    await pace.spend(2 * NODE)
    const spot = await spotOf(figma, layer, fromPage)
    if (spot === null) return null
    spots.push(spot)
  }
  return spots
}

/** @throws what Figma says of an image that it has lost */
export const readPatches = async (spots: readonly Spot[]): Promise<Patch[]> => {
  const patches: Patch[] = []
  for (const { read, ...where } of spots) patches.push({ ...where, png: await read() })
  return patches
}

const spotOf = async (
  figma: PluginAPI,
  layer: SceneNode,
  fromPage: Affine,
): Promise<Spot | null> => {
  const [paint, ...others] = visibleFills(layer)
  if (paint === undefined || others.length > 0 || !isBare(paint) || !isPlain(layer)) return null
  const image = paint.imageHash === null ? null : figma.getImageByHash(paint.imageHash)
  if (image === null || childrenOf(layer).some(({ visible }) => visible)) return null
  const size = await image.getSizeAsync()
  const toPicture = affineMultiply(fromPage, toPageOf(layer))
  const map = affineMultiply(toPicture, pixelsToNode(paint, size, sizeOf(layer)))
  const [left, top] = [Math.round(map.e), Math.round(map.f)]
  const isUpright =
    Math.abs(map.a - 1) * size.width < ALMOST &&
    Math.abs(map.d - 1) * size.height < ALMOST &&
    Math.abs(map.b) * size.width < ALMOST &&
    Math.abs(map.c) * size.height < ALMOST
  if (!isUpright || Math.abs(map.e - left) > ALMOST || Math.abs(map.f - top) > ALMOST) return null
  const shown = pixelsIn(boundsOfTransformed(toPicture, boundsOf(sizeOf(layer))))
  // Too thin to show a pixel of it.
  if (shown.width < 1 || shown.height < 1) return null
  return {
    bounds: { left, top, ...size },
    shown,
    read: () => image.getBytesAsync(),
  }
}

/** Those whose middle is inside. */
const pixelsIn = (box: Bounds): Bounds =>
  boundsFromEdges(
    Math.round(box.left),
    Math.round(box.top),
    Math.round(boundsRight(box)),
    Math.round(boundsBottom(box)),
  )

const isBare = (paint: Paint): paint is ImagePaint => {
  if (paint.type !== 'IMAGE') return false
  const { scaleMode, opacity = 1, blendMode = 'NORMAL', filters = {} } = paint
  return (
    scaleMode !== 'TILE' &&
    opacity === 1 &&
    blendMode === 'NORMAL' &&
    Object.values(filters).every((value) => value === 0)
  )
}

const isPlain = (node: SceneNode): boolean => {
  if ('opacity' in node && node.opacity < 1) return false
  if ('blendMode' in node && node.blendMode !== 'NORMAL' && node.blendMode !== 'PASS_THROUGH') {
    return false
  }
  if ('isMask' in node && node.isMask) return false
  if ('effects' in node && node.effects.some(({ visible }) => visible)) return false
  if ('cornerRadius' in node && node.cornerRadius !== 0) return false
  return visibleStrokes(node).length === 0
}

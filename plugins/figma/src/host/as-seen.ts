/** Takes a layer as it is seen: all of it upright on the page, the part a mask needs, or along its own sides. */
import type { SceneNode } from '@figma/plugin-typings/plugin-api-standalone'
import {
  type Affine,
  affineTranslate,
  type Bounds,
  boundsGrow,
  boundsIntersect,
  boundsOf,
  boundsRoundOut,
  boundsUnionAll,
  type Extent,
  extentArea,
} from '@inlay/shared'
import { keepsRightAngles, keepsUpright } from '../geometry/transform.ts'
import { type Area, type Exported, exportCopies, exportNode, exportScale } from './export.ts'
import { boxOf, countWithin, sizeOf, toPageOf } from './nodes.ts'
import { Refused } from './refuse.ts'
import type { Scope } from './scope.ts'
import type { Pace } from './slices.ts'

/** Pixels and the way from them to the page. */
export interface Taken {
  readonly bytes: Uint8Array
  readonly extent: Extent
  readonly toPage: Affine
  readonly isReduced: boolean
}

/** A layer and what lies over it and belongs to it, bottom first. */
type Layers = readonly [SceneNode, ...SceneNode[]]

/** Layers of more parts than this are not copied: it would take too long. */
const MOST_COPIED = 500

/**
 * The layer with the results over it, or the part of it that a mask needs where the whole would be
 * too much.
 * @param box the layer's, on the page
 * @throws Refused nothing_visible | unreadable
 */
export const takeSeen = async (
  scope: Scope,
  layers: Layers,
  box: Bounds,
  masked: readonly SceneNode[],
): Promise<Taken> => {
  const [node] = layers
  const { scale, isReduced } = await exportScale(scope, node, box)
  const part = isReduced ? partOf(box, masked) : null
  if ((part !== null || layers.length > 1) && (await isSmall(node, scope.pace))) {
    const { left, top, ...size } = part ?? box
    try {
      return await takeCopies(scope, layers, { size, toPage: affineTranslate(left, top) })
    } catch (error) {
      // Nothing may be made here: then the layer alone, at less.
      if (!(error instanceof Refused && error.code === 'read_only')) throw error
    }
  }
  return takenOf(await exportNode(scope.figma, node, box, scale), isReduced)
}

/**
 * The same with the layer's own sides as the picture's: what is added to them is then turned with
 * it. Upright layers are as Figma exports them.
 * @throws Refused nothing_visible | unreadable | read_only | turned
 */
export const takeAlong = async (scope: Scope, layers: Layers, box: Bounds): Promise<Taken> => {
  const [node] = layers
  const toPage = toPageOf(node)
  if (keepsUpright(toPage)) return takeSeen(scope, layers, box, [])
  if (!(await isSmall(node, scope.pace)) || !keepsRightAngles(toPage)) throw new Refused('turned')
  return takeCopies(scope, layers, { size: sizeOf(node), toPage })
}

const isSmall = async (node: SceneNode, pace: Pace): Promise<boolean> =>
  (await countWithin(node, MOST_COPIED, pace)) <= MOST_COPIED

const takenOf = ({ png, extent, toPage }: Exported, isReduced: boolean): Taken => ({
  bytes: png,
  extent,
  toPage,
  isReduced,
})

const takeCopies = async (scope: Scope, layers: Layers, area: Area): Promise<Taken> => {
  const { scale, isReduced } = await exportScale(scope, layers[0], boundsOf(area.size))
  const copied = await exportCopies(scope, layers, area, scale, (copy) => {
    copy.visible = true
  })
  return takenOf(copied, isReduced)
}

/** Whole units of the page around the mask; null when that is most of the layer anyway. */
const partOf = (box: Bounds, masked: readonly SceneNode[]): Bounds | null => {
  const all = boundsUnionAll(masked.map(boxOf).filter((one) => one !== null))
  if (all === null) return null
  const room = Math.max(256, 1.5 * Math.max(all.width, all.height))
  const wanted = boundsRoundOut(boundsGrow(all, room))
  const part = boundsIntersect(wanted, box)
  return part !== null && extentArea(part) < 0.6 * extentArea(box) ? part : null
}

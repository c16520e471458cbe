/** What of a node moves its pixels within it: when that changes, a result fits no more. */
import type { SceneNode } from '@figma/plugin-typings/plugin-api-standalone'
import { sizeOf, visibleFills } from './nodes.ts'

/** Position and what lies around it are not part of it: a result follows its node. */
export const fingerprintOf = (node: SceneNode): string => {
  const { width, height } = sizeOf(node)
  const pictures = visibleFills(node).flatMap((paint) =>
    paint.type === 'IMAGE'
      ? [
          [
            paint.imageHash,
            paint.scaleMode,
            paint.imageTransform?.map((row) => row.map(rounded)) ?? null,
            paint.scalingFactor ?? null,
            paint.rotation ?? 0,
          ],
        ]
      : [],
  )
  return JSON.stringify([rounded(width), rounded(height), pictures])
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4

/** How thick the hole is: decides how many levels a run needs. */
import { HOLE } from './constants.ts'
import type { LevelPlan } from './layout.ts'

/** Looked at on the finest level whose box is no larger than this. */
const MOST_PIXELS = 1 << 17

/**
 * Half the hole's thickness in level 0 pixels: the largest king's-move distance from a hole pixel to
 * a known one (the picture's border counts as hole, so a hole along it is as thick as it is wide).
 */
export const halfThickness = (bytes: Uint8Array, levels: readonly LevelPlan[]): number => {
  const index = levels.findIndex((level) => level.boxWidth * level.boxHeight <= MOST_PIXELS)
  const at = index < 0 ? levels.length - 1 : index
  const level = levels[at]!
  const { boxWidth: width, boxHeight: height } = level
  const row = width + 2
  const far = 1 << 20
  const distance = new Int32Array(row * (height + 2)).fill(far)
  const isHole = (x: number, y: number): boolean =>
    (bytes[level.flags + (level.top + y) * level.stride + level.left + x]! & HOLE) !== 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = (y + 1) * row + x + 1
      distance[i] = isHole(x, y)
        ? 1 +
          Math.min(
            distance[i - 1]!,
            distance[i - row - 1]!,
            distance[i - row]!,
            distance[i - row + 1]!,
          )
        : 0
    }
  }
  let most = 0
  for (let y = height - 1; y >= 0; y--) {
    for (let x = width - 1; x >= 0; x--) {
      const i = (y + 1) * row + x + 1
      const back =
        1 +
        Math.min(
          distance[i + 1]!,
          distance[i + row + 1]!,
          distance[i + row]!,
          distance[i + row - 1]!,
        )
      distance[i] = Math.min(distance[i]!, back)
      most = Math.max(most, distance[i]!)
    }
  }
  return Math.max(most, 0.5) * 2 ** at
}

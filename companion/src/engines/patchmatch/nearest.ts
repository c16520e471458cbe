/** The last resort where no patch fits: every hole pixel copies the nearest usable pixel. */
import { HOLE, NONE, VOID } from './constants.ts'
import { NoSource } from './job.ts'
import type { LevelPlan } from './layout.ts'

/**
 * Writes the packed place of the nearest usable pixel over each hole pixel that has none (all of them
 * when `every`). Distance is counted in king's moves; ties go to the pixel found first in scan order.
 * @throws NoSource when no pixel may serve.
 */
export const copyNearest = (
  bytes: Uint8Array,
  words: Int32Array,
  level: LevelPlan,
  every: boolean,
): void => {
  const { width, height, stride, flags } = level
  const origin = new Int32Array(width * height).fill(NONE)
  let front: number[] = []
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((bytes[flags + y * stride + x]! & (HOLE | VOID)) !== 0) continue
      origin[y * width + x] = (y << 16) | x
      front.push(y * width + x)
    }
  }
  if (front.length === 0) throw new NoSource('No pixel of the crop may serve as source')
  while (front.length > 0) {
    const next: number[] = []
    for (const at of front) {
      const x = at % width
      const y = Math.floor(at / width)
      for (let ny = Math.max(y - 1, 0); ny <= Math.min(y + 1, height - 1); ny++) {
        for (let nx = Math.max(x - 1, 0); nx <= Math.min(x + 1, width - 1); nx++) {
          if (origin[ny * width + nx] !== NONE) continue
          origin[ny * width + nx] = origin[at]!
          next.push(ny * width + nx)
        }
      }
    }
    front = next
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (level.pixels >> 2) + y * stride + x
      if ((bytes[flags + y * stride + x]! & HOLE) === 0) continue
      if (every || words[at] === NONE) words[at] = origin[y * width + x]!
    }
  }
}

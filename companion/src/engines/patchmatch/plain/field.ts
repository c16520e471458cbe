/** Carries the nearest-neighbour field to the next finer level and reads off the result, without SIMD. */
import { A_LEVEL, A_OTHER, HOLE, NONE, SOURCE, TARGET } from '../constants.ts'
import { argument, type Level, levelAt, targetRows, type Views } from './views.ts'

/** The place itself, then the four sides, then the four corners. */
const STEPS = [
  [0, 0],
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
] as const

const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high)

export const refine = (views: Views, band: number): number => {
  const { bytes, words } = views
  const level = levelAt(views, argument(views, A_LEVEL))
  const coarse = levelAt(views, argument(views, A_OTHER))
  const [first, end] = targetRows(views, level, band)
  for (let y = first; y < end; y++) {
    for (let x = level.left; x < level.left + level.boxWidth; x++) {
      const at = (y - level.top) * level.boxWidth + x - level.left
      let entry = NONE
      if ((bytes[level.flags + y * level.stride + x]! & TARGET) !== 0) {
        const from = coarseTarget(views, coarse, x >> 1, y >> 1)
        if (from !== NONE) {
          const index = boxIndex(coarse, from)
          const source = words[coarse.field + index]!
          entry = nearSource(
            views,
            level,
            (source & 0xffff) * 2 + x - (from & 0xffff) * 2,
            (source >>> 16) * 2 + y - (from >>> 16) * 2,
          )
          words[level.distance + at] = words[coarse.distance + index]!
        }
      }
      words[level.field + at] = entry
    }
  }
  return 0
}

const boxIndex = (level: Level, entry: number): number =>
  ((entry >>> 16) - level.top) * level.boxWidth + (entry & 0xffff) - level.left

const coarseTarget = ({ bytes, words }: Views, level: Level, x: number, y: number): number => {
  const { width, height, radius } = level
  const cx = clamp(x, radius, width - 1 - radius)
  const cy = clamp(y, radius, height - 1 - radius)
  for (const [dx, dy] of STEPS) {
    const nx = cx + dx
    const ny = cy + dy
    if (nx < radius || ny < radius || nx >= width - radius || ny >= height - radius) continue
    if ((bytes[level.flags + ny * level.stride + nx]! & TARGET) === 0) continue
    const entry = (ny << 16) | nx
    if (words[level.field + boxIndex(level, entry)] !== NONE) return entry
  }
  return NONE
}

const nearSource = ({ bytes }: Views, level: Level, x: number, y: number): number => {
  const { width, height, radius } = level
  const cx = clamp(x, radius, width - 1 - radius)
  const cy = clamp(y, radius, height - 1 - radius)
  for (let reach = 0; reach <= 2; reach++) {
    for (const [dx, dy] of STEPS) {
      const nx = cx + dx * reach
      const ny = cy + dy * reach
      if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue
      if ((bytes[level.flags + ny * level.stride + nx]! & SOURCE) !== 0) return (ny << 16) | nx
    }
  }
  return NONE
}

export const finish = (views: Views, band: number): number => {
  const { bytes, words } = views
  const level = levelAt(views, argument(views, A_LEVEL))
  const { width, height, stride, radius, left, top, boxWidth } = level
  const [first, end] = targetRows(views, level, band)
  let lost = 0
  for (let y = first; y < end; y++) {
    for (let x = left; x < left + boxWidth; x++) {
      const here = y * stride + x
      if ((bytes[level.flags + here]! & HOLE) === 0) continue
      let best = Number.POSITIVE_INFINITY
      let place = NONE
      for (
        let ty = Math.max(y - radius, radius);
        ty <= Math.min(y + radius, height - 1 - radius);
        ty++
      ) {
        for (
          let tx = Math.max(x - radius, radius);
          tx <= Math.min(x + radius, width - 1 - radius);
          tx++
        ) {
          const at = (ty - top) * boxWidth + tx - left
          const entry = words[level.field + at]!
          if (entry === NONE) continue
          const distance = words[level.distance + at]! >>> 0
          if (distance < best) {
            best = distance
            place = entry + ((y - ty) << 16) + x - tx
          }
        }
      }
      if (place === NONE) lost += 1
      words[(level.pixels >> 2) + here] = place
    }
  }
  return lost
}

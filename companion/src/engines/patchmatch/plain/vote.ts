/** Rebuilds hole colours from the patches that cover them, without SIMD. */
import { A_LEVEL, A_SELECT, FRESH, NONE, PENDING, WEIGHT_ORIGIN, WEIGHTS } from '../constants.ts'
import { argument, levelAt, targetRows, type Views } from './views.ts'

/** Eighths of an octave: 0..7 as they are, then 8 steps each time the distance doubles; below 200. */
const distanceCode = (distance: number): number => {
  const octave = 28 - Math.clz32(distance | 8)
  return octave * 8 + (distance >>> octave)
}

export const vote = (views: Views, band: number): number => {
  const { bytes, halves, words } = views
  const level = levelAt(views, argument(views, A_LEVEL))
  const { width, height, stride, pixels, flags, radius, left, top, boxWidth } = level
  const select = argument(views, A_SELECT)
  const [first, end] = targetRows(views, level, band)
  let lost = 0
  for (let y = first; y < end; y++) {
    for (let x = left; x < left + boxWidth; x++) {
      const here = y * stride + x
      if ((bytes[flags + here]! & select) === 0) continue
      const codes: number[] = []
      const places: number[] = []
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
          codes.push(distanceCode(words[level.distance + at]!))
          places.push(pixels + (((entry >>> 16) + y - ty) * stride + (entry & 0xffff) + x - tx) * 4)
        }
      }
      const n = codes.length
      if (n === 0) {
        lost += 1
        continue
      }
      const sorted = [...codes].sort((a, b) => a - b)
      const middle = WEIGHT_ORIGIN - sorted[Math.ceil((3 * n) / 4) - 1]!
      const sum = [0, 0, 0, 0]
      let all = 0
      for (let i = 0; i < n; i++) {
        const weight = halves[(WEIGHTS >> 1) + codes[i]! + middle]!
        for (let c = 0; c < 4; c++) sum[c] = sum[c]! + weight * bytes[places[i]! + c]!
        all += weight
      }
      for (let c = 0; c < 4; c++) {
        bytes[pixels + here * 4 + c] = Math.floor((sum[c]! + (all >> 1)) / all)
      }
      bytes[flags + here] = bytes[flags + here]! & ~(FRESH | PENDING)
    }
  }
  return lost
}

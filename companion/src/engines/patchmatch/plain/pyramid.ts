/** Halves a level and spreads colours over blank pixels, without SIMD. */
import { A_LEVEL, A_OTHER, BLANK, FRESH, HOLE, VOID } from '../constants.ts'
import { argument, levelAt, type Views, wholeRows } from './views.ts'

export const shrink = (views: Views, band: number): number => {
  const { bytes } = views
  const level = levelAt(views, argument(views, A_LEVEL))
  const fine = levelAt(views, argument(views, A_OTHER))
  const [first, end] = wholeRows(level, band)
  const sum = [0, 0, 0, 0]
  for (let y = first; y < end; y++) {
    const rows = 2 * y + 1 < fine.height ? 2 : 1
    for (let x = 0; x < level.width; x++) {
      const columns = 2 * x + 1 < fine.width ? 2 : 1
      let known = 0
      let holes = 0
      let bits = 0
      sum.fill(0)
      for (let dy = 0; dy < rows; dy++) {
        for (let dx = 0; dx < columns; dx++) {
          const at = (2 * y + dy) * fine.stride + 2 * x + dx
          const from = bytes[fine.flags + at]!
          bits |= from & VOID
          holes += from & HOLE
          if ((from & BLANK) !== 0) continue
          known += 1
          for (let c = 0; c < 4; c++) sum[c] = sum[c]! + bytes[fine.pixels + at * 4 + c]!
        }
      }
      if (holes * 2 >= rows * columns) bits |= HOLE | FRESH
      if (known === 0) bits |= BLANK
      const to = y * level.stride + x
      for (let c = 0; c < 4; c++) {
        bytes[level.pixels + to * 4 + c] =
          known === 0 ? 0 : Math.floor((sum[c]! + (known >> 1)) / known)
      }
      bytes[level.flags + to] = bits
    }
  }
  return 0
}

export const spread = (views: Views, band: number): number => {
  const { bytes } = views
  const level = levelAt(views, argument(views, A_LEVEL))
  const coarse = levelAt(views, argument(views, A_OTHER))
  const [first, end] = wholeRows(level, band)
  for (let y = first; y < end; y++) {
    for (let x = 0; x < level.width; x++) {
      const at = y * level.stride + x
      if ((bytes[level.flags + at]! & BLANK) === 0) continue
      const from = coarse.pixels + ((y >> 1) * coarse.stride + (x >> 1)) * 4
      bytes.copyWithin(level.pixels + at * 4, from, from + 4)
    }
  }
  return 0
}

/** Marks source and target patch centres, without SIMD. */
import { A_LEVEL, HOLE, L_COUNTS, SOURCE, TARGET, VOID } from '../constants.ts'
import { argument, levelAt, type Views, wholeRows } from './views.ts'

export const mark = (views: Views, band: number): number => {
  const { bytes, words } = views
  const level = levelAt(views, argument(views, A_LEVEL))
  const { width, height, stride, radius, flags } = level
  const counts = words[(level.address + L_COUNTS) >> 2]! >> 2
  const [first, end] = wholeRows(level, band)
  let all = 0
  for (let y = first; y < end; y++) {
    let targets = 0
    let sources = 0
    let holes = 0
    for (let x = 0; x < width; x++) {
      const at = flags + y * stride + x
      let bits = bytes[at]! & ~(SOURCE | TARGET)
      holes += bits & HOLE
      const inside = x >= radius && y >= radius && x + radius < width && y + radius < height
      if (inside) {
        let found = 0
        for (let dy = -radius; dy <= radius; dy++) {
          for (let dx = -radius; dx <= radius; dx++) found |= bytes[at + dy * stride + dx]!
        }
        if ((found & (HOLE | VOID)) === 0) {
          bits |= SOURCE
          sources += 1
        }
        if ((found & HOLE) !== 0) {
          bits |= TARGET
          targets += 1
        }
      }
      bytes[at] = bits
    }
    words[counts + y * 3] = targets
    words[counts + y * 3 + 1] = sources
    words[counts + y * 3 + 2] = holes
    all += targets
  }
  return all
}
